import { readBase } from '#db/sync/base.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import type { Dice } from '#scripts/district-generator/dice.ts';
import type { Journal, Values } from '#scripts/simulating/journal.ts';
import type { SimulatedDevice } from '#scripts/simulating/simulated-device.ts';

export const KINDS = [
  'district',
  'person',
  'phone',
  'directory',
  'demographics',
  'enrollment',
  'attendanceMark',
] as const;
export type Kind = (typeof KINDS)[number];

/** What may be edited: each list is one edit, so a merge group is written whole. */
const EDITS: Readonly<Record<Kind, readonly (readonly string[])[]>> = {
  person: [['lastName'], ['usualName'], ['firstName', 'usualName']],
  phone: [['number'], ['kind'], ['number', 'kind']],
  directory: [['street', 'city', 'state', 'zip'], ['street'], ['email'], ['mailingStreet', 'mailingCity']],
  district: [['name'], ['phone'], ['street']],
  demographics: [['homeLanguage'], ['hispanic', 'races']],
  enrollment: [['startDate'], ['endDate', 'endStatus'], ['note'], ['grade']],
  attendanceMark: [['code', 'minutes'], ['note']],
};

const ORDINARY: readonly Kind[] = [
  'person',
  'person',
  'phone',
  'phone',
  'directory',
  'directory',
  'district',
];
const WITH_SCHOOL: readonly Kind[] = [
  ...ORDINARY,
  'enrollment',
  'enrollment',
  'attendanceMark',
  'demographics',
];

export interface Office {
  readonly dice: Dice;
  readonly journal: Journal;
  readonly tell: (line: string) => void;
  /** The kind whose first record everybody is after in this history. */
  readonly hot: Kind | null;
  /** School and calendar, in histories that enroll pupils. */
  readonly school: { readonly schoolId: string; readonly calendarId: string } | null;
}

const idsOf = (device: SimulatedDevice, type: Kind): string[] =>
  device.file.reader.rows<{ id: string }>(`SELECT id FROM "${type}" ORDER BY id`).map((row) => row.id);

const rowOf = (device: SimulatedDevice, type: Kind, id: string): Values | undefined =>
  device.file.reader.rows<Values>(`SELECT * FROM "${type}" WHERE id = ?`, id)[0];

/** One thing somebody does at this computer. What fails is not saved and not journalled. */
export function workAt(device: SimulatedDevice, office: Office): void {
  const { dice } = office;
  // Most of the time everybody is after the same few records.
  const hot = office.hot !== null && dice.chance(0.55);
  const kind = hot && office.hot !== null ? office.hot : dice.pick(office.school ? WITH_SCHOOL : ORDINARY);
  const doing = dice.weighted<'make' | 'change' | 'remove' | 'action'>([
    ['make', 2],
    ['change', 7],
    ['remove', hot ? 2.4 : 1],
    ['action', 0.8],
  ]);
  const known = idsOf(device, kind);
  if (doing === 'action') makeFamily(device, office);
  else if (doing === 'make' || known.length === 0) make(device, kind, office);
  else {
    const id = hot ? (known[0] ?? '') : dice.pick(known);
    if (doing === 'remove') removeOne(device, kind, id, office);
    else changeOne(device, kind, id, office);
  }
}

function removeOne(device: SimulatedDevice, kind: Kind, id: string, { journal, tell }: Office): void {
  if (kind === 'district' || kind === 'attendanceMark') return;
  const confirmed = readBase(device.file.reader, kind, id)?.fields != null;
  const before = rowOf(device, kind, id);
  try {
    device.act(
      (writer) => writer.exec(`DELETE FROM "${kind}" WHERE id = ?`, id),
      () => journal.noteRemoval(device.name, kind, id, confirmed, before),
    );
  } catch (error) {
    if (/FOREIGN KEY/.test(String(error))) return;
    throw error;
  }
  tell(`${device.name}: removed ${kind} ${id.slice(0, 6)}`);
}

function changeOne(device: SimulatedDevice, kind: Kind, id: string, office: Office): void {
  const { dice, journal, tell } = office;
  const fields = dice.pick(EDITS[kind]);
  const earlier = dice.chance(0.15) ? earlierValues(device, kind, id, fields) : null;
  const values: Values =
    earlier ?? Object.fromEntries(fields.map((field) => [field, valueFor(field, office)]));
  const before = rowOf(device, kind, id);
  const sets = Object.keys(values).map((field) => `"${field}" = ?`);
  device.act(
    (writer) =>
      writer.exec(`UPDATE "${kind}" SET ${sets.join(', ')} WHERE id = ?`, ...Object.values(values), id),
    () => journal.note(device.name, kind, id, values, before),
  );
  tell(`${device.name}: changed ${kind} ${id.slice(0, 6)} ${JSON.stringify(values)}`);
}

/** What stood there before: somebody puts it back by hand. Null when nothing is known of it. */
function earlierValues(
  device: SimulatedDevice,
  kind: Kind,
  id: string,
  fields: readonly string[],
): Values | null {
  const [line] = device.file.reader.rows<{ before: string }>(
    "SELECT before FROM auditLine WHERE type = ? AND recordId = ? AND change = 'changed' ORDER BY number DESC LIMIT 1",
    kind,
    id,
  );
  const before = JSON.parse(line?.before ?? '{}') as Values;
  const known = fields.every((field) => typeof before[field] === 'string');
  return known ? Object.fromEntries(fields.map((field) => [field, before[field] ?? null])) : null;
}

