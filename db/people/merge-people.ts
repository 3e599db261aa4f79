import {
  childTwins,
  joinEnrollments,
  type MarkAnswer,
  type MarkQuestion,
  markQuestions,
} from '#db/enrollment/join-enrollments.ts';
import {
  type MergedProtection,
  mergedProtection,
  PROTECTED_RECORDS,
  protectMerged,
} from '#db/people/merge-protection.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, remove, requiredRow } from '#db/system/rows.ts';
import { overlappingEnrollments } from '#domain/enrollment/overlap.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import { type Row, recordTypeNamed, recordTypes, type TypeName } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

const CANNOT_JOIN =
  'Both are enrolled at one time, in different calendars or grades, or in more than one enrollment. End or correct those enrollments first.';

export type Side = 'keep' | 'gone';
type Value = string | number | null;
type AnyRow = { id: string } & Record<string, Value>;

export interface MergeChoices {
  /** Fields of the person taken from the one that goes; the rest stays as it is. */
  readonly fields: Readonly<Record<string, Side>>;
  /** Where both have a record of which there can be one: whose holds, by `type id`. Left out: the one that stays. */
  readonly records: Readonly<Record<string, Side>>;
  readonly marks: readonly MarkAnswer[];
}

export interface MergePreview {
  readonly fields: readonly { name: string; label: string; keep: string | null; gone: string | null }[];
  readonly clashes: readonly { key: string; label: string; keep: string; gone: string }[];
  readonly moves: readonly { label: string; count: number }[];
  readonly joins: number;
  readonly marks: readonly MarkQuestion[];
  readonly problem: string | null;
}

/** What a merge would do, without doing it: fields to pick, records that move, questions to answer. */
export function mergePreview(reader: Reader, keepId: string, goneId: string): MergePreview {
  const { keep, gone } = both(reader, keepId, goneId);
  const type = typeOf('person');
  const fields = Object.entries(type.fields)
    .filter(([name, field]) => field.kind !== 'flag' && keep[name] !== gone[name])
    .map(([name, field]) => ({
      name,
      label: field.label,
      keep: keep[name] === null ? null : String(keep[name]),
      gone: gone[name] === null ? null : String(gone[name]),
    }));
  const clashes: { key: string; label: string; keep: string; gone: string }[] = [];
  const counts = new Map<string, number>();
  const protection = mergedProtection(reader, keepId, goneId);
  for (const { type: own, name, row } of rowsOf(reader, goneId)) {
    counts.set(own.label, (counts.get(own.label) ?? 0) + 1);
    const twin = twinOf(reader, own, { ...row, [name]: keepId });
    const differing = twin ? differences(own, twin, row) : [];
    const fixed = protection !== null && PROTECTED_RECORDS.has(own.name);
    if (twin && differing.length > 0 && !fixed)
      clashes.push({
        key: `${own.name} ${row.id}`,
        label: own.label,
        keep: inWords(own, twin, differing),
        gone: inWords(own, row, differing),
      });
  }
  const pairs = enrollmentPairs(reader, keepId, goneId);
  for (const { first, second } of pairs)
    for (const twins of childTwins(reader, first, second)) {
      const names = differences(twins.type, twins.keep, twins.gone).filter((name) => name !== 'enrollmentId');
      if (names.length > 0)
        clashes.push({
          key: `${twins.type.name} ${twins.gone.id}`,
          label: twins.type.label,
          keep: inWords(twins.type, twins.keep, names),
          gone: inWords(twins.type, twins.gone, names),
        });
    }
  return {
    fields,
    clashes,
    moves: [...counts].map(([label, count]) => ({ label, count })),
    joins: pairs.filter(({ join }) => join).length,
    marks: pairs
      .filter(({ join }) => join)
      .flatMap(({ first, second }) => markQuestions(reader, first, second)),
    problem: pairs.some(({ join }) => !join) ? CANNOT_JOIN : null,
  };
}

/**
 * Makes two persons one. Every record of the one that goes moves to the one that stays, found through the field
 * registry, so that no kind can be forgotten. Two enrollments of one time and calendar become one; marks that
 * disagree are a question that must be answered first. A protected address stays protected, whatever was picked. One
 * action: it can be taken back whole.
 */
export function mergePeople(
  writer: Writer,
  keepId: string,
  goneId: string,
  choices: MergeChoices,
  at: string,
): void {
  const { keep, gone } = both(writer, keepId, goneId);
  const pairs = enrollmentPairs(writer, keepId, goneId);
  if (pairs.some(({ join }) => !join)) throw new Failure('conflict', CANNOT_JOIN);
  writer.exec('PRAGMA defer_foreign_keys = ON');
  for (const { first, second } of pairs)
    joinEnrollments(writer, first, second, choices.marks, choices.records);
  const protection = mergedProtection(writer, keepId, goneId);
  for (const { type, name, row } of rowsOf(writer, goneId)) {
    const side = sideOf(type, row, choices, protection);
    moveRow(writer, type, name, row, keepId, side);
  }
  const taken = Object.fromEntries(
    Object.keys(typeOf('person').fields)
      .filter((name) => choices.fields[name] === 'gone')
      .map((name) => [name, gone[name] ?? null]),
  );
  put(writer, 'person', {
    ...keep,
    ...taken,
    isStudent: Math.max(Number(keep.isStudent), Number(gone.isStudent)),
    isStaff: Math.max(Number(keep.isStaff), Number(gone.isStaff)),
  } as unknown as Row<'person'>);
  remove(writer, 'person', goneId);
  forgetLocally(writer, keepId, goneId);
  if (protection) protectMerged(writer, keepId, protection, at);
}

