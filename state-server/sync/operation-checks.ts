import { naturalId } from '#domain/sync/natural-id.ts';
import { checkFields, checkRecord, type FieldProblem } from '#domain/sync/normal-form.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import type { StoredRecord } from '#state-server/sync/stored-record.ts';
import { type Operation, RULES } from '#sync/wire/operations.ts';
import { type Party, SCHEMA_VERSION } from '#sync/wire/protocol.ts';

/** Why an operation can never be applied as it is. */
export interface Refusal {
  readonly rule: string;
  readonly sentence: string;
  readonly problems: FieldProblem[];
  readonly records?: { type: string; id: string }[];
}

/** What is wrong with the values of an operation, by itself and against the record it changes; null if nothing. */
export function refusalOf(
  type: RecordType,
  operation: Operation,
  current: StoredRecord | undefined,
  party: Party,
): Refusal | null {
  if (type.writtenBy === 'state' && party === 'district')
    return refusal(RULES.stateOnly, 'Only the state writes this. Ask for it with the call that it is for.');
  if (operation.kind !== 'delete' && operation.movedTo !== undefined)
    return refusal(RULES.fields, 'Only a deleted record can name the one that takes its place.');
  if (operation.kind === 'delete') {
    const given = Object.keys(operation.fields);
    return given.length === 0
      ? null
      : refusal(
          RULES.fields,
          'A deletion carries no values.',
          problemsAt(given, 'A deletion carries no values.'),
        );
  }
  const problems =
    operation.kind === 'create'
      ? checkRecord(type, operation.fields, operation.schemaVersion)
      : checkFields(type, operation.fields);
  if (problems.length > 0)
    return refusal(
      RULES.fields,
      `The state cannot read ${quantity(problems.length)} of this record.`,
      problems,
    );
  const newer = groupOfNewerSchema(type, operation);
  if (newer) return newer;
  return operation.kind === 'create'
    ? wrongKey(type, operation)
    : (changedKey(type, operation, current) ??
        brokenGroup(type, operation) ??
        (party === 'district' ? stateOnly(type, operation, current) : null));
}

function wrongKey(type: RecordType, operation: Operation): Refusal | null {
  if (type.naturalKey.length === 0 || naturalId(type, operation.fields) === operation.id) return null;
  return refusal(RULES.keyId, `The id of this ${type.label} does not follow from what tells it apart.`);
}

/** Key fields never change; a move clears the old record and makes a new one (M10). */
function changedKey(
  type: RecordType,
  { fields }: Operation,
  current: StoredRecord | undefined,
): Refusal | null {
  const moved = type.naturalKey.filter((name) => name in fields && fields[name] !== current?.fields[name]);
  if (moved.length === 0) return null;
  return refusal(
    RULES.keyImmutable,
    `What tells one ${type.label} from another cannot be changed. Clear this one and make a new one.`,
    problemsAt(moved, 'This cannot be changed.'),
  );
}

/**
 * A merge group travels whole (M8). A device whose schema lacks a member cannot send it, so this is also the
 * "update needed" answer of M15.
 */
function brokenGroup(type: RecordType, { fields }: Operation): Refusal | null {
  const groups = new Set<string>();
  for (const name in fields) {
    const group = Object.hasOwn(type.fields, name) ? type.fields[name]?.group : undefined;
    if (group !== undefined) groups.add(group);
  }
  if (groups.size === 0) return null;
  const missing: string[] = [];
  for (const name in type.fields) {
    const group = type.fields[name]?.group;
    if (group !== undefined && groups.has(group) && !(name in fields)) missing.push(name);
  }
  if (missing.length === 0) return null;
  return refusal(
    RULES.groupIncomplete,
    'Values that belong together came apart. Update Hi-Line on the computer that made the change.',
    problemsAt(missing, 'This belongs to the change and did not come.'),
  );
}

/**
 * A computer with a newer schema than the state's changes a merge group and sends fields the state does not know: they
 * may belong to that group, and a part of a group is never taken (M15).
 */
function groupOfNewerSchema(type: RecordType, { fields, schemaVersion }: Operation): Refusal | null {
  if (schemaVersion <= SCHEMA_VERSION) return null;
  const names = Object.keys(fields);
  const unknown = names.filter((name) => !Object.hasOwn(type.fields, name));
  const grouped = names.some((name) => Object.hasOwn(type.fields, name) && type.fields[name]?.group);
  if (unknown.length === 0 || !grouped) return null;
  return refusal(
    RULES.schemaNewer,
    'The state has to be updated before it can take this change. It is kept here; send it again then.',
    problemsAt(unknown, 'The state does not know this yet.'),
  );
}

/** Fields that only the state sets are read-only for a district; it asks for a correction instead. */
function stateOnly(
  type: RecordType,
  { fields }: Operation,
  current: StoredRecord | undefined,
): Refusal | null {
  const names = Object.keys(fields).filter(
    (name) =>
      Object.hasOwn(type.fields, name) &&
      type.fields[name]?.authority === 'state' &&
      fields[name] !== (current?.fields[name] ?? null),
  );
  if (names.length === 0) return null;
  return refusal(
    RULES.stateOnly,
    'Only the state changes this. Ask the state for a correction.',
    problemsAt(names, 'Only the state changes this.'),
  );
}

function refusal(rule: string, sentence: string, problems: FieldProblem[] = []): Refusal {
  return { rule, sentence, problems };
}

function problemsAt(fields: readonly string[], message: string): FieldProblem[] {
  return fields.map((field) => ({ field, message }));
}

function quantity(count: number): string {
  return count === 1 ? 'one value' : `${count} values`;
}
