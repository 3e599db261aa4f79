// A program of its own, made to be killed: signs in, marks pupils through the contract without a pause, and says each
// action before it ("try") and after its answer ("saved"). `early` says "saved" too soon, to see that this is found out.
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { v7 } from 'uuid';
import { Dice } from '#scripts/district-generator/dice.ts';
import { officeName, officePassword } from '#scripts/sample-district/one-room-school.ts';
import type { MarkingAction } from '#scripts/torturing/saved-marks.ts';
import { hostOf } from '#scripts/torturing/torture-school.ts';

export interface SessionOrder {
  readonly path: string;
  readonly seed: number;
  readonly early: boolean;
  readonly enrollments: readonly string[];
  readonly dates: readonly string[];
  readonly blocks: readonly string[];
  readonly codes: readonly (string | null)[];
}

// A killed process leaves no compiled code to the next one unless it does so in time.
flushCompileCache();

const order = JSON.parse(process.argv[2] ?? '{}') as SessionOrder;
const dice = new Dice(order.seed, 'marking session');
const say = (line: object): void => {
  // Written at once: what was said before the kill is in the pipe.
  writeSync(1, `${JSON.stringify(line)}\n`);
};

/** One pupil's day or block mostly; now and then half a room at once. */
function nextAction(): MarkingAction {
  const date = dice.pick(order.dates);
  const block = dice.chance(0.5) ? null : dice.pick(order.blocks);
  const code = dice.pick(order.codes);
  const pupils = dice.chance(0.1)
    ? dice.shuffled(order.enrollments).slice(0, 30)
    : [dice.pick(order.enrollments)];
  return { marks: pupils.map((enrollmentId) => ({ enrollmentId, date, block, code })) };
}

const host = hostOf(order.path);
await host.district.signIn(officeName, officePassword);
say({ ready: true });
for (let number = 0; ; number++) {
  const action = nextAction();
  say({ try: number, ...action });
  if (order.early) {
    say({ saved: number });
    await new Promise((resolve) => setTimeout(resolve, dice.whole(5, 15)));
  }
  await host.call('attendance.mark', { marks: action.marks }, 'headless', v7());
  if (!order.early) say({ saved: number });
}
