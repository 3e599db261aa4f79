import type { ProblemBody, ProblemKind } from '#sync/wire/problem.ts';

/** A whole call that fails: HTTP status and the body that says why in a sentence. Never carries a pupil's data. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly body: ProblemBody;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: number,
    problem: ProblemKind,
    sentence: string,
    {
      retryAfterSeconds,
      ...more
    }: Pick<ProblemBody, 'epoch' | 'keptThrough' | 'protocol'> & { retryAfterSeconds?: number } = {},
  ) {
    super(sentence);
    this.name = 'HttpProblem';
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.body = { problem, sentence, ...more };
  }
}
