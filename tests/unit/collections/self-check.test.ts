import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { federalRace } from '#domain/collections/self-check.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let office: PracticeHost;
beforeAll(async () => {
  office = await aPracticeHost();
});
afterAll(() => office.end());

describe('the federal race category', () => {
  test.each([
    [{ hispanic: 'Y', races: ['WH'] }, 'HI'],
    [{ hispanic: 'Y', races: ['AI', 'WH'] }, 'HI'],
    [{ hispanic: 'N', races: ['AI', 'WH'] }, 'MU'],
    [{ hispanic: 'N', races: ['AI'] }, 'AI'],
    [{ hispanic: null, races: [] }, 'none'],
  ])('%j is %s', (answers, category) => {
    expect(federalRace(answers)).toBe(category);
  });
});

test('each breakdown of membership adds up to the pupils of the day, and names stand behind every number', async () => {
  const check = await office.call('collections.self-check', { date: '2026-10-05' });
  const membership = check.files.filter(({ file }) => file === 'FS052');
  expect(membership).toHaveLength(3);
  for (const { counts } of membership)
    expect(counts.reduce((sum, { studentIds }) => sum + studentIds.length, 0)).toBe(check.pupils);
  for (const { counts } of check.files)
    for (const { studentIds } of counts) for (const id of studentIds) expect(check.names[id]).toBeTruthy();
});

test('the dictionary has every element, and says which state files carry it', async () => {
  const elements = await office.call('collections.dictionary', {});
  const of = (record: string, field: string) =>
    elements.find((one) => one.record === record && one.field === field);
  expect(of('enrollment', 'startStatus')).toMatchObject({
    codeSet: 'start_status',
    files: ['Student Enrollment'],
  });
  expect(of('countDecision', 'hours')?.files).toEqual(['Fall Count', 'Spring Count']);
  expect(of('iep', 'goals')).toMatchObject({ confidential: true, files: [] });
});
