import { roomsOn } from '#db/attendance/rooms.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { sql } from '#db/system/connection.ts';
import { putKeyed, requiredRow, rowOf } from '#db/system/rows.ts';
import { readMark, type Scale } from '#domain/marks/scale.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

export interface MarkRow {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly name: string;
  readonly grade: string;
  readonly mark: string | null;
  readonly comment: string | null;
}

interface TermFacts {
  id: string;
  name: string;
  startDate: string;
  endDate: string;
}

/** Terms of the calendars that the pupils of a section are in, each named once. */
function termsOf(reader: Reader, sectionId: string): TermFacts[] {
  return reader.rows<TermFacts>(
    `SELECT min(t.id) AS id, t.name, t.startDate, t.endDate FROM term t
      WHERE t.calendarId IN (SELECT e.calendarId FROM sectionRoster r JOIN enrollment e ON e.id = r.enrollmentId WHERE r.sectionId = ?)
      GROUP BY t.name, t.startDate, t.endDate ORDER BY t.startDate, t.name`,
    sectionId,
  );
}

export function markSections(reader: Reader, date: string) {
  return roomsOn(reader, date).map((room) => ({
    id: room.id,
    name: room.name,
    schoolName: room.schoolName,
    teacher: room.teacher,
    block: room.block,
    terms: termsOf(reader, room.id).map((term) => {
      const rows = markRows(reader, room.id, term);
      return { ...term, posted: rows.filter((row) => row.mark !== null).length, pupils: rows.length };
    }),
  }));
}

export function markSheet(reader: Reader, sectionId: string, termId: string) {
  const section = requiredRow(reader, 'section', sectionId);
  const term = requiredRow(reader, 'term', termId);
  const { id: scaleId, scale } = scaleOf(reader, sectionId);
  return {
    sectionId,
    termId,
    sectionName: section.name,
    termName: term.name,
    scaleId,
    scaleName: scale.name,
    scale: scale.values.map(({ mark, label }) => ({ mark, label })),
    rows: markRows(reader, sectionId, term),
  };
}

/** Pupils who were on the roster at some time of the term, with their marks. */
function markRows(reader: Reader, sectionId: string, term: TermFacts): MarkRow[] {
  return reader.rows<MarkRow>(
    `SELECT DISTINCT e.id AS enrollmentId, p.id AS studentId, p.lastName || ', ' || coalesce(p.usualName, p.firstName) AS name,
        e.grade, m.mark, m.comment
      FROM sectionRoster r JOIN enrollment e ON e.id = r.enrollmentId JOIN person p ON p.id = e.studentId
      LEFT JOIN postedMark m ON m.enrollmentId = e.id AND m.sectionId = r.sectionId AND m.termId = ?
      WHERE r.sectionId = ? AND r.startDate <= ? AND (r.endDate IS NULL OR r.endDate >= ?) AND e.noShow = 0
      ORDER BY nameOrder(p.lastName, coalesce(p.usualName, p.firstName)), e.id`,
    term.id,
    sectionId,
    term.endDate,
    term.startDate,
  );
}

/** The scale chosen for the class, or the first one there is. */
function scaleOf(reader: Reader, sectionId: string): { id: string; scale: Scale } {
  const chosen = reader.one(
    sql.selectFrom('sectionScale').select('scaleId').where('sectionId', '=', sectionId),
  );
  const scale = chosen
    ? requiredRow(reader, 'markScale', chosen.scaleId)
    : reader.one(sql.selectFrom('markScale').selectAll().orderBy('name').limit(1));
  if (!scale)
    throw new Failure('conflict', 'This district has no grading scale yet. Add one under Settings.');
  const values = reader.all(
    sql.selectFrom('markScaleValue').selectAll().where('scaleId', '=', scale.id).orderBy('position'),
  );
  return { id: scale.id, scale: { name: scale.name, values } };
}

export interface MarkToPost {
  readonly sectionId: string;
  readonly termId: string;
  readonly enrollmentId: string;
  readonly mark?: string | null | undefined;
  readonly comment?: string | null | undefined;
}

/** Writes the mark as the scale spells it. What is left out stays as it is. */
export function postMark(writer: Writer, input: MarkToPost): MarkRow {
  const rows = markRows(writer, input.sectionId, requiredRow(writer, 'term', input.termId));
  const row = rows.find((r) => r.enrollmentId === input.enrollmentId);
  if (!row) throw new Failure('conflict', 'That pupil was not in this class during the term.');
  const type = recordTypeNamed('postedMark');
  const before = type && rowOf(writer, 'postedMark', naturalId(type, { ...input }));
  const mark =
    input.mark === undefined ? (before?.mark ?? null) : spelled(writer, input.sectionId, input.mark);
  const comment =
    input.comment === undefined ? (before?.comment ?? null) : commentText(writer, input.comment);
  putKeyed(writer, 'postedMark', {
    enrollmentId: input.enrollmentId,
    sectionId: input.sectionId,
    termId: input.termId,
    mark,
    comment,
  });
  return { ...row, mark, comment };
}

function spelled(reader: Reader, sectionId: string, typed: string | null): string | null {
  if (typed === null || typed.trim() === '') return null;
  const read = readMark(scaleOf(reader, sectionId).scale, typed);
  if (!read.ok)
    throw new Failure('invalid-input', read.problem, [
      { field: 'mark', message: read.problem, value: typed },
    ]);
  return read.value;
}

/** A number stands for the comment of that number in the bank. */
function commentText(reader: Reader, typed: string | null): string | null {
  const text = typed?.normalize('NFC').trim() ?? '';
  if (text === '') return null;
  if (!/^\d{1,3}$/.test(text)) return text;
  const found = reader.one(sql.selectFrom('markComment').select('text').where('number', '=', Number(text)));
  if (!found)
    throw new Failure(
      'invalid-input',
      `There is no comment number ${text}. Type the words, or choose from the list.`,
      [{ field: 'comment', message: 'No such number.', value: text }],
    );
  return found.text;
}
