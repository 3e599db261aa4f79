import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportPage } from '#db/system/report-pages.ts';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
let studentId: string;
beforeAll(async () => {
  world = await aPracticeHost();
  studentId = (await world.call('people.roster', { date: TODAY }))[0]?.studentId ?? '';
});
afterAll(() => world.end());

const packet = (requestId?: string): string => {
  const reader = world.host.district.open?.file.reader;
  if (!reader) throw new Error('The practice district is open.');
  const page = reportPage(reader, {
    report: 'records-packet',
    options: requestId ? { requestId } : { studentId },
    range: { date: TODAY, month: '2026-11', from: '2026-07-01', to: TODAY },
    today: TODAY,
    printedBy: 'P',
    printedAt: 'now',
  });
  const facts = page.blocks.flatMap((block) => (block.kind === 'facts' ? block.items : []));
  return facts.find(({ label }) => label === 'Immunization record')?.value ?? '';
};
const gap = async () =>
  (await world.call('records.immunization-gaps', {})).find((one) => one.studentId === studentId);

it('refuses what cannot be, at its field', async () => {
  for (const [row, field] of [
    [{ standing: 'WELL' }, 'standing'],
    [{ standing: 'CONDITIONAL' }, 'until'],
    [{ standing: 'ON_FILE', until: '2026-12-01' }, 'until'],
    [{ standing: 'ON_FILE', seenOn: '2026-11-25' }, 'seenOn'],
  ] as const)
    await expect(world.call('records.save-immunization', { studentId, ...row })).rejects.toMatchObject({
      problems: [{ field }],
    });
  expect(await world.call('records.immunization', { studentId })).toEqual({ paper: null });
});

it('follows a form from asked for to on file: the list, Today, and the permanent record', async () => {
  expect(packet()).toBe('Kept on paper; not entered here');
  expect(await gap()).toMatchObject({ standing: null });
  await world.call('records.save-immunization', { studentId, standing: 'ASKED', until: '2026-11-20' });
  expect(await gap()).toMatchObject({ standing: 'ASKED', overdue: true });
  expect(packet()).toBe('Not on file here');
  expect((await world.call('system.today', {})).toDo.map(({ title }) => title)).toContain(
    'Immunization records to get: 1',
  );
  await world.call('records.save-immunization', { studentId, standing: 'EXEMPT', seenOn: '2026-11-23' });
  expect(await gap()).toBeUndefined();
  expect(packet()).toBe('On file at this school, seen Mon Nov 23, 2026');
  const { id } = await world.call('records.save-request', {
    studentId,
    direction: 'out',
    school: 'Other School',
    receivedOn: TODAY,
    parts: ['PERM', 'IMM'],
  });
  expect(packet(id)).toBe('Copy enclosed. On file at this school, seen Mon Nov 23, 2026');
});
