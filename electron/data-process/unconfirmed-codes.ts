import type { CodeToConfirm } from '#db/state-files/state-codes.ts';
import { Failure } from '#domain/system/failure.ts';

/** Codes of ours never reach a state file before a person has said what the state calls them. */
export function refuseUnconfirmed(codes: readonly CodeToConfirm[]): void {
  const unconfirmed = codes[0];
  if (unconfirmed)
    throw new Failure(
      'conflict',
      `The file would carry ${codes.length === 1 ? 'a code' : `${codes.length} codes`} of ours that nobody has confirmed, such as "${unconfirmed.code} ${unconfirmed.label}" of ${unconfirmed.setTitle}. Say what the state calls them first.`,
      codes.map(({ set, code, label }) => ({
        field: set,
        message: `${code} ${label} is a local default.`,
        value: code,
      })),
    );
}
