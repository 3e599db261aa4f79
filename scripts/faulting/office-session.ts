// A program of its own, made to be killed: a headless office that edits without a pause and syncs in between, and says
// each edit before it ("try") and after its answer ("saved").
import { writeSync } from 'node:fs';
import { v7 } from 'uuid';
import { Dice } from '#scripts/district-generator/dice.ts';
import type { Edit } from '#scripts/faulting/edits.ts';
import { officeName, officePassword } from '#scripts/sample-district/one-room-school.ts';
import { hostOf } from '#scripts/torturing/torture-school.ts';

export interface OfficeOrder {
  readonly path: string;
  readonly seed: number;
  /** Unlike that of any other office and start: part of every value. */
  readonly mark: string;
  readonly dates: readonly string[];
  /** Says "saved" before it is, to see that this is found out. */
  readonly early: boolean;
}

const order = JSON.parse(process.argv[2] ?? '{}') as OfficeOrder;
const dice = new Dice(order.seed, `office ${order.mark}`);
const say = (line: object): void => {
  // Written at once: what was said before the kill is in the pipe.
  writeSync(1, `${JSON.stringify(line)}\n`);
};

const host = hostOf(order.path);
await host.district.signIn(officeName, officePassword);
const call = (name: string, input: object): Promise<unknown> => host.call(name, input, 'headless', v7());

interface Pupil {
  readonly personId: string;
  readonly enrollmentId: string;
}
const reader = host.district.open?.file.reader;
if (!reader) throw new Error('The file is not open.');
const pupils = reader.rows<Pupil>(
  'SELECT e.studentId AS personId, e.id AS enrollmentId FROM enrollment e JOIN person p ON p.id = e.studentId ORDER BY p.lastName LIMIT 20',
);

const numbers = { edit: 0 };

/** An edit and the call that makes it. */
function nextEdit(): { edit: Edit; act: () => Promise<unknown> } {
  numbers.edit += 1;
  const { personId, enrollmentId } = dice.pick(pupils);
  const value = `${order.mark}-${numbers.edit}`;
  switch (dice.whole(0, 3)) {
    case 0: {
      const page = host.call('people.page', { personId }, 'headless') as Promise<{ details: object }>;
      return {
        edit: { field: `${personId} usualName`, value },
        act: async () =>
          call('people.change-details', {
            personId,
            details: { ...(await page).details, usualName: value },
          }),
      };
    }
    case 1:
      return {
        edit: { field: `${personId} street`, value },
        act: () =>
          call('people.change-address', {
            personIds: [personId],
            street: value,
            city: 'Havre',
            state: 'MT',
            zip: '59501',
          }),
      };
    default: {
      const date = dice.pick(order.dates);
      const block = dice.chance(0.5) ? 'AM' : 'PM';
      return {
        edit: { field: `${enrollmentId} ${date} ${block} note`, value },
        act: () =>
          call('attendance.mark', {
            marks: [{ enrollmentId, date, block, code: dice.pick(['A', 'AE', null]), note: value }],
          }),
      };
    }
  }
}

say({ ready: true });
for (;;) {
  for (let edits = dice.whole(1, 12); edits > 0; edits--) {
    const { edit, act } = nextEdit();
    say({ try: edit });
    if (order.early) say({ saved: true });
    await act();
    if (!order.early) say({ saved: true });
  }
  const { outcome } = (await call('sync.run', {})) as { outcome: string };
  say({ sync: outcome });
  if (outcome === 'stopped') break;
}
// As a person would: somebody has to connect this computer again.
await host.close();
process.exit(0);
