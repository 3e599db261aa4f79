import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { templateNames } from '#domain/state-files/templates.ts';
import { anImportHost, type ImportHost } from '#tests/unit/support/import-host.ts';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

const stamp = { stampDate: TODAY, stampTime: '08:00', asOf: TODAY, endYear: 2027 };

let from: PracticeHost;
let into: ImportHost;
/** A teacher with terms, an assignment and a class; a pupil's pathway and follow-up: what the practice district lacks. */
const MORE: readonly [string, string[]][] = [
  ['aim-te', ['TE', '9990', '900000001', 'Sandstone', 'Ruth', 'F', '08/01/2019', '']],
  ['aim-da', ['DA', '9990', '900000001', 'Sandstone', 'Ruth', 'F', '9992', '08/01/2024', '', 'TCH']],
  ['aim-sh', ['SH', '9990', '9992', '201', '01090', 'P1-09', '900000001', 'A', '09/01/2026', '10/30/2026']],
  ['aim-su', ['SU', '9990', '9992', '201', '01090', 'P1-09', 'SEM', '1']],
  ['aim-ce', ['CE', '9990', '001007550', '', '', 'Welding', '1.5', '0.5', '2.00', 'Y', 'N', '2027']],
  ['aim-ct', ['CT', '9990', '001007550', '', '', '10/20/2026', 'EMP', '2027']],
];

beforeAll(async () => {
  from = await aPracticeHost();
  into = await anImportHost();
  for (const [format, cells] of MORE) {
    const path = into.file('more.tsv', `HD\t11/24/2026\t08:00:00\tMT9.1\r\n${cells.join('\t')}\r\n`);
    await from.call('imports.apply', { format, path });
  }
});
afterAll(async () => {
  await from.end();
  await into.end();
});

/** Everything a file of ours waits for is confirmed as it is. */
async function confirmAll(): Promise<void> {
  for (const template of templateNames) {
    const { codesToConfirm } = await from.call('exports.check', { template, ...scope });
    if (codesToConfirm.length > 0)
      await from.call('exports.confirm-codes', {
        codes: codesToConfirm.map(({ set, code }) => ({
          set,
          code,
          stateCode: set === 'race' ? `R${code}` : code,
        })),
      });
  }
}
const scope = { asOf: TODAY, endYear: 2027 };

describe('a state file', () => {
  test('is not written while it would carry a code that nobody has confirmed', async () => {
    await expect(
      from.call('exports.write', { template: 'aim-sd', ...stamp, path: join(from.folder, 'no.tsv') }),
    ).rejects.toMatchObject({ kind: 'conflict', message: expect.stringContaining('nobody has confirmed') });
    expect(() => readFileSync(join(from.folder, 'no.tsv'))).toThrow();
  });

  test('is not written before the one the state wants first', async () => {
    await confirmAll();
    await expect(
      from.call('exports.write', { template: 'aim-en', ...stamp, path: join(from.folder, 'en.tsv') }),
    ).rejects.toMatchObject({ kind: 'conflict', message: expect.stringContaining('Student Demographic') });
  });

  test('with a wrong record is refused with line and field, or leaves the record out', async () => {
    await from.call('exports.write', { template: 'aim-sd', ...stamp, path: join(from.folder, 'sd.tsv') });
    await expect(
      from.call('exports.write', { template: 'aim-en', ...stamp, path: join(from.folder, 'en.tsv') }),
    ).rejects.toMatchObject({
      kind: 'invalid-input',
      problems: [{ line: expect.any(Number), field: 'stateId', message: 'State ID is missing.' }],
    });
    const written = await from.call('exports.write', {
      template: 'aim-en',
      ...stamp,
      leaveOut: true,
      path: join(from.folder, 'en.tsv'),
    });
    expect(written).toMatchObject({ saved: true, leftOut: 1 });
    const lines = readFileSync(join(from.folder, 'en.tsv'), 'utf8').split('\r\n');
    expect(lines[0]).toBe('HD\t11/24/2026\t08:00:00\tMT9.1');
    expect(lines.at(-1)).toBe('');
    for (const line of lines.slice(1, -1)) {
      const cells = line.split('\t');
      expect(cells).toHaveLength(20);
      expect(cells[0]).toBe('EN');
      expect(cells[4]).toMatch(/^\d{9}$/);
      expect(cells[8]).toMatch(/^\d\d\/\d\d\/\d{4}$/);
      expect(cells[19]).toBe('2027');
    }
  });

  test('carries what the state calls a code, not what we call it', () => {
    expect(readFileSync(join(from.folder, 'sd.tsv'), 'utf8')).toMatch(/\tRWH\r\n/);
  });
});

test('every file brought into an empty district and written again is the same to the byte', async () => {
  const codes = (await from.call('exports.codes', {})).map(({ set, code, stateCode }) => ({
    set,
    code,
    stateCode,
  }));
  await into.call('exports.confirm-codes', { codes });
  for (const template of templateNames) {
    const first = join(from.folder, `${template}.tsv`);
    await from.call('exports.write', { template, ...stamp, leaveOut: true, path: first });
    const taken = await into.apply(template, first);
    expect(taken, template).toMatchObject({ problemCount: 0 });
    const again = await into.apply(template, first);
    expect(again, `${template} twice`).toMatchObject({ added: 0, changed: 0, problemCount: 0 });
  }
  expect(readFileSync(join(from.folder, 'aim-su.tsv'), 'utf8')).toContain('\tP1-09\tSEM\t1\r\n');
  for (const template of templateNames) {
    const back = join(into.folder, `${template}-back.tsv`);
    await into.call('exports.write', { template, ...stamp, leaveOut: true, path: back });
    expect(readFileSync(back, 'utf8'), template).toBe(
      readFileSync(join(from.folder, `${template}.tsv`), 'utf8'),
    );
  }
}, 60_000);

describe('what cannot be taken', () => {
  const line = (cells: string[]) => `HD\t11/24/2026\t08:00:00\tMT9.1\r\n${cells.join('\t')}\r\n`;
  test.each([
    [
      'aim-af',
      ['AF', '9990', '9991', '001', '999999999', '', 'X', 'Y', '1080', 'N', 'N', '2027'],
      'State ID',
    ],
    [
      'aim-af',
      ['AS', '9990', '9991', '001', '001007225', '', 'X', 'Y', '1080', 'N', 'N', '2027'],
      'Record type',
    ],
    ['aim-lp', ['LP', '9990', '001007225', 'MAYBE', '09/01/2026', '', ''], 'EL status'],
    ['aim-504', ['504', '9990', '001007225', '09/01/2026', '08/01/2026'], 'End date'],
    ['aim-504', ['504', '9990', '001007225', '02/30/2026', ''], 'Start date'],
  ] as const)('%s %j names %s', async (format, cells, field) => {
    const answer = await into.preview(format, into.file('wrong.tsv', line([...cells])));
    expect(answer.problemCount).toBe(1);
    expect(answer.problems[0]).toMatchObject({ field, line: 2 });
  });
});
