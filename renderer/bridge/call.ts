import type { FailureKind, Problem } from '#domain/system/failure.ts';
import type { EntryName, Input, Output } from '#electron/contract/contract.ts';
import type { Answer, EventMessage } from '#electron/contract/port.ts';

/** What the preload exposes: one function per entry, by area and verb. */
type Api = Readonly<
  Record<string, Readonly<Record<string, (input: unknown, commandId?: string) => Promise<Answer>>>>
> & {
  readonly onEvent: (listener: (event: EventMessage) => void) => () => void;
  readonly onPortChange: (listener: () => void) => () => void;
  readonly printReady: () => void;
};

declare global {
  interface Window {
    readonly hiline: Api;
  }
}

/** A call that failed, with the sentence to show. */
export class CallFailure extends Error {
  readonly kind: FailureKind;
  readonly problems: readonly Problem[];
  constructor(kind: FailureKind, message: string, problems: readonly Problem[]) {
    super(message);
    this.kind = kind;
    this.problems = problems;
  }
}

/** Calls one entry of the contract in the data process. */
export async function call<N extends EntryName>(
  name: N,
  input: Input<N>,
  commandId?: string,
): Promise<Output<N>> {
  const dot = name.indexOf('.');
  const verb = window.hiline[name.slice(0, dot)]?.[name.slice(dot + 1)];
  if (!verb) throw new CallFailure('unexpected', 'This window does not know that call.', []);
  const answer = await verb(input, commandId);
  if (answer.ok) return answer.value as Output<N>;
  throw new CallFailure(answer.failure.kind, answer.failure.message, answer.failure.problems);
}
