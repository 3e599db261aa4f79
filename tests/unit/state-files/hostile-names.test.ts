import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TemplateName, templateNames } from '#domain/state-files/templates.ts';
import { anImportHost, type ImportHost } from '#tests/unit/support/import-host.ts';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

/** Names as people have them, and as a spreadsheet or a slip of the keys leaves them; each as long as a file takes. */
const NAMES: readonly (readonly [string, string])[] = [
  ['"Bud" Smith', 'Wi"lliam'],
  ['"', '""'],
  ["O'Neil-Łąkowiak", 'ʻŌhiʻa'],
  ['李小龍', '振藩'],
  ['עברית', 'שלום'],
  ['محمد', 'عبد الله'],
  ['=1+1', '@sum'],
  ['x'.repeat(50), 'ÿ'.repeat(50)],
  ['a\tb', 'c\r\nd'],
];

let from: PracticeHost;
let into: ImportHost;
let changed: string[];
const stamp = { stampDate: TODAY, stampTime: '08:00', asOf: TODAY, endYear: 2027 };
/** Those that carry names, and those that follow from them. */
const WITH_NAMES: readonly TemplateName[] = templateNames.filter(
  (name) => !['aim-ce', 'aim-ct', 'aim-te', 'aim-da', 'aim-sh'].includes(name),
);

beforeAll(async () => {
  from = await aPracticeHost();
  into = await anImportHost();
  changed = from
    .rows<{ id: string }>(
      `SELECT DISTINCT p.id FROM person p JOIN enrollment e ON e.studentId = p.id AND e.endDate IS NULL AND e.noShow = 0
        JOIN identifier i ON i.personId = p.id AND i.system = 'state' JOIN calendar c ON c.id = e.calendarId
        JOIN schoolYear y ON y.id = c.schoolYearId WHERE y.endYear = 2027 ORDER BY p.id LIMIT ?`,
      NAMES.length,
    )
    .map(({ id }) => id);
  for (const [at, personId] of changed.entries()) {
    const [lastName = '', firstName = ''] = NAMES[at] ?? [];
    const { birthDate, gender } = from.rows<{ birthDate: string; gender: string }>(
      'SELECT birthDate, gender FROM person WHERE id = ?',
      personId,
    )[0] as { birthDate: string; gender: string };
    await from.call('people.change-details', {
      personId,
      details: { lastName, firstName, birthDate, gender },
    });
  }
  for (const host of [from, into]) {
    const codes = (await from.call('exports.codes', { endYear: 2027, asOf: TODAY })).map(
      ({ set, code, stateCode }) => ({
        set,
        code,
        stateCode: stateCode ?? code,
      }),
    );
    await host.call('exports.confirm-codes', { codes });
  }
});
afterAll(async () => {
  await from.end();
  await into.end();
});

test('files of pupils with hostile names come back to the byte, and written again they are the same', async () => {
  for (const template of WITH_NAMES) {
    const path = join(from.folder, `${template}.tsv`);
    await from.call('exports.write', { template, ...stamp, leaveOut: true, path });
    expect(await into.apply(template, path), template).toMatchObject({ problemCount: 0 });
  }
  const text = readFileSync(join(from.folder, 'aim-sd.tsv'), 'utf8');
  // A tab or a line break inside a name would be another field or another line: it is a blank.
  expect(text).toContain('\ta b\tc d\t');
  expect(text).toContain('\t李小龍\t振藩\t');
  expect(text).toContain(`\t${'x'.repeat(50)}\t${'ÿ'.repeat(50)}\t`);
  for (const template of WITH_NAMES) {
    const first = readFileSync(join(from.folder, `${template}.tsv`), 'utf8');
    const again = join(from.folder, `${template}-again.tsv`);
    await from.call('exports.write', { template, ...stamp, leaveOut: true, path: again });
    expect(readFileSync(again, 'utf8'), `${template} again`).toBe(first);
    const back = join(into.folder, `${template}-back.tsv`);
    await into.call('exports.write', { template, ...stamp, leaveOut: true, path: back });
    expect(readFileSync(back, 'utf8'), `${template} back`).toBe(first);
  }
}, 120_000);

test('OneRoster and Ed-Fi carry them as they are', async () => {
  const zip = join(from.folder, 'one.zip');
  await from.call('exports.one-roster', { version: '1.2', endYear: 2027, path: zip });
  const users = Buffer.from(unzipSync(readFileSync(zip))['users.csv'] ?? []).toString('utf8');
  expect(users).toContain('"""Bud"" Smith"');
  expect(users).toContain('李小龍');
  const json = join(from.folder, 'ed-fi.json');
  await from.call('exports.ed-fi', { endYear: 2027, path: json });
  const students = (JSON.parse(readFileSync(json, 'utf8')) as { students: { lastSurname: string }[] })
    .students;
  const surnames = new Set(students.map(({ lastSurname }) => lastSurname));
  for (const name of ['"Bud" Smith', 'עברית', 'محمد', 'x'.repeat(50)]) expect(surnames).toContain(name);
});
