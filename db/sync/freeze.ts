import { type Base, readBase } from '#db/sync/base.ts';
import { closeUndecided, heldBy } from '#db/sync/conflict-rows.ts';
import { currentCard } from '#db/sync/removals.ts';
import { DeviceSequence } from '#db/sync/sync-state.ts';
import { Tied } from '#db/sync/tied-actions.ts';
import { inSendingOrder, marksOfGroup, type WaitingMark, waitingMarks } from '#db/sync/waiting-marks.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { differingFields, type Value, type Values } from '#domain/sync/merge.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';

export interface FrozenOperation {
  readonly operationId: string;
  readonly deviceSeq: number;
  readonly type: string;
  readonly id: string;
  /** The exact text that goes over the wire, now and at every repeat. */
  readonly body: string;
}

export interface FreezeOptions {
  readonly limit: number;
  readonly at: string;
  readonly newId: () => string;
  readonly schemaVersion: number;
}

/**
 * Frozen operations that have no answer yet, in their order, from after that sequence number on: they go first, byte for
 * byte as they were. Those that sank a request three times stand apart (`suspects`).
 */
export function unanswered(reader: Pick<Reader, 'rows'>, after: number, limit: number): FrozenOperation[] {
  return reader.rows<FrozenOperation>(
    `SELECT operationId, deviceSeq, type, id, body FROM syncOutgoing INDEXED BY syncOutgoing_one_frozen
      WHERE state = 'sending' AND deviceSeq > ? AND failures < ${FAILURES} ORDER BY deviceSeq LIMIT ?`,
    after,
    limit,
  );
}

/** A request that failed as a whole this often is taken apart. */
const FAILURES = 3;

/** Operations whose requests failed as a whole three times: one of them is wrong, and is looked for by halves. */
export function suspects(reader: Pick<Reader, 'rows'>, limit: number): FrozenOperation[] {
  return reader.rows<FrozenOperation>(
    `SELECT operationId, deviceSeq, type, id, body FROM syncOutgoing INDEXED BY syncOutgoing_one_frozen
      WHERE state = 'sending' AND failures >= ${FAILURES} ORDER BY deviceSeq LIMIT ?`,
    limit,
  );
}

/** A request with these was refused as a whole. */
export function countFailure(writer: Writer, batch: readonly FrozenOperation[]): void {
  for (const { operationId } of batch)
    writer.exec('UPDATE syncOutgoing SET failures = failures + 1 WHERE operationId = ?', operationId);
}

/**
 * Makes waiting changes into operations (M1): id, sequence number and exact body are fixed here, in the transaction the
 * caller commits before the first byte leaves. Parents come before children, deletes last and in reverse; a record whose
 * parent the state cannot have yet waits; the records of one action go together or not at all. Actions that wait for one
 * another, because the later one changed a record of the earlier one that had not gone yet, go together.
 */
export function freeze(writer: Writer, options: FreezeOptions): FrozenOperation[] {
  const frozen: FrozenOperation[] = [];
  const batch: Batch = {
    ...options,
    sequence: new DeviceSequence(writer),
    anyParked: writer.rows("SELECT 1 FROM syncOutgoing WHERE state = 'parked' LIMIT 1").length > 0,
    sunk: parkedGroups(writer),
    parents: new Map(),
    going: new Set(),
    done: new Set(),
    tied: new Tied(),
  };
  const removals: WaitingMark[] = [];
  for (const mark of waitingMarks(writer)) {
    if (mark.groupId === null && isGone(mark)) removals.push(mark);
    else frozen.push(...freezeOne(writer, mark, batch, options.limit - frozen.length));
    if (frozen.length >= options.limit) break;
  }
  for (const marks of batch.tied.knots(batch.going)) {
    if (frozen.length > 0 && marks.length > options.limit - frozen.length) break;
    frozen.push(...writeTogether(writer, marks, batch));
  }
  for (const mark of removals.reverse()) {
    if (frozen.length >= options.limit) break;
    frozen.push(...freezeOne(writer, mark, batch, options.limit - frozen.length));
  }
  batch.sequence.keep(writer);
  unmark(writer, frozen);
  return frozen;
}

/** What is on its way waits no longer. */
function unmark(writer: Writer, frozen: readonly FrozenOperation[]): void {
  for (const [type, some] of Map.groupBy(frozen, (operation) => operation.type))
    writer.exec(
      'DELETE FROM syncDirty WHERE type = ? AND id IN (SELECT value FROM json_each(?))',
      type,
      JSON.stringify(some.map(({ id }) => id)),
    );
}

