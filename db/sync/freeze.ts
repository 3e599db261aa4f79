import { type Base, readBase } from '#db/sync/base.ts';
import { heldFields } from '#db/sync/conflict-rows.ts';
import { DeviceSequence } from '#db/sync/sync-state.ts';
import { waitingMarks } from '#db/sync/waiting-marks.ts';
import { localValues } from '#db/sync/wire-fields.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import type { SyncDirtyTable } from '#db/system/schema.ts';
import { differingFields, type Value, type Values } from '#domain/sync/merge.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import { recordTypeNamed, type TypeName } from '#domain/sync/registry.ts';

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
 * byte as they were.
 */
export function unanswered(reader: Pick<Reader, 'rows'>, after: number, limit: number): FrozenOperation[] {
  return reader.rows<FrozenOperation>(
    `SELECT operationId, deviceSeq, type, id, body FROM syncOutgoing
      WHERE state = 'sending' AND deviceSeq > ? ORDER BY deviceSeq LIMIT ?`,
    after,
    limit,
  );
}

/**
 * Makes waiting changes into operations (M1): id, sequence number and exact body are fixed here, in the transaction the
 * caller commits before the first byte leaves. Parents come before children, deletes go in reverse; a record whose
 * parent the state cannot have yet waits; the records of one action go together or not at all.
 */
export function freeze(writer: Writer, options: FreezeOptions): FrozenOperation[] {
  const frozen: FrozenOperation[] = [];
  const going = new Set<string>();
  const sunk = parkedGroups(writer);
  const done = new Set<string>();
  const batch: Batch = {
    ...options,
    sequence: new DeviceSequence(writer),
    anyParked: writer.rows("SELECT 1 FROM syncOutgoing WHERE state = 'parked' LIMIT 1").length > 0,
    parents: new Map(),
  };
  for (const mark of waitingMarks(writer)) {
    if (frozen.length >= options.limit) break;
    const key = `${mark.type} ${mark.id}`;
    if (done.has(key)) continue;
    const together = mark.groupId === null ? [mark] : groupMarks(writer, mark.groupId);
    for (const one of together) done.add(`${one.type} ${one.id}`);
    if (mark.groupId !== null && sunk.has(mark.groupId)) continue;
    if (frozen.length > 0 && frozen.length + together.length > options.limit) continue;
    const planned = planGroup(writer, together, going, batch);
    if (!planned) continue;
    for (const plan of planned) {
      const operation = writeOperation(
        writer,
        plan,
        mark.groupId !== null && planned.length > 1 ? mark.groupId : null,
        batch,
      );
      frozen.push(operation);
      going.add(`${plan.mark.type} ${plan.mark.id}`);
    }
  }
  batch.sequence.keep(writer);
  return frozen;
}

/** What one call of `freeze` asks once and not again for each record. */
interface Batch extends FreezeOptions {
  readonly sequence: DeviceSequence;
  readonly anyParked: boolean;
  /** Whether the state has the record, by type and id. */
  readonly parents: Map<string, boolean>;
}

interface Plan {
  readonly mark: SyncDirtyTable;
  readonly kind: 'create' | 'update' | 'delete';
  readonly baseRev: number | null;
  readonly fields: Values;
}

/** Operations for marks that go together, or null when one of them must wait. Marks with nothing to say are dropped. */
function planGroup(
  writer: Writer,
  marks: readonly SyncDirtyTable[],
  going: ReadonlySet<string>,
  batch: Batch,
): Plan[] | null {
  const plans: Plan[] = [];
  const members = new Set(marks.map((mark) => `${mark.type} ${mark.id}`));
  const inBatch = (key: string): boolean => members.has(key) || going.has(key);
  for (const mark of marks) {
    if (isFrozen(writer, mark)) return null;
    const plan = planOf(writer, mark);
    if (plan === 'nothing') {
      writer.exec('DELETE FROM syncDirty WHERE type = ? AND id = ?', mark.type, mark.id);
      continue;
    }
    if (plan === 'wait' || (plan.kind !== 'delete' && !parentsKnown(writer, plan, inBatch, batch.parents)))
      return null;
    plans.push(plan);
  }
  return plans;
}

function planOf(writer: Writer, mark: SyncDirtyTable): Plan | 'nothing' | 'wait' {
  const type = recordTypeNamed(mark.type);
  if (!type) return 'wait';
  const base = readBase(writer, mark.type, mark.id);
  const local = localValues(writer, type, mark.id);
  const held = heldFields(writer, mark.type, mark.id);
  if (held === 'whole record') return 'wait';
  if (!local) return base?.fields ? { mark, kind: 'delete', baseRev: base.rev, fields: {} } : 'nothing';
  if (!base) return { mark, kind: 'create', baseRev: null, fields: local };
  if (base.fields === null) return { mark, kind: 'create', baseRev: base.rev, fields: local };
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

/** Every record this one points to is at the state, or goes in the same request before it. */
function parentsKnown(
  writer: Writer,
  plan: Plan,
  inBatch: (key: string) => boolean,
  known: Map<string, boolean>,
): boolean {
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
    if (!there) return false;
  }
  return true;
}

const isFrozen = (writer: Writer, mark: SyncDirtyTable): boolean =>
  writer.rows(
    "SELECT 1 FROM syncOutgoing WHERE type = ? AND id = ? AND state = 'sending'",
    mark.type,
    mark.id,
  ).length > 0;

/** The other records of one action, parents first, deletes last and in reverse. */
function groupMarks(writer: Writer, groupId: string): SyncDirtyTable[] {
  const order = (mark: SyncDirtyTable): number => recordTypeNamed(mark.type)?.order ?? 999;
  const gone = (mark: SyncDirtyTable): boolean =>
    writer.rows(`SELECT 1 FROM "${mark.type as TypeName}" WHERE id = ?`, mark.id).length === 0;
  const marks = writer.rows<SyncDirtyTable>(
    'SELECT * FROM syncDirty WHERE groupId = ? ORDER BY auditNumber',
    groupId,
  );
  const kept = marks.filter((mark) => !gone(mark)).sort((a, b) => order(a) - order(b));
  const removed = marks.filter(gone).sort((a, b) => order(b) - order(a));
  return [...kept, ...removed];
}

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
    `INSERT INTO syncOutgoing (operationId, deviceSeq, groupId, type, id, kind, baseRev, body, state, auditNumber, frozenAt)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'sending', ?, ?)`,
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
  );
  writer.exec('DELETE FROM syncDirty WHERE type = ? AND id = ?', mark.type, mark.id);
  return { operationId, deviceSeq, type: mark.type, id: mark.id, body };
}
