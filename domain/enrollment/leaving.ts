import { type CodeSet, type CodeValue, codeOf } from '#domain/system/code-set.ts';

/** A reason for leaving, with the answer it is in plain words and the state's code where that is known. */
export interface LeavingReason extends CodeValue {
  /** Answer to "Where is the child going?" */
  readonly answer: string;
  /** The state's end status, where known. */
  readonly mapsTo?: string;
  /** A range of state codes of which one must be chosen: "300-340". */
  readonly mapsToGroup?: string;
}

/** What the withdrawal flow writes into the enrollment for a chosen answer. */
export interface LeavingCodes {
  readonly endReason: string;
  /** Null while the state's list is not loaded: the export then waits, the withdrawal does not. */
  readonly endStatus: string | null;
  readonly asksDropoutReason: boolean;
}

/** The codes behind an answer. Throws a RangeError for a reason that is not in the set. */
export function leavingCodes(set: CodeSet<LeavingReason>, reason: string): LeavingCodes {
  const value = codeOf(set, reason);
  if (!value) throw new RangeError(`"${reason}" is not in the list "${set.title}".`);
  return {
    endReason: value.code,
    endStatus: value.mapsTo ?? null,
    asksDropoutReason: value.mapsToGroup !== undefined,
  };
}
