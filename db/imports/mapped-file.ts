import { birthDateCell, nameCell, requiredName, stateIdCell, textCell } from '#db/imports/cells.ts';
import { codeCell } from '#db/imports/code-cells.ts';
import { personByNumbers, refuseStranger, setNumber } from '#db/imports/find-subject.ts';
import { type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import { MAPPED_FIELDS, type MappedField } from '#db/imports/mapped-fields.ts';
import type { Cells } from '#db/imports/table-columns.ts';
import { changeAddress } from '#db/people/change-person.ts';
import { protectionOf } from '#db/people/protected-address.ts';
import { sql } from '#db/system/connection.ts';
import { put, rowOf } from '#db/system/rows.ts';
import { emailProblem, stateProblem, zipProblem } from '#domain/people/address.ts';
import type { Row } from '#domain/sync/registry.ts';

/** One pupil of any CSV: found by number, made when a name and a birth date are there, brought up to date otherwise. */
export function takeMappedPupil(tools: ImportTools, row: Cells): RowResult {
  const { writer } = tools;
  const stateId = stateIdCell(row.get('stateId'));
  const localId = textCell(row.get('localId'));
  if (stateId === null && localId === null)
    throw new RowProblem('A pupil needs a State ID or a local number.', 'localId');
  const known = personByNumbers(writer, stateId, localId);
  const personId = known ?? tools.newId();
  const before = known ? rowOf(writer, 'person', known) : undefined;
  const text = (field: MappedField, old: string | null | undefined): string | null =>
    nameCell(row.get(field), MAPPED_FIELDS[field]) ?? old ?? null;
  const person: Row<'person'> = {
    id: personId,
    lastName: before
      ? (text('lastName', before.lastName) ?? before.lastName)
      : requiredName(row.get('lastName'), 'Last name'),
    firstName: before
      ? (text('firstName', before.firstName) ?? before.firstName)
      : requiredName(row.get('firstName'), 'First name'),
    middleName: text('middleName', before?.middleName),
    suffix: before?.suffix ?? null,
    usualName: text('usualName', before?.usualName),
    birthDate: birthDateCell(row.get('birthDate'), 'Birth date', tools.today) ?? before?.birthDate ?? null,
    gender: codeCell(tools, 'gender', row.get('gender'), 'Gender') ?? before?.gender ?? null,
    isStudent: 1,
    isStaff: before?.isStaff ?? 0,
  };
  if (before) refuseStranger(before, person, stateId ?? localId);
  let changed = put(writer, 'person', person);
  changed = setNumber(writer, personId, 'state', stateId) || changed;
  changed = setNumber(writer, personId, 'local', localId) || changed;
  changed = putAddress(tools, personId, row) || changed;
  changed = putPhone(tools, personId, textCell(row.get('phone'))) || changed;
  return known ? (changed ? 'changed' : 'same') : 'added';
}

/** What the screens refuse, a file does not bring in either. */
const CHECKED = [
  ['state', 'State', stateProblem],
  ['zip', 'ZIP', zipProblem],
  ['email', 'E-mail', emailProblem],
] as const;

function putAddress(tools: ImportTools, personId: string, row: Cells): boolean {
  const fields = ['street', 'city', 'state', 'zip', 'email'] as const;
  if (fields.every((field) => textCell(row.get(field)) === null)) return false;
  for (const [field, label, problem] of CHECKED) {
    const cell = textCell(row.get(field));
    const message = cell === null ? null : problem(cell);
    if (message !== null) throw new RowProblem(`${label} "${cell}": ${message}`, label, cell ?? undefined);
  }
  // A file may carry the true address of somebody whose address is protected: the substitute stays.
  if (protectionOf(tools.writer, personId)?.active) return false;
  const old = tools.writer.one(sql.selectFrom('directory').selectAll().where('personId', '=', personId));
  const now = Object.fromEntries(
    fields.map((field) => [field, nameCell(row.get(field), MAPPED_FIELDS[field]) ?? old?.[field] ?? null]),
  ) as Record<(typeof fields)[number], string | null>;
  if (old && fields.every((field) => old[field] === now[field])) return false;
  changeAddress(
    tools.writer,
    [personId],
    { street: now.street, city: now.city, state: now.state, zip: now.zip },
    now.email,
  );
  return true;
}

function putPhone(tools: ImportTools, personId: string, typed: string | null): boolean {
  const number = typed?.replace(/\D/g, '').replace(/^1(\d{10})$/, '$1') ?? '';
  if (typed !== null && number.length < 7)
    throw new RowProblem(`Phone "${typed}" has too few digits.`, 'Phone', typed);
  if (number === '') return false;
  const here = tools.writer.rows('SELECT 1 FROM phone WHERE personId = ? AND number = ?', personId, number);
  if (here.length > 0) return false;
  const position =
    tools.writer.rows<{ n: number }>('SELECT count(*) AS n FROM phone WHERE personId = ?', personId)[0]?.n ??
    0;
  put(tools.writer, 'phone', { id: tools.newId(), personId, kind: null, number, position });
  return true;
}
