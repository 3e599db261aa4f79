import { putKeyed, remove } from '#db/system/rows.ts';
import type { TypeName } from '#domain/sync/registry.ts';
import type { Dice } from '#scripts/district-generator/dice.ts';
import type { Journal } from '#scripts/simulating/journal.ts';
import type { SimulatedDevice } from '#scripts/simulating/simulated-device.ts';

type Kind = 'person' | 'phone' | 'directory' | 'district';

/** What may be edited: each list is one edit, so a merge group is written whole. */
const EDITS: Readonly<Record<Kind, readonly (readonly string[])[]>> = {
  person: [['lastName'], ['usualName'], ['firstName', 'usualName']],
  phone: [['number'], ['kind'], ['number', 'kind']],
  directory: [['street', 'city', 'state', 'zip'], ['street'], ['email']],
  district: [['name'], ['phone'], ['street']],
};

const KINDS = ['person', 'person', 'phone', 'phone', 'directory', 'directory', 'district'] as const;

/** One thing somebody does at this computer. What fails is not saved and not journalled. */
export function workAt(
  device: SimulatedDevice,
  dice: Dice,
  journal: Journal,
  story: (line: string) => void,
): void {
  const kind = dice.pick(KINDS);
  const ids = (type: Kind): string[] =>
    device.file.reader.rows<{ id: string }>(`SELECT id FROM "${type}" ORDER BY id`).map((row) => row.id);
  const doing = dice.weighted<'make' | 'change' | 'remove' | 'action'>([
    ['make', 2],
    ['change', 6],
    ['remove', 1],
    ['action', 1],
  ]);
  const known = ids(kind);
  if (doing === 'action') {
    makeFamily(device, dice, journal);
    return;
  }
  if (doing === 'make' || known.length === 0) {
    make(device, kind, ids('person'), dice, journal, story);
    return;
  }
  const id = dice.pick(known);
  if (doing === 'remove') {
    if (kind === 'district') return;
    try {
      device.act((writer) => remove(writer, kind, id));
    } catch (error) {
      if (/FOREIGN KEY/.test(String(error))) return;
      throw error;
    }
    journal.note(device.name, kind, id, null);
    story(`${device.name}: removed ${kind} ${id.slice(0, 6)}`);
    return;
  }
  const values = Object.fromEntries(dice.pick(EDITS[kind]).map((field) => [field, journal.fresh()]));
  const sets = Object.keys(values).map((field) => `"${field}" = ?`);
  device.act((writer) =>
    writer.exec(`UPDATE "${kind}" SET ${sets.join(', ')} WHERE id = ?`, ...Object.values(values), id),
  );
  journal.note(device.name, kind, id, values);
  story(`${device.name}: changed ${kind} ${id.slice(0, 6)} ${JSON.stringify(values)}`);
}

function make(
  device: SimulatedDevice,
  kind: Kind,
  people: readonly string[],
  dice: Dice,
  journal: Journal,
  story: (line: string) => void,
): void {
  if (kind === 'district' || (kind !== 'person' && people.length === 0)) return;
  if (kind === 'directory') {
    const personId = dice.pick(people);
    const [street, city, state, zip] = [journal.fresh(), journal.fresh(), journal.fresh(), journal.fresh()];
    const rest = {
      mailingStreet: null,
      mailingCity: null,
      mailingState: null,
      mailingZip: null,
      email: null,
    };
    const id = device.act((writer) =>
      putKeyed(writer, 'directory', { personId, street, city, state, zip, ...rest }),
    );
    journal.note(device.name, kind, id, { street, city, state, zip });
    story(`${device.name}: made ${kind} ${id.slice(0, 6)} ${street}`);
    return;
  }
  const id = device.newId();
  const values: Record<string, string> =
    kind === 'person'
      ? { lastName: journal.fresh(), firstName: journal.fresh() }
      : { number: journal.fresh() };
  insert(device, [[kind, id, { ...values, ...(kind === 'phone' ? { personId: dice.pick(people) } : {}) }]]);
  journal.note(device.name, kind, id, values);
  story(`${device.name}: made ${kind} ${id.slice(0, 6)} ${JSON.stringify(values)}`);
}

/** One action over several records: all of it reaches the state, or nothing. */
function makeFamily(device: SimulatedDevice, dice: Dice, journal: Journal): void {
  const [person, phone] = [device.newId(), device.newId()];
  const names = { lastName: journal.fresh(), firstName: journal.fresh() };
  const numbers = { number: journal.fresh() };
  insert(
    device,
    [
      ['person', person, names],
      ['phone', phone, { ...numbers, personId: person }],
    ],
    dice.chance(0.8) ? device.newId() : undefined,
  );
  journal.note(device.name, 'person', person, names);
  journal.note(device.name, 'phone', phone, numbers);
}

type NewRow = readonly [TypeName, string, Readonly<Record<string, string>>];

function insert(device: SimulatedDevice, rows: readonly NewRow[], groupId?: string): void {
  device.act((writer) => {
    for (const [type, id, values] of rows) {
      const all: Record<string, unknown> = {
        id,
        ...(type === 'person' ? { isStudent: 1, isStaff: 0 } : { position: 0 }),
        ...values,
      };
      const names = Object.keys(all);
      writer.exec(
        `INSERT INTO "${type}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        ...Object.values(all),
      );
    }
  }, groupId);
}
