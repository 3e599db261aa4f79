import { Link } from 'react-router';
import { useRead } from '#renderer/bridge/use-call.ts';
import { momentInWords } from '#renderer/shell/words.ts';

/** What the sync did by itself that somebody may want to know. */
export function NoticesList() {
  const notices = useRead('sync.notices', {}, { keepPrevious: true });
  if (!notices.data || notices.data.length === 0) return null;
  return (
    <section className="card" aria-labelledby="notices">
      <h2 id="notices">What happened by itself</h2>
      <ul>
        {notices.data.map((one) => (
          <li key={`${one.at} ${one.words}`} data-name>
            {momentInWords(one.at)}: {one.to ? <Link to={one.to}>{one.words}</Link> : one.words}
          </li>
        ))}
      </ul>
    </section>
  );
}