/** The operations of one mark and of those that go with it; none when something has to wait. */
function freezeOne(writer: Writer, mark: WaitingMark, batch: Batch, room: number): FrozenOperation[] {
  if (batch.done.has(`${mark.type} ${mark.id}`)) return [];
  const together = mark.groupId === null ? [mark] : groupMarks(writer, mark.groupId);
  for (const one of together) batch.done.add(`${one.type} ${one.id}`);
  if (mark.groupId !== null && batch.sunk.has(mark.groupId)) return [];
  if (batch.going.size > 0 && together.length > room) return [];
  return writeTogether(writer, together, batch);
}

/** The operations of marks that go together or not at all. */
function writeTogether(writer: Writer, marks: readonly WaitingMark[], batch: Batch): FrozenOperation[] {
  const planned = planGroup(writer, marks, batch);
  const groupId = planned.length > 1 ? (marks.find((mark) => mark.groupId !== null)?.groupId ?? null) : null;
  return planned.map((plan) => {
    batch.going.add(`${plan.mark.type} ${plan.mark.id}`);
    return writeOperation(writer, plan, groupId, batch);
  });
}

/** Removed here; a kind that this version does not know is only not shown. */
const isGone = ({ type, local }: WaitingMark): boolean =>
  local === null && recordTypeNamed(type) !== undefined;

/** What one call of `freeze` asks once and not again for each record, and what it has done so far. */
interface Batch extends FreezeOptions {
  readonly sequence: DeviceSequence;
  readonly anyParked: boolean;
  /** Actions of which the state refused a part. */
  readonly sunk: ReadonlySet<string>;
  /** Whether the state has the record, by type and id. */
  readonly parents: Map<string, boolean>;
  /** Records in this request, and those looked at, by type and id. */
  readonly going: Set<string>;
  readonly done: Set<string>;
  /** Actions that could go but for a record they point to. */
  readonly tied: Tied;
}

interface Plan {
  readonly mark: WaitingMark;
  readonly kind: 'create' | 'update' | 'delete';
  readonly baseRev: number | null;
  readonly fields: Values;
}

/** Operations for marks that go together; none when one of them must wait. Marks with nothing to say are dropped. */
function planGroup(writer: Writer, marks: readonly WaitingMark[], batch: Batch): Plan[] {
  const plans: Plan[] = [];
  const members = new Set(marks.map((mark) => `${mark.type} ${mark.id}`));
  const missing = new Set<string>();
  const inBatch = (key: string): boolean => members.has(key) || batch.going.has(key);
  for (const mark of marks) {
    if (mark.frozen === 1 || backsOff(mark, batch.at)) return [];
    const plan = planOf(writer, mark, batch.at);
    if (plan === 'nothing') {
      writer.exec('DELETE FROM syncDirty WHERE type = ? AND id = ?', mark.type, mark.id);
      if (batch.anyParked) dropRefusal(writer, mark);
      continue;
    }
    if (plan === 'wait') return [];
    if (plan.kind !== 'delete')
      for (const parent of parentsMissing(writer, plan, inBatch, batch.parents)) missing.add(parent);
    plans.push(plan);
  }
  if (missing.size === 0) return plans;
  batch.tied.add(marks, missing);
  return [];
}

/** What was refused was put back to what the state has, or is gone: that answers the refusal, unless somebody is asked. */
const dropRefusal = (writer: Writer, { type, id }: WaitingMark): number =>
  writer.exec(
    `UPDATE syncOutgoing SET state = 'discarded' WHERE type = ? AND id = ? AND state = 'parked'
      AND NOT EXISTS (SELECT 1 FROM syncConflict c WHERE c.type = syncOutgoing.type AND c.id = syncOutgoing.id AND c.closedAt IS NULL)`,
    type,
    id,
  );

/** The longest a record waits after lost races; a mark further ahead is of a clock that was set back. */
const LONGEST_BACK_OFF_MS = 600_000;

const backsOff = ({ notBefore }: WaitingMark, at: string): boolean =>
  notBefore !== null && notBefore > at && Date.parse(notBefore) - Date.parse(at) <= LONGEST_BACK_OFF_MS;