/** Whose record holds where there can be only one. */
function sideOf(
  type: RecordType<TypeName>,
  row: AnyRow,
  choices: MergeChoices,
  protection: MergedProtection | null,
): Side {
  if (protection && PROTECTED_RECORDS.has(type.name)) return protection.side;
  return choices.records[`${type.name} ${row.id}`] ?? 'keep';
}

function both(reader: Reader, keepId: string, goneId: string): { keep: AnyRow; gone: AnyRow } {
  if (keepId === goneId)
    throw new Failure('invalid-input', 'These are the same person already. Choose two.', [
      { field: 'goneId', message: 'Choose somebody else.' },
    ]);
  return {
    keep: requiredRow(reader, 'person', keepId) as unknown as AnyRow,
    gone: requiredRow(reader, 'person', goneId) as unknown as AnyRow,
  };
}

const typeOf = (name: TypeName): RecordType<TypeName> => recordTypeNamed(name) as RecordType<TypeName>;

/** Every record that speaks of the person, with the field that does. A record that names the person twice comes twice. */
function rowsOf(reader: Reader, personId: string) {
  return recordTypes.flatMap((type) =>
    Object.entries(type.fields)
      .filter(([, field]) => field.refersTo === 'person')
      .flatMap(([name]) =>
        reader
          .rows<AnyRow>(`SELECT * FROM "${type.name}" WHERE "${name}" = ? ORDER BY id`, personId)
          .map((row) => ({ type, name, row })),
      ),
  );
}

/** The record that the other person already has in this place, where there can be only one. */
function twinOf(reader: Reader, type: RecordType<TypeName>, row: AnyRow): AnyRow | undefined {
  if (type.naturalKey.length === 0) return undefined;
  return reader.rows<AnyRow>(`SELECT * FROM "${type.name}" WHERE id = ?`, naturalId(type, row))[0];
}

const differences = (type: RecordType<TypeName>, a: AnyRow, b: AnyRow): string[] =>
  Object.keys(type.fields).filter(
    (name) =>
      !type.naturalKey.includes(name) &&
      (a[name] ?? null) !== (b[name] ?? null) &&
      (a[name] ?? null) !== null &&
      (b[name] ?? null) !== null,
  );

const inWords = (type: RecordType<TypeName>, row: AnyRow, names: readonly string[]): string =>
  names.map((name) => `${type.fields[name]?.label}: ${row[name]}`).join(', ');

function moveRow(
  writer: Writer,
  type: RecordType<TypeName>,
  name: string,
  row: AnyRow,
  keepId: string,
  side: Side,
): void {
  const current = writer.rows<AnyRow>(`SELECT * FROM "${type.name}" WHERE id = ?`, row.id)[0];
  if (!current) return;
  const moved = { ...current, [name]: keepId };
  if (!type.fields[name]?.key) {
    put(writer, type.name, moved as unknown as Row<TypeName>);
    return;
  }
  remove(writer, type.name, row.id);
  // Somebody is not his or her own adult, whatever the two records said.
  if (type.name === 'relationship' && moved.studentId === moved.adultId) return;
  const twin = twinOf(writer, type, moved);
  const [over, under] = side === 'gone' ? [moved, twin] : [twin ?? moved, moved];
  const filled = Object.fromEntries(
    Object.keys(type.fields).map((field) => [field, over[field] ?? under?.[field] ?? null]),
  );
  putKeyed(writer, type.name, filled as unknown as Omit<Row<TypeName>, 'id'>);
}

interface EnrollmentPair {
  readonly first: Row<'enrollment'>;
  readonly second: Row<'enrollment'>;
  /** Of one calendar: they are one stay told twice. */
  readonly join: boolean;
}

/** Enrollments of the two that overlap: the first is of the person that stays. */
function enrollmentPairs(reader: Reader, keepId: string, goneId: string): EnrollmentPair[] {
  const stays = (id: string) =>
    reader.rows<Row<'enrollment'> & { yearEnd: string }>(
      `SELECT e.*, y.endDate AS yearEnd FROM enrollment e JOIN calendar c ON c.id = e.calendarId
        JOIN schoolYear y ON y.id = c.schoolYearId WHERE e.studentId = ? ORDER BY e.startDate, e.id`,
      id,
    );
  // An enrollment left open in an earlier year ended with that year.
  const closed = (row: Row<'enrollment'> & { yearEnd: string }) => ({
    ...row,
    endDate: row.endDate ?? row.yearEnd,
  });
  const plain = ({ yearEnd: _end, ...row }: Row<'enrollment'> & { yearEnd: string }) => row;
  const meeting = stays(keepId).flatMap((first) =>
    stays(goneId)
      .filter((second) => overlappingEnrollments([closed(first), closed(second)]).length > 0)
      .map((second) => ({ first: plain(first), second: plain(second) })),
  );
  const meets = (id: string): number =>
    meeting.filter(({ first, second }) => first.id === id || second.id === id).length;
  // One that meets two of the other's would, joined with one of them, still overlap the other.
  return meeting.map(({ first, second }) => ({
    first,
    second,
    join:
      first.calendarId === second.calendarId &&
      first.grade === second.grade &&
      meets(first.id) === 1 &&
      meets(second.id) === 1,
  }));
}

/** What this computer alone knows: the true address goes along; "recent" forgets. */
function forgetLocally(writer: Writer, keepId: string, goneId: string): void {
  writer.exec(
    'INSERT OR IGNORE INTO trueAddress (personId, address, at) SELECT ?, address, at FROM trueAddress WHERE personId = ?',
    keepId,
    goneId,
  );
  writer.exec('DELETE FROM recentPerson WHERE personId = ?', goneId);
  writer.exec('DELETE FROM stateMatch WHERE personId = ?', goneId);
}
