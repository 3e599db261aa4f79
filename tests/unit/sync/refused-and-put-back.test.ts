import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '#domain/system/civil-date.ts';
import { applyStaffChange } from '#state-server/sync/staff-change.ts';
import {
  type OfficeHost,
  type OfficesAndState,
  officesAndState,
} from '#tests/unit/sync/support/office-host.ts';

let all: OfficesAndState;
let office: OfficeHost;
let enrollmentId = '';
beforeAll(async () => {
  all = await officesAndState();
  office = await all.office('0701', 1);
  await office.call('sync.run');
  enrollmentId = office.file.reader.rows<{ id: string }>('SELECT id FROM enrollment')[0]?.id ?? '';
}, 60_000);
afterAll(() => all.end());

const STAFF = { id: 's', name: 'Reviewer', role: 'administrator' } as const;
const stayNow = () => office.call('enrollment.stay', { enrollmentId });
async function beginOn(startDate: string): Promise<void> {
  const { id: _id, studentId: _student, ...stay } = await stayNow();
  await office.call('enrollment.fix', { enrollmentId, ...stay, startDate });
}

test('a change that the state refused and that is put back as it was is refused no more', async () => {
  const { startDate } = await stayNow();
  const { rev } = (await office.call('sync.receipt', { type: 'enrollment', id: enrollmentId })) ?? { rev: 0 };
  const answer = await applyStaffChange(all.state.services, STAFF, 'enrollment', enrollmentId, {
    kind: 'update',
    district: '0701',
    baseRev: rev,
    fields: { endDate: addDays(startDate, 10), endReason: 'TR_MT' },
  });
  expect(answer).toContain('"applied"');
  await beginOn(addDays(startDate, 20));
  expect(await office.call('sync.run')).toMatchObject({ outcome: 'done', rejected: 1 });
  expect((await office.call('sync.waiting', {})).items[0]).toMatchObject({ state: 'rejected' });

  await beginOn(startDate);
  expect(await office.call('sync.run')).toMatchObject({
    words: 'The state has everything.',
    waiting: 0,
    rejected: 0,
  });
  expect((await office.call('sync.waiting', {})).items).toEqual([]);
});
