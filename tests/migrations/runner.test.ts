import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adoptUnknownFields } from '#db/system/adopt-unknown.ts';
import { openEncrypted } from '#db/system/connection.ts';
import { type Migration, migrate, migrations, newestVersion, versionOf } from '#db/system/migrate.ts';
import { person } from '#domain/people/people.records.ts';
import { recordType, text } from '#domain/sync/record-type.ts';

let folder: string;
let database: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hi-line-migrations-'));
  database = openEncrypted(join(folder, 'school.hiline'), randomBytes(32), {
    readonly: false,
    mustExist: false,
  });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const count = (table: string): number =>
  (database.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;

/** A parent with a child, as a school would have them. */
function populate(): void {
  database.exec(`UPDATE writeContext SET actor = 'u', actorName = 'U', action = 'x', at = '2026-10-06T00:00:00.000Z', origin = 'here';
    INSERT INTO person (id, lastName, firstName, isStudent, isStaff) VALUES ('p', 'Larkspur', 'Signe', 1, 0);
    INSERT INTO phone (id, personId, number, position) VALUES ('ph', 'p', '4065550112', 0);
    UPDATE writeContext SET actor = NULL`);
}

const rebuildPerson: Migration = {
  number: newestVersion + 10,
  name: 'rebuild a parent table',
  sql: `CREATE TABLE person_new (id TEXT PRIMARY KEY, lastName TEXT NOT NULL, firstName TEXT NOT NULL, middleName TEXT, suffix TEXT,
      usualName TEXT, birthDate TEXT, gender TEXT, isStudent INTEGER NOT NULL, isStaff INTEGER NOT NULL);
    INSERT INTO person_new SELECT * FROM person;
    DROP TABLE person;
    ALTER TABLE person_new RENAME TO person;`,
};

test('steps are numbered by tens, upwards', () => {
  const numbers = migrations.map((step) => step.number);
  expect(numbers.every((n) => n % 10 === 0)).toBe(true);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
});

test('a fresh file comes to the newest version once, and nothing happens the second time', () => {
  expect(migrate(database)).toEqual(migrations.map((step) => step.number));
  expect(versionOf(database)).toBe(newestVersion);
  expect(migrate(database)).toEqual([]);
});

/** Everything a file is: its tables with their columns, indexes, views and triggers, and the rows in them. */
const whole = (): unknown => {
  const things = database
    .prepare('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name')
    .all() as { type: string; name: string }[];
  const tables = things.filter(({ type }) => type === 'table').map(({ name }) => name);
  return { things, rows: tables.map((name) => [name, database.prepare(`SELECT * FROM "${name}"`).all()]) };
};

test('a file made in one go is the file that came up step by step', () => {
  for (const step of migrations) migrate(database, step.number);
  const byStep = whole();
  database.close();
  database = openEncrypted(join(folder, 'other.hiline'), randomBytes(32), {
    readonly: false,
    mustExist: false,
  });
  migrate(database);
  expect(whole()).toEqual(byStep);
});

test('a file that could not be made whole is not made at all', () => {
  const failing: Migration = {
    number: newestVersion + 10,
    name: 'failing',
    sql: 'CREATE TABLE extra (id TEXT); SELECT no_such_column FROM person;',
  };
  expect(() => migrate(database, failing.number, [...migrations, failing])).toThrow();
  expect(versionOf(database)).toBe(0);
  expect(database.prepare('SELECT count(*) FROM sqlite_master').pluck().get()).toBe(0);
});

test('rebuilding a parent table in a populated file keeps its children, and the capture works afterwards', () => {
  migrate(database);
  populate();
  migrate(database, rebuildPerson.number, [...migrations, rebuildPerson]);
  expect([count('person'), count('phone')]).toEqual([1, 1]);
  expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(() => database.exec("UPDATE person SET usualName = 'Sig'")).toThrow(/inside an action/);
});

test('a step that would break a link, or fails half-way, leaves the file as it was', () => {
  migrate(database);
  populate();
  const before = [count('person'), count('phone'), count('auditLine')];
  const broken: Migration = {
    number: newestVersion + 10,
    name: 'broken link',
    sql: "UPDATE writeContext SET actor = 'u', actorName = 'U', action = 'x', at = 'now', origin = 'here'; UPDATE phone SET personId = 'nobody'",
  };
  expect(() => migrate(database, broken.number, [...migrations, broken])).toThrow(/broken links/);
  const failing: Migration = {
    number: newestVersion + 10,
    name: 'failing',
    sql: 'CREATE TABLE extra (id TEXT); SELECT no_such_column FROM person;',
  };
  expect(() => migrate(database, failing.number, [...migrations, failing])).toThrow();
  expect([count('person'), count('phone'), count('auditLine')]).toEqual(before);
  expect(versionOf(database)).toBe(newestVersion);
});

test('values of a later version become part of record and base when their column comes, and nothing looks edited (M15)', () => {
  migrate(database);
  populate();
  database.exec(`INSERT INTO syncBase (type, id, rev, fields, unknownFields)
    VALUES ('person', 'p', 3, '{"lastName":"Larkspur","firstName":"Signe","isStudent":1,"isStaff":0}', '{"shoeSize":"38","other":"kept"}')`);
  database.exec('DELETE FROM syncDirty');
  const later = recordType('person', 'Person', 10, { ...person.fields, shoeSize: text('Shoe size') });
  database.exec('ALTER TABLE person ADD COLUMN shoeSize TEXT');
  adoptUnknownFields(database, [later]);
  const base = database.prepare("SELECT fields, unknownFields FROM syncBase WHERE id = 'p'").get() as {
    fields: string;
    unknownFields: string;
  };
  expect(JSON.parse(base.fields)).toMatchObject({ lastName: 'Larkspur', shoeSize: '38' });
  expect(JSON.parse(base.unknownFields)).toEqual({ other: 'kept' });
  expect(database.prepare("SELECT shoeSize FROM person WHERE id = 'p'").pluck().get()).toBe('38');
  expect(count('syncDirty')).toBe(0);
});

test('a list that a district had loaded stays in force when lists can come from the state too', () => {
  migrate(database, 610);
  database.exec(`INSERT INTO referenceSet (name, value, source, at)
    VALUES ('code-set gender', '{"mine":1}', 'district', '2026-10-06T00:00:00.000Z')`);
  migrate(database);
  const inForce = database.prepare('SELECT name, value FROM referenceInForce');
  expect(inForce.all()).toEqual([{ name: 'code-set gender', value: '{"mine":1}' }]);
  database.exec(`INSERT INTO referenceSet (name, source, value, at, problem) VALUES
    ('code-set gender', 'state', '{"theirs":1}', '2026-10-07', NULL), ('collections', 'state', '{"odd":1}', '2026-10-07', 'Odd.'),
    ('due-work', 'state', '{"theirs":2}', '2026-10-07', NULL)`);
  expect(inForce.all()).toEqual([
    { name: 'code-set gender', value: '{"mine":1}' },
    { name: 'due-work', value: '{"theirs":2}' },
  ]);
  database.exec("DELETE FROM referenceSet WHERE name = 'code-set gender' AND source = 'district'");
  expect(inForce.all()).toContainEqual({ name: 'code-set gender', value: '{"theirs":1}' });
});
