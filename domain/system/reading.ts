/** What came of reading something a person typed or a file held: the value, or a sentence that says what to do. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

export function readAs<T>(value: T): Reading<T> {
  return { ok: true, value };
}

export function unreadable(problem: string): Reading<never> {
  return { ok: false, problem };
}
