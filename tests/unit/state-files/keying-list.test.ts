import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let office: PracticeHost;
beforeAll(async () => {
  office = await aPracticeHost();
});
afterAll(() => office.end());

test('a keying list names every pupil, leaves empty fields out and stars what the file would leave out', async () => {
  const { text } = await office.call('reports.csv', {
    report: 'keying-list',
    options: { template: 'aim-en', endYear: 2027 },
  });
  const [head = '', ...rows] = text.replace('\ufeff', '').trim().split('\r\n');
  expect(head).toContain('Pupil,School number,Calendar number,State ID');
  expect(head).not.toContain('Sort by');
  expect(rows.filter((row) => row.includes('Fleabane, Tomás *'))).toHaveLength(1);
  expect(rows.some((row) => row.startsWith('"Al-Juniperi, Kwame",9991,'))).toBe(true);
});
