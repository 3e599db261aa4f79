import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HEADER } from '#tests/unit/support/import-host.ts';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
let line: string;
const stamp = { stampDate: TODAY, stampTime: '08:00', asOf: TODAY, endYear: 2027 };
const check = () => world.call('exports.check', { template: 'aim-en', asOf: TODAY, endYear: 2027 });
const write = (file: string) =>
  world.call('exports.write', {
    ...{ template: 'aim-en', ...stamp, leaveOut: true, outOfOrder: true },
    path: join(world.folder, file),
  });

beforeAll(async () => {
  world = await aPracticeHost();
  const codes = (await world.call('exports.codes', { endYear: 2027, asOf: TODAY })).map((one) => ({
    ...{ set: one.set, code: one.code },
    stateCode: one.stateCode ?? one.code,
  }));
  await world.call('exports.confirm-codes', { codes });
  await write('before.tsv');
  const open = (text: string): boolean => text.split('\t')[10] === '' && text.split('\t')[13] === 'P';
  line = readFileSync(join(world.folder, 'before.tsv'), 'utf8').split('\r\n').slice(1).find(open) ?? '';
  const cells = line.split('\t');
  cells[10] = '11/20/2026';
  cells[11] = '999';
  const path = join(world.folder, 'from-the-state.tsv');
  writeFileSync(path, `${HEADER}\r\n${cells.join('\t')}\r\n`);
  expect(await world.call('imports.apply', { format: 'aim-en', path })).toMatchObject({ changed: 1 });
});
afterAll(() => world.end());

test('a code that no list has is a problem of its line, before it reaches a state file', async () => {
  const checked = await check();
  expect(checked.problems).toContainEqual(
    expect.objectContaining({
      field: 'endStatus',
      message:
        'End status "999": the list of codes this program knows does not have it; confirm it with the state or correct it.',
    }),
  );
  expect(checked.unknownCodes).toMatchObject([{ set: 'end_status', code: '999', stateCode: null }]);
  expect(checked.codesToConfirm).toEqual([]);
  await write('left-out.tsv');
  expect(readFileSync(join(world.folder, 'left-out.tsv'), 'utf8')).not.toContain('\t999\t');
});

test('a slip that stands in no record is not confirmed; the code of the file is, and then it goes', async () => {
  const confirm = (code: string) =>
    world.call('exports.confirm-codes', { codes: [{ set: 'end_status', code, stateCode: code }] });
  await expect(confirm('998')).rejects.toMatchObject({ kind: 'invalid-input' });
  await confirm('999');
  expect((await check()).unknownCodes).toEqual([]);
  await write('confirmed.tsv');
  expect(readFileSync(join(world.folder, 'confirmed.tsv'), 'utf8')).toContain('\t11/20/2026\t999\t');
});
