import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LONGEST_NAME } from '#domain/people/names.ts';
import { type TemplateName, templateNames } from '#domain/state-files/templates.ts';
import { anImportHost } from '#tests/unit/support/import-host.ts';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

/** Letters of one and of two UTF-16 units, marks of spreadsheets and of other scripts; none at which a name is tidied. */
const letters = [...'abcxyzÀÿŁřİßıאبأ李龍ʻ\'"=@-.;,𠮷𝒜'];
const name = fc
  .array(fc.constantFrom(...letters), { minLength: 1, maxLength: LONGEST_NAME, size: 'max' })
  .map((all) => all.join('').normalize('NFC'));
const longest = fc
  .array(fc.constantFrom(...letters), { minLength: LONGEST_NAME, maxLength: LONGEST_NAME })
  .map((all) => all.join('').normalize('NFC'));

/** Those with names of people or courses; the meal file alone has a limit of the state's own, of 50 signs. */
const templates: readonly TemplateName[] = templateNames.filter(
  (one) => !['aim-fram', 'aim-ce', 'aim-ct', 'aim-te', 'aim-da', 'aim-sh'].includes(one),
);
const stamp = { stampDate: TODAY, stampTime: '08:00', asOf: TODAY, endYear: 2027, leaveOut: true };

let from: PracticeHost;
let pupils: { id: string; birthDate: string; gender: string }[];
let course: { id: string; schoolId: string; number: string };
let codes: { set: string; code: string; stateCode: string }[];

beforeAll(async () => {
  from = await aPracticeHost();
  pupils = from.rows(
    `SELECT DISTINCT p.id, p.birthDate, p.gender FROM person p JOIN enrollment e ON e.studentId = p.id AND e.endDate IS NULL
      JOIN identifier i ON i.personId = p.id AND i.system = 'state' WHERE e.noShow = 0 ORDER BY p.id LIMIT 4`,
  );
  course = from.rows<typeof course>(
    'SELECT id, schoolId, number FROM course ORDER BY id LIMIT 1',
  )[0] as never;
  codes = (await from.call('exports.codes', { endYear: 2027, asOf: TODAY })).map((one) => ({
    ...{ set: one.set, code: one.code },
    stateCode: one.stateCode ?? one.code,
  }));
  await from.call('exports.confirm-codes', { codes });
});
afterAll(() => from.end());

test('names of any length up to 255 signs go out, into an empty district and out again to the byte', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(name, longest, name), { minLength: 4, maxLength: 4 }),
      longest,
      async (names, courseName) => {
        for (const [at, { id: personId, birthDate, gender }] of pupils.entries()) {
          const [lastName, firstName, middleName] = names[at] ?? [];
          const details = { lastName, firstName, middleName, birthDate, gender };
          await from.call('people.change-details', { personId, details });
        }
        from.host.district.open?.file.write(
          { actor: 'test', actorName: 'Test', action: 'Test', at: `${TODAY}T08:00:00.000Z`, origin: 'here' },
          (writer) => writer.exec('UPDATE course SET name = ? WHERE id = ?', courseName, course.id),
        );
        const into = await anImportHost();
        try {
          await into.call('exports.confirm-codes', { codes });
          for (const template of templates) {
            const path = join(from.folder, `${template}.tsv`);
            await from.call('exports.write', { template, ...stamp, path, replace: true });
            expect(await into.apply(template, path), template).toMatchObject({ problemCount: 0 });
          }
          for (const template of templates) {
            const back = join(into.folder, `${template}.tsv`);
            await into.call('exports.write', { template, ...stamp, path: back });
            expect(readFileSync(back, 'utf8'), template).toBe(
              readFileSync(join(from.folder, `${template}.tsv`), 'utf8'),
            );
          }
          const text = readFileSync(join(from.folder, 'aim-sd.tsv'), 'utf8');
          // One that begins with a quote is written in quotes.
          for (const [, long] of names) if (!long.startsWith('"')) expect(text).toContain(`\t${long}\t`);
        } finally {
          await into.end();
        }
      },
    ),
    { numRuns: 3 },
  );
}, 180_000);
