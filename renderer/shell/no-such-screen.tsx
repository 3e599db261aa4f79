import { Link } from 'react-router';

/** An address that no screen has: out of an older note, or typed. */
export function NoSuchScreen() {
  return (
    <>
      <h1>There is no such screen</h1>
      <p role="alert">
        The place this leads to is not in this Hi-Line. Find anything (Ctrl+K) finds every screen and
        everybody.
      </p>
      <p>
        <Link className="button" to="/">
          Today
        </Link>
      </p>
    </>
  );
}
