import type { FailureKind, Problem } from '#domain/system/failure.ts';

/** What travels over the MessagePort between a window and the data process. */
export interface CallMessage {
  readonly id: number;
  readonly entry: string;
  readonly input: unknown;
  /** Lets a command be repeated after a crash without being applied twice. */
  readonly commandId?: string | undefined;
}

export interface FailureMessage {
  readonly kind: FailureKind;
  readonly message: string;
  readonly problems: readonly Problem[];
}

export type Answer<T = unknown> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: FailureMessage };

export type AnswerMessage = { readonly id: number } & Answer;

/** Pushed without being asked for. */
export type EventMessage =
  | { readonly event: 'changed'; readonly records: readonly { type: string; id: string }[] }
  | {
      readonly event: 'progress';
      readonly task: string;
      readonly done: number;
      readonly total: number | null;
    }
  | { readonly event: 'sync' }
  | { readonly event: 'signed-out'; readonly reason: string };
