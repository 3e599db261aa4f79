import type { Input, Output } from '#electron/contract/contract.ts';
import { call } from '#renderer/bridge/call.ts';

export type Mark = Input<'attendance.mark'>['marks'][number];
type Saved = Output<'attendance.mark'>;

/** What one action did, and the marks that take it back. */
interface Step {
  readonly done: Mark[];
  readonly undo: Mark[];
  readonly words: string;
}

/** Kept for the whole session, across rooms, days and the pads that mark too: the last thing done is the first undone. */
const steps: Step[] = [];
const undone: Step[] = [];

/** The next person does not take back what the last one did. */
export function forgetSteps(): void {
  steps.length = 0;
  undone.length = 0;
}

/** Notes an action that was saved, so that it can be taken back. */
export function remember(step: Step): void {
  steps.push(step);
  undone.length = 0;
}

/** Saves marks and remembers them. Throws the failure; nothing is remembered then. */
export async function saveMarks(
  marks: Mark[],
  words: string,
  onlyBlock: string | null = null,
): Promise<Saved> {
  const saved = await call('attendance.mark', { marks, onlyBlock }, crypto.randomUUID());
  remember({ done: marks, undo: saved.undo, words });
  return saved;
}

/** Takes the last action back, or does again what was taken back. `send` saves; where it fails, the step stays. */
export const undoLast = (send: Send): Promise<Moved | null> => move(steps, undone, 'undo', send);
export const redoLast = (send: Send): Promise<Moved | null> => move(undone, steps, 'done', send);

/** Which action it was, and whether the move was saved. */
interface Moved {
  readonly words: string;
  readonly saved: boolean;
}
type Send = (marks: Mark[]) => Promise<boolean>;

async function move(from: Step[], to: Step[], what: 'undo' | 'done', send: Send): Promise<Moved | null> {
  const step = from.pop();
  if (!step) return null;
  const saved = await send(step[what]);
  (saved ? to : from).push(step);
  return { words: step.words, saved };
}
