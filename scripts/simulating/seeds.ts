/** Histories that share one state; then it begins anew, so that its tables stay small. A process plays so many in a row. */
export const ON_ONE_STATE = 100;

/** So many seeds, one after the other. */
export function* seedsFrom(first: number, count: number): Generator<number> {
  for (let n = 0; n < count; n++) yield first + n;
}

/** The known one first; should its history have become another one since, those from the first on. */
export function* knownFirst(known: number, count: number): Generator<number> {
  yield known;
  yield* seedsFrom(1, count - 1);
}
