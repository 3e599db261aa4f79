import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let office: PracticeHost;
let schoolId = '';
let pupils: string[] = [];
beforeAll(async () => {
  office = await aPracticeHost();
  schoolId = office.rows<{ id: string }>("SELECT id FROM school WHERE number = '9991'")[0]?.id ?? '';
  pupils = office
    .rows<{ id: string }>(
      "SELECT personId AS id FROM identifier WHERE system = 'state' AND value IS NOT NULL ORDER BY value LIMIT 2",
    )
    .map(({ id }) => id);
});
afterAll(() => office.end());

const event = (over: object = {}) => ({
  schoolId,
  date: '2026-10-12',
  time: '10:15',
  kind: 'FIT',
  place: 'Gym "B" & <stairs>\u0001',
  note: 'Only here',
  parts: [
    { studentId: pupils[0], role: 'O', response: 'OSS', startDate: '2026-10-13', days: '1.5' },
    { studentId: pupils[1], role: 'V' },
  ],
  ...over,
});

describe('behavior', () => {
  test('an event is kept with all who took part, changed and shown under each of them', async () => {
    const { id } = await office.call('behavior.save', event());
    await office.call('behavior.save', event({ id, parts: event().parts.slice(0, 1) }));
    const { events } = await office.call('behavior.list', { endYear: 2027, studentId: pupils[0] });
    expect(events).toHaveLength(1);
    expect(events[0]?.parts).toHaveLength(1);
    expect((await office.call('behavior.list', { endYear: 2027, studentId: pupils[1] })).events).toEqual([]);
    expect((await office.call('behavior.list', { endYear: 2026 })).events).toEqual([]);
  });

  test.each([
    [{ kind: 'ZZ' }, 'kind'],
    [{ schoolId: '00000000-0000-4000-8000-000000000000' }, undefined],
  ])('%j is refused and changes nothing', async (over, field) => {
    const before = await office.call('behavior.list', { endYear: 2027 });
    await expect(office.call('behavior.save', event(over))).rejects.toMatchObject(
      field ? { problems: [{ field }] } : { kind: 'not-found' },
    );
    expect(await office.call('behavior.list', { endYear: 2027 })).toEqual(before);
  });

  test('the XML comes back the same to the byte, hostile signs and all, and replaces the year', async () => {
    const path = join(office.folder, 'behavior.xml');
    await expect(office.call('exports.behavior', { endYear: 2027, path })).rejects.toMatchObject({
      kind: 'conflict',
    });
    await office.call('exports.confirm-codes', {
      codes: [
        { set: 'behavior_event', code: 'FIT', stateCode: '17' },
        { set: 'behavior_role', code: 'O', stateCode: 'OFF' },
        { set: 'behavior_response', code: 'OSS', stateCode: 'OSS' },
      ],
    });
    await office.call('exports.behavior', { endYear: 2027, path });
    const first = readFileSync(path, 'utf8');
    expect(first).toContain('EventType="17"');
    expect(first).not.toContain('Only here');
    const other = await office.call('behavior.save', event({ date: '2026-11-02' }));
    const answer = await office.call('imports.apply', { format: 'behavior-xml', path });
    expect(answer).toMatchObject({ problemCount: 0, added: 0 });
    const { events } = await office.call('behavior.list', { endYear: 2027 });
    expect(events.map(({ id }) => id)).not.toContain(other.id);
    expect(events[0]?.note).toBe('Only here');
    await office.call('exports.behavior', { endYear: 2027, path, replace: true });
    expect(readFileSync(path, 'utf8')).toBe(first);
  });

  test.each([
    ['not xml', /not a right XML file/],
    ['<Other/>', /another file/],
    ['<BehaviorEvents SchoolYear="2027"><Event></BehaviorEvents>', /line 1/],
    ['<!DOCTYPE x [<!ENTITY a "b">]><BehaviorEvents SchoolYear="2027"/>', /definitions of its own/],
    ['<BehaviorEvents/>', /which school year/],
  ])('%s is refused in a sentence', async (text, words) => {
    const path = join(office.folder, 'wrong.xml');
    writeFileSync(path, text);
    await expect(office.call('imports.preview', { format: 'behavior-xml', path })).rejects.toMatchObject({
      message: expect.stringMatching(words),
    });
  });

  test('one event that cannot be taken removes none of the others', async () => {
    const before = await office.call('behavior.list', { endYear: 2027 });
    const path = join(office.folder, 'half.xml');
    writeFileSync(
      path,
      '<BehaviorEvents SchoolYear="2027"><Event SchoolNumber="9991" Date="2026-10-12" EventType="17"><Participant StateId="999999999" Role="OFF"/></Event></BehaviorEvents>',
    );
    const answer = await office.call('imports.apply', { format: 'behavior-xml', path, goodRowsOnly: true });
    expect(answer.problemCount).toBe(1);
    expect((await office.call('behavior.list', { endYear: 2027 })).events).toHaveLength(before.events.length);
  });
});