function planOf(writer: Writer, mark: WaitingMark, at: string): Plan | 'nothing' | 'wait' {
  const type = recordTypeNamed(mark.type);
  if (!type) return 'wait';
  const card = mark.asked ? currentCard(writer, mark.type, mark.id, at) : undefined;
  const base = mark.confirmed ? readBase(writer, mark.type, mark.id) : undefined;
  const { local } = mark;
  const held = heldBy(card, local);
  if (held === 'whole record') return 'wait';
  // Its newest state is set aside, until the record it belongs to comes: what was confirmed before means nothing.
  if (base?.stale && base.rev > 0) return 'wait';
  // Changing what was refused is the answer to the refusal.
  if (card?.kind === 'rule' && held.size === 0)
    closeUndecided(writer, card, 'it was changed and sent again', at);
  if (!local) return base?.fields ? { mark, kind: 'delete', baseRev: base.rev, fields: {} } : 'nothing';
  if (!base) return { mark, kind: 'create', baseRev: null, fields: local };
  if (base.fields === null) return { mark, kind: 'create', baseRev: base.rev || null, fields: local };
  const fields = changedFields(type, base, local, held);
  return Object.keys(fields).length === 0 ? 'nothing' : { mark, kind: 'update', baseRev: base.rev, fields };
}

/** Whole merge groups that differ, cleared fields as null; fields that wait for a person stay out. */
function changedFields(type: RecordType, base: Base, local: Values, held: ReadonlySet<string>): Values {
  const fields: Record<string, Value> = {};
  for (const name of differingFields(type, base.fields ?? {}, local)) {
    const group = type.fields[name]?.group;
    const heldGroup = [...held].some(
      (h) => h === name || (group !== undefined && type.fields[h]?.group === group),
    );
    if (!heldGroup) fields[name] = local[name] ?? null;
  }
  return fields;
}

/** The records this one points to that neither are at the state nor go in the same request, by type and id. */
function parentsMissing(
  writer: Writer,
  plan: Plan,
  inBatch: (key: string) => boolean,
  known: Map<string, boolean>,
): string[] {
  const missing: string[] = [];
  const type = recordTypeNamed(plan.mark.type);
  for (const name in plan.fields) {
    const target = type?.fields[name]?.refersTo;
    const id = plan.fields[name];
    const key = `${target} ${id}`;
    if (!target || typeof id !== 'string' || inBatch(key)) continue;
    let there = known.get(key);
    if (there === undefined) {
      there =
        writer.rows('SELECT 1 FROM syncBase WHERE type = ? AND id = ? AND fields IS NOT NULL', target, id)
          .length > 0;
      known.set(key, there);
    }
    if (!there) missing.push(key);
  }
  return missing;
}

/** The other records of one action, parents first, deletes last and in reverse. */
const groupMarks = (writer: Writer, groupId: string): WaitingMark[] =>
  inSendingOrder(marksOfGroup(writer, groupId));

/** Actions of which the state refused a part: the rest waits until that part was fixed. */
function parkedGroups(writer: Writer): Set<string> {
  return new Set(
    writer
      .rows<{ groupId: string }>(
        `SELECT DISTINCT o.groupId FROM syncOutgoing o WHERE o.state = 'parked' AND o.groupId IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM syncDirty d WHERE d.type = o.type AND d.id = o.id)`,
      )
      .map((row) => row.groupId),
  );
}

function writeOperation(writer: Writer, plan: Plan, groupId: string | null, batch: Batch): FrozenOperation {
  const { mark } = plan;
  const operationId = batch.newId();
  const deviceSeq = batch.sequence.next();
  const body = JSON.stringify({
    operationId,
    deviceSeq,
    schemaVersion: batch.schemaVersion,
    ...(groupId ? { groupId } : {}),
    type: mark.type,
    id: mark.id,
    kind: plan.kind,
    baseRev: plan.baseRev,
    fields: plan.fields,
  });
  // An earlier refusal of this record is answered by this operation.
  if (batch.anyParked)
    writer.exec(
      "UPDATE syncOutgoing SET state = 'discarded' WHERE type = ? AND id = ? AND state = 'parked'",
      mark.type,
      mark.id,
    );
  writer.exec(
    `INSERT INTO syncOutgoing (operationId, deviceSeq, groupId, type, id, kind, baseRev, body, state, auditNumber, frozenAt, lostRaces)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'sending', ?, ?, ?)`,
    operationId,
    deviceSeq,
    mark.groupId,
    mark.type,
    mark.id,
    plan.kind,
    plan.baseRev,
    body,
    mark.auditNumber,
    batch.at,
    mark.lostRaces,
  );
  return { operationId, deviceSeq, type: mark.type, id: mark.id, body };
}
