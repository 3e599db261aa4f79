import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportPage } from '#db/system/report-pages.ts';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
let studentId: string;
beforeAll(async () => {
  world = await aPracticeHost();
  [studentId = ''] = world
    .rows<{ studentId: string }>(
      `SELECT e.studentId FROM enrollment e WHERE e.endDate IS NULL AND e.noShow = 0
        AND NOT EXISTS (SELECT 1 FROM programRecord r WHERE r.studentId = e.studentId) ORDER BY e.id`,
    )
    .map((row) => row.studentId);
});
afterAll(() => world.end());

const mine = async (program = 'EL') =>
  (await world.call('programs.due', { program })).filter((line) => line.studentId === studentId);

it('lists what is due, is done with it when the step is noted, and has it back when the note is taken away', async () => {
  const record = await world.call('programs.save', {
    studentId,
    program: 'EL',
    detail: 'EL',
    startDate: '2026-11-02',
  });
  expect(await mine()).toMatchObject([
    {
      rule: 'el-letter',
      due: '2026-11-16',
      daysOver: 8,
      step: 'LETTER',
      recordId: record.id,
      localDefault: false,
    },
  ]);
  expect((await world.call('system.today', {})).toDo.map(({ to }) => to)).toContain('/programs/due');
  const step = await world.call('programs.save-step', {
    programRecordId: record.id,
    step: 'LETTER',
    doneOn: '2026-11-10',
  });
  expect(await mine()).toEqual([]);
  const listed = (await world.call('programs.list', { studentId }))[0];
  expect(listed?.steps).toMatchObject([{ id: step.id, stepLabel: 'Letter to the parents sent' }]);
  await world.call('programs.remove-step', { id: step.id });
  expect(await mine()).toHaveLength(1);
});

it('refuses a step of another program at its field, and changes nothing', async () => {
  const [record] = await world.call('programs.list', { studentId });
  await expect(
    world.call('programs.save-step', { programRecordId: record?.id, step: 'VISA', doneOn: TODAY }),
  ).rejects.toMatchObject({ problems: [{ field: 'step' }] });
  expect((await world.call('programs.list', { studentId }))[0]?.steps).toEqual([]);
});

it('prints the list with the source of each rule, and names nobody on Today', async () => {
  const reader = world.host.district.open?.file.reader;
  if (!reader) throw new Error('The practice district is open.');
  const page = reportPage(reader, {
    report: 'program-due',
    options: { program: 'EL' },
    range: { date: TODAY, month: '2026-11', from: '2026-07-01', to: TODAY },
    today: TODAY,
    printedBy: 'P',
    printedAt: 'now',
  });
  const [pupil] = await mine();
  const [table] = page.blocks;
  expect(table?.kind === 'table' && table.rows.flat()).toContain(pupil?.name);
  expect(page.definitions.join(' ')).toContain('ESSA 1112(e)(3)');
  const today = JSON.stringify(
    (await world.call('system.today', {})).toDo.filter(({ to }) => to === '/programs/due'),
  );
  expect(today).not.toContain(pupil?.name);
});

it('reads the district’s own rules from the next question on', async () => {
  const { text } = await world.call('system.reference-text', { name: 'due-work' });
  const own = JSON.parse(text) as { rules: { id: string; due: { afterStart?: number } }[] };
  for (const rule of own.rules) if (rule.id === 'el-letter') rule.due.afterStart = 20;
  await world.call('system.load-reference', { name: 'due-work', text: JSON.stringify(own) });
  expect((await mine())[0]?.due).toBe('2026-11-22');
  await expect(
    world.call('system.load-reference', { name: 'due-work', text: text.replace('"once"', '"often"') }),
  ).rejects.toMatchObject({ kind: 'invalid-input' });
});

it('what was done before anybody noted it here is noted for all at once, and taken back as one', async () => {
  const records = world.rows<{ id: string; startDate: string }>(
    "SELECT id, startDate FROM programRecord WHERE program = 'EL' AND startDate <= '2026-11-24' ORDER BY id",
  );
  const steps = records.map(({ id }) => ({ programRecordId: id, step: 'LETTER' }));
  const first = records.map(({ startDate }) => startDate).sort()[0] ?? '';
  await expect(world.call('programs.save-steps', { steps, doneOn: '1999-01-01' })).rejects.toMatchObject({
    kind: 'invalid-input',
    message: expect.stringMatching(/^Nothing was noted\. The program record begins/),
    problems: steps.map((_step, at) => ({ field: `steps.${at}` })),
  });
  const noted = () =>
    world.rows("SELECT 1 FROM programStep WHERE step = 'LETTER' AND note = 'All letters'").length;
  const before = noted();
  expect(first < '2026-11-24').toBe(true);
  const { groupId } = await world.call('programs.save-steps', {
    steps,
    doneOn: '2026-11-24',
    note: 'All letters',
  });
  expect(noted()).toBe(before + steps.length);
  expect((await world.call('programs.due', {})).filter(({ step }) => step === 'LETTER')).toEqual([]);
  expect((await world.call('programs.step-changes', {}))[0]?.groupId).toBe(groupId);
  await world.call('programs.undo-steps', { groupId });
  expect(noted()).toBe(before);
});
