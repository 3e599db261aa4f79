import { moveKept } from '#db/enrollment/moves.ts';
import type { StateCall } from '#db/sync/state-calls.ts';
import type { Writer } from '#db/system/connection.ts';
import { put, rowOf } from '#db/system/rows.ts';

/** What the log says of each way of handing a permanent record on. */
const WHAT = {
  release: 'Permanent record: a copy, through the state',
  grant: 'Permanent record: may be read from this day on, through the state',
} as const;

/**
 * Enters in the pupil's disclosure log that another district got the permanent record, or may read it. Special education
 * documents are not named in a log that the whole office reads: the history has them. Source: 34 CFR 99.32.
 */
export function noteDisclosure(writer: Writer, call: StateCall, on: string): void {
  const { part } = JSON.parse(call.body) as { part?: string };
  if ((call.kind !== 'release' && call.kind !== 'grant') || part !== 'permanent') return;
  const move = moveKept(writer, call.path.split('/')[3] ?? '');
  if (!move || !rowOf(writer, 'person', move.personId)) return;
  put(writer, 'disclosure', {
    // One call, one line: an answer that is taken in twice adds none.
    id: call.operationId,
    studentId: move.personId,
    on,
    to: `${move.other.districtName} (${move.other.districtNumber})`,
    basis: 'TRANSFER',
    interest: 'The pupil is enrolled there',
    what: WHAT[call.kind],
    requestId: null,
  });
}
