import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let office: PracticeHost;
beforeAll(async () => {
  office = await aPracticeHost();
});
afterAll(() => office.end());

test('every list in force is a right one by its own shape, and loads again unchanged', async () => {
  for (const { name } of await office.call('system.reference-data', {})) {
    const { text } = await office.call('system.reference-text', { name });
    expect(await office.call('system.load-reference', { name, text }), name).toEqual({
      loaded: true,
      warnings: [],
    });
    await office.call('system.reset-reference', { name });
  }
}, 60_000);

describe('a new version', () => {
  const change = async (name: string, edit: (value: Record<string, unknown>) => void) => {
    const { text } = await office.call('system.reference-text', { name });
    const value = JSON.parse(text) as Record<string, unknown>;
    edit(value);
    return office.call('system.load-reference', { name, text: JSON.stringify(value) });
  };

  test('of the count rules moves the count at once, and going back brings the old one', async () => {
    await change('count-rules', (value) => {
      (value.rows as { setDates: object[] }[])[0]?.setDates.push({
        endYear: 2027,
        count: 'fall',
        date: '2026-10-13',
      });
    });
    expect((await office.call('collections.count', { count: 'fall', endYear: 2027 })).countDates).toEqual([
      '2026-10-13',
    ]);
    await office.call('system.reset-reference', { name: 'count-rules' });
    expect((await office.call('collections.count', { count: 'fall', endYear: 2027 })).countDates).toEqual([
      '2026-10-05',
    ]);
  });

  test('of a code list says which records hold codes it no longer has', async () => {
    const { warnings } = await change('code-set grade_level', (value) => {
      value.values = (value.values as { code: string }[]).filter(({ code }) => code !== 'KH');
    });
    expect(warnings).toEqual([expect.stringContaining('the code "KH"')]);
    await office.call('system.reset-reference', { name: 'code-set grade_level' });
  });

  test('of a layout in another order is written and read in that order', async () => {
    await change('layout aim-504', (value) => {
      const fields = value.fields as unknown[];
      value.fields = [fields[0], fields[1], fields[2], fields[4], fields[3]];
    });
    const { lines } = await office.call('exports.check', { template: 'aim-504', endYear: 2027 });
    expect(lines).toBe(2);
    await office.call('system.reset-reference', { name: 'layout aim-504' });
  });

  test.each([
    ['count-rules', '{"rows": []}', /Count rules/],
    ['code-set gender', '{"name": "race"}', /gender/],
    ['collections', 'not json', /not JSON/],
    [
      'validation-rules',
      '{"version":"1","extracurricularEndStatuses":[],"rules":[{"id":"made-up","severity":"must","fromYear":2007,"toYear":null,"title":"a","why":"b.","how":"c.","collections":[]}]}',
      /made-up/,
    ],
  ])('of %s that is wrong is refused in a sentence, and the old one stays', async (name, text, words) => {
    await expect(office.call('system.load-reference', { name, text })).rejects.toMatchObject({
      kind: 'invalid-input',
      message: expect.stringMatching(words),
    });
    const line = (await office.call('system.reference-data', {})).find((one) => one.name === name);
    expect(line?.source).toBe('shipped');
  });
});
