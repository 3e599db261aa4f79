// How main says no to the data process: a kind out of the contract's closed list and a sentence.

export type FailureKind =
  | 'invalid-input'
  | 'not-allowed'
  | 'not-found'
  | 'conflict'
  | 'storage'
  | 'unreachable'
  | 'unexpected';

/** Thrown by a service; its sentence is meant for the person at the screen. */
export class ServiceFailure extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
