/** The closed list of ways a call can fail. The screens switch over it exhaustively. */
export const failureKinds = [
  'invalid-input', // the request itself is wrong; `problems` says where
  'not-allowed', // this person or this host may not do that
  'signed-out', // nobody is signed in, or the file is locked for idleness
  'not-found',
  'conflict', // it would break a rule about other records
  'locked', // someone else holds the file, or the record is locked
  'storage', // the disk or the file cannot be read or written
  'unreachable', // the state cannot be reached
  'cancelled',
  'unexpected', // a defect of ours
] as const;
export type FailureKind = (typeof failureKinds)[number];

/** One thing that is wrong, at the place where it is wrong. */
export interface Problem {
  message: string;
  field?: string | undefined;
  file?: string | undefined;
  line?: number | undefined;
  value?: string | undefined;
}

/** A failure in the words of the school office. Messages never carry a pupil's data. */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly problems: readonly Problem[];

  constructor(kind: FailureKind, message: string, problems: readonly Problem[] = []) {
    super(message);
    this.name = 'Failure';
    this.kind = kind;
    this.problems = problems;
  }
}

/** Runs a part of an action; where it fails, its problems are told under `prefix`: "phonesOf.phones.0.number". */
export function underField<T>(prefix: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { kind, message, problems } = error;
    throw new Failure(
      kind,
      message,
      problems.map((problem) =>
        problem.field === undefined ? problem : { ...problem, field: `${prefix}.${problem.field}` },
      ),
    );
  }
}
