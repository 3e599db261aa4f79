import { birthDateCell, nameCell, requiredName, stateIdCell, textCell, yesNo } from '#db/imports/cells.ts';
import { codeCell } from '#db/imports/code-cells.ts';
import { personByNumbers, refuseStranger, setNumber } from '#db/imports/find-subject.ts';
import { type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import { ownCodes } from '#db/state-files/state-codes.ts';
import { put, putKeyed, rowOf } from '#db/system/rows.ts';
import { demographics as demographicsType } from '#domain/people/people.records.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import type { Row } from '#domain/sync/registry.ts';

const RACES = ['AI', 'AS', 'BL', 'PI', 'WH'] as const;
/** Fields before the races; then one list of codes, or five answers Y/N in that order. */
const BEFORE_RACES = 11;

/**
 * One SD record. A person whose identity is here is updated with what the file says, and what it leaves blank is left
 * alone; a person is only made when nobody has these numbers, or this name and birth date. Source: upload template SD.
 */
export function takeDemographic(tools: ImportTools, cells: readonly string[]): RowResult {
  if (cells.length < BEFORE_RACES || cells.length > BEFORE_RACES + RACES.length)
    throw new RowProblem(
      `A student demographic record has ${BEFORE_RACES + 1} to ${BEFORE_RACES + RACES.length} fields; this one has ${cells.length}.`,
    );
  const { writer } = tools;
  const stateId = stateIdCell(cells[2]);
  const localId = textCell(cells[3]);
  const birthDate = birthDateCell(cells[9], 'Birth date', tools.today);
  const said = {
    lastName: requiredName(cells[4], 'Last name'),
    firstName: requiredName(cells[5], 'First name'),
    middleName: nameCell(cells[6], 'Middle name'),
    suffix: codeCell(tools, 'name_suffix', cells[7], 'Suffix'),
    gender: codeCell(tools, 'gender', cells[8], 'Gender'),
    birthDate,
  };
  if (stateId === null && localId === null && birthDate === null)
    throw new RowProblem(
      'Without a State ID, a local number or a birth date nobody can tell who this is.',
      'State ID',
    );
  const hispanic = yesNo(cells[10], 'Hispanic or Latino');
  const races = racesOf(cells.slice(BEFORE_RACES), ownCodes(writer));
  const known = personByNumbers(writer, stateId, localId) ?? sameIdentity(tools, said, stateId);
  const personId = known ?? tools.newId();
  const before = known ? rowOf(writer, 'person', known) : undefined;
  if (before) refuseStranger(before, said, stateId ?? localId);
  const row: Row<'person'> = before
    ? { ...before, ...given(said), isStudent: 1 }
    : { id: personId, ...said, usualName: null, isStudent: 1, isStaff: 0 };
  let changed = put(writer, 'person', row);
  changed = setNumber(writer, personId, 'state', stateId) || changed;
  changed = setNumber(writer, personId, 'local', localId) || changed;
  changed = putDemographics(tools, personId, hispanic, races) || changed;
  return known ? (changed ? 'changed' : 'same') : 'added';
}

/** Only what the file holds: a blank leaves the field alone. */
function given<T extends object>(said: T): Partial<T> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)) as Partial<T>;
}

/** Same last and first name and birth date, and not known to the state under another number. */
function sameIdentity(
  tools: ImportTools,
  said: { lastName: string; firstName: string; birthDate: string | null },
  stateId: string | null,
): string | undefined {
  if (said.birthDate === null) return undefined;
  // A made-up file may give everybody one birthday; then names must be spelled alike, so that their index helps.
  const many =
    tools.writer.rows('SELECT 1 FROM person WHERE birthDate = ? LIMIT 1 OFFSET 200', said.birthDate).length >
    0;
  const found = tools.writer.rows<{ id: string; stateId: string | null }>(
    `SELECT p.id, (SELECT value FROM identifier WHERE personId = p.id AND system = 'state') AS stateId FROM person p
      WHERE ${many ? '+' : ''}p.birthDate = ? AND p.isStudent = 1 AND ${many ? 'p.lastName = ? AND p.firstName = ?' : 'lower(p.lastName) = lower(?) AND lower(p.firstName) = lower(?)'}`,
    said.birthDate,
    said.lastName,
    said.firstName,
  );
  return found.find((person) => person.stateId === null || stateId === null || person.stateId === stateId)
    ?.id;
}

function racesOf(cells: readonly string[], own: (set: string, stateCode: string) => string): string[] | null {
  const filled = cells.map((cell) => textCell(cell)?.toUpperCase() ?? '');
  if (filled.every((cell) => cell === '')) return null;
  if (filled.length > 1 && filled.every((cell) => ['Y', 'N', ''].includes(cell)))
    return RACES.filter((_race, i) => filled[i] === 'Y');
  const codes = filled
    .flatMap((cell) => cell.split(/[\s,;]+/))
    .filter(Boolean)
    .map((code) => own('race', code));
  const unknown = codes.find((code) => !(RACES as readonly string[]).includes(code));
  if (unknown) throw new RowProblem(`Race "${unknown}" is not one of ${RACES.join(', ')}.`, 'Races', unknown);
  if (new Set(codes).size !== codes.length)
    throw new RowProblem('A race is named twice.', 'Races', codes.join(' '));
  return codes.sort();
}

function putDemographics(
  tools: ImportTools,
  personId: string,
  hispanic: boolean | null,
  races: string[] | null,
): boolean {
  if (hispanic === null && races === null) return false;
  const before = rowOf(tools.writer, 'demographics', naturalId(demographicsType, { personId }));
  const row = {
    personId,
    hispanic: hispanic === null ? (before?.hispanic ?? null) : hispanic ? 'Y' : 'N',
    races: races === null ? (before?.races ?? null) : races.length === 0 ? null : JSON.stringify(races),
    homeLanguage: before?.homeLanguage ?? null,
    enteredGrade9: before?.enteredGrade9 ?? null,
  };
  if (before && before.hispanic === row.hispanic && before.races === row.races) return false;
  putKeyed(tools.writer, 'demographics', row);
  return true;
}
