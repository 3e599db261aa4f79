import { codeSet, codeSetFile } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, requiredRow } from '#db/system/rows.ts';
import { readStateId } from '#domain/people/state-id.ts';
import type { Row } from '#domain/sync/registry.ts';
import { labelOf } from '#domain/system/code-set.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

export interface StaffLine {
  readonly personId: string;
  readonly name: string;
  readonly stateNumber: string | null;
  readonly terms: readonly {
    readonly id: string;
    readonly districtId: string;
    readonly districtName: string;
    readonly startDate: string;
    readonly endDate: string | null;
  }[];
  readonly assignments: readonly {
    readonly id: string;
    readonly schoolId: string;
    readonly schoolName: string;
    readonly assignment: string;
    readonly label: string;
    readonly startDate: string;
    readonly endDate: string | null;
  }[];
}

/** Those who work here by name, with what the state's staff files say of them. */
export function staffList(reader: Reader): StaffLine[] {
  const assignments = codeSetFile(reader, 'district_assignment');
  return reader
    .rows<{ personId: string; name: string; stateNumber: string | null }>(
      `SELECT p.id AS personId, p.lastName || ', ' || p.firstName AS name, i.value AS stateNumber
        FROM person p LEFT JOIN identifier i ON i.personId = p.id AND i.system = 'state'
        WHERE p.isStaff = 1 ORDER BY nameOrder(p.lastName, p.firstName), p.id`,
    )
    .map((person) => ({
      ...person,
      terms: reader.rows(
        `SELECT t.id, t.districtId, d.name AS districtName, t.startDate, t.endDate
          FROM employmentTerm t JOIN district d ON d.id = t.districtId WHERE t.personId = ? ORDER BY t.startDate DESC`,
        person.personId,
      ),
      assignments: reader
        .rows<Omit<StaffLine['assignments'][number], 'label'>>(
          `SELECT a.id, a.schoolId, s.name AS schoolName, a.assignment, a.startDate, a.endDate
            FROM districtAssignment a JOIN school s ON s.id = a.schoolId WHERE a.personId = ? ORDER BY a.startDate DESC`,
          person.personId,
        )
        .map((row) => ({ ...row, label: labelOf(assignments, row.assignment) })),
    }));
}

export function setStaffNumber(writer: Writer, personId: string, typed: string | null): void {
  requiredRow(writer, 'person', personId);
  let value: string | null = null;
  if (typed !== null && typed !== '') {
    const read = readStateId(typed);
    if (!read.ok)
      throw new Failure('invalid-input', read.problem, [{ field: 'stateNumber', message: read.problem }]);
    value = read.value;
    const other = writer.rows(
      "SELECT 1 FROM identifier WHERE system = 'state' AND value = ? AND personId <> ?",
      value,
      personId,
    );
    if (other.length > 0)
      throw new Failure('conflict', 'Somebody else here has this number.', [
        { field: 'stateNumber', message: 'Belongs to somebody else.', value },
      ]);
  }
  putKeyed(writer, 'identifier', { personId, system: 'state', value });
}

export function saveTerm(writer: Writer, row: Row<'employmentTerm'>): void {
  requiredRow(writer, 'person', row.personId);
  requiredRow(writer, 'district', row.districtId);
  refuseOverlap(
    row,
    writer.rows<Row<'employmentTerm'>>(
      'SELECT * FROM employmentTerm WHERE personId = ? AND districtId = ? AND id <> ?',
      row.personId,
      row.districtId,
      row.id,
    ),
  );
  put(writer, 'employmentTerm', row);
}

export function saveAssignment(writer: Writer, row: Row<'districtAssignment'>): void {
  requiredRow(writer, 'person', row.personId);
  requiredRow(writer, 'school', row.schoolId);
  if (!codeSet(writer, 'district_assignment').some(({ code }) => code === row.assignment))
    throw new Failure('invalid-input', 'Choose the assignment from the list.', [
      { field: 'assignment', message: 'Choose from the list.', value: row.assignment },
    ]);
  refuseOverlap(
    row,
    writer.rows<Row<'districtAssignment'>>(
      'SELECT * FROM districtAssignment WHERE personId = ? AND schoolId = ? AND assignment = ? AND id <> ?',
      row.personId,
      row.schoolId,
      row.assignment,
      row.id,
    ),
  );
  put(writer, 'districtAssignment', row);
}

interface Dated {
  readonly startDate: string;
  readonly endDate: string | null;
}

function refuseOverlap(row: Dated, others: readonly Dated[]): void {
  if (row.endDate !== null && row.endDate < row.startDate)
    throw new Failure('invalid-input', 'The last day is before the first.', [
      { field: 'endDate', message: 'Before the first day.' },
    ]);
  const clash = others.find(
    (other) =>
      other.startDate <= (row.endDate ?? '9999') &&
      (other.endDate === null || other.endDate >= row.startDate),
  );
  if (clash)
    throw new Failure(
      'conflict',
      `This overlaps what is on record from ${dateInWords(clash.startDate)}. End that one first.`,
      [{ field: 'startDate', message: 'Overlaps what is on record.' }],
    );
}