/** Values by the field's kind; most are texts that tell where they came from. */
function valueFor(field: string, { dice, journal }: Office): string | number | null {
  const day = (first: number, last: number): string =>
    `2026-09-${String(dice.whole(first, last)).padStart(2, '0')}`;
  if (field === 'startDate') return day(1, 20);
  if (field === 'endDate') return dice.chance(0.3) ? null : day(20, 30);
  if (field === 'races')
    return dice.chance(0.2)
      ? null
      : JSON.stringify(['a', 'b', 'c'].filter(() => dice.chance(0.6)).concat('z'));
  if (field === 'minutes') return dice.whole(1, 300);
  return journal.fresh();
}

function make(device: SimulatedDevice, kind: Kind, office: Office): void {
  const values = newValues(device, kind, office);
  if (values) put(device, kind, values, office);
}

/** What somebody types into a new record; null when what it belongs to is not on this computer. */
function newValues(device: SimulatedDevice, kind: Kind, office: Office): Values | null {
  const { dice, journal, school } = office;
  if (kind === 'person')
    return { lastName: journal.fresh(), firstName: journal.fresh(), isStudent: 1, isStaff: 0 };
  const parents = idsOf(device, kind === 'attendanceMark' ? 'enrollment' : 'person');
  if (kind === 'district' || parents.length === 0) return null;
  const parent = office.hot === 'person' && dice.chance(0.6) ? (parents[0] ?? '') : dice.pick(parents);
  switch (kind) {
    case 'phone':
      return { number: journal.fresh(), position: 0, personId: parent };
    case 'directory': {
      const [street, city, state, zip] = [journal.fresh(), journal.fresh(), journal.fresh(), journal.fresh()];
      return { personId: parent, street, city, state, zip };
    }
    case 'demographics':
      return { personId: parent, homeLanguage: journal.fresh(), races: valueFor('races', office) };
    case 'enrollment':
      if (!school || !isThere(device, school.calendarId)) return null;
      return {
        ...{ studentId: parent, ...school, grade: journal.fresh(), serviceType: 'P' },
        ...{ startDate: valueFor('startDate', office), endDate: valueFor('endDate', office) },
        ...{ noShow: 0, stateExclude: 0, extracurricularOnly: 0 },
      };
    default:
      return {
        ...{ enrollmentId: parent, date: `2026-10-0${dice.whole(1, 2)}`, block: 'AM', source: 'office' },
        ...{ code: journal.fresh(), minutes: dice.whole(1, 300) },
      };
  }
}

const isThere = (device: SimulatedDevice, calendarId: string): boolean =>
  device.file.reader.rows('SELECT 1 FROM calendar WHERE id = ?', calendarId).length > 0;

/** Makes a record, or writes the one with this natural key anew. */
function put(device: SimulatedDevice, kind: Kind, values: Values, { journal, tell }: Office): void {
  const type = recordTypeNamed(kind);
  if (!type) return;
  const id = type.naturalKey.length > 0 ? naturalId(type, values) : device.newId();
  const all: Record<string, unknown> = {
    ...Object.fromEntries(Object.keys(type.fields).map((f) => [f, null])),
    ...values,
  };
  const before = rowOf(device, kind, id);
  // Emptying a field is an edit; leaving one empty in a new record is none.
  const noted = Object.entries(all).filter(
    ([field, value]) =>
      !type.fields[field]?.key &&
      !type.fields[field]?.refersTo &&
      (value !== null || (before?.[field] ?? null) !== null),
  );
  if (typeof values.personId === 'string' && type.naturalKey.length > 0)
    journal.keyed.set(id, { type: kind, personId: values.personId });
  insert(device, [[kind, id, all]], () =>
    journal.note(device.name, kind, id, Object.fromEntries(noted) as Values, before),
  );
  tell(`${device.name}: made ${kind} ${id.slice(0, 6)} ${JSON.stringify(values)}`);
}

/** One action over several records: all of it reaches the state, or nothing. */
function makeFamily(device: SimulatedDevice, { dice, journal, tell }: Office): void {
  const [person, phone] = [device.newId(), device.newId()];
  const names = { lastName: journal.fresh(), firstName: journal.fresh() };
  const numbers = { number: journal.fresh() };
  insert(
    device,
    [
      ['person', person, { ...names, isStudent: 1, isStaff: 0 }],
      ['phone', phone, { ...numbers, position: 0, personId: person }],
    ],
    () => {
      journal.note(device.name, 'person', person, names);
      journal.note(device.name, 'phone', phone, numbers);
    },
    dice.chance(0.8) ? device.newId() : undefined,
  );
  tell(`${device.name}: made a family ${person.slice(0, 6)} ${phone.slice(0, 6)}`);
}

type NewRow = readonly [
  Kind | 'school' | 'schoolYear' | 'calendar',
  string,
  Readonly<Record<string, unknown>>,
];

export function insert(
  device: SimulatedDevice,
  rows: readonly NewRow[],
  saved: () => void = () => undefined,
  groupId?: string,
): void {
  device.act(
    (writer) => {
      for (const [type, id, values] of rows) {
        const names = Object.keys(values);
        const quoted = ['id', ...names].map((name) => `"${name}"`);
        writer.exec(
          `INSERT INTO "${type}" (${quoted.join(', ')}) VALUES (${quoted.map(() => '?').join(', ')})
          ON CONFLICT (id) DO UPDATE SET ${names.map((name) => `"${name}" = excluded."${name}"`).join(', ')}`,
          id,
          ...names.map((name) => values[name] ?? null),
        );
      }
    },
    saved,
    groupId,
  );
}
