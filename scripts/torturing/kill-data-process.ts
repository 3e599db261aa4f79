import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Dice } from '#scripts/district-generator/dice.ts';
import { projectRoot } from '#scripts/runtime/run.ts';
import { brokenIn, cellsIn } from '#scripts/torturing/check-file.ts';
import type { SessionOrder } from '#scripts/torturing/marking-session.ts';
import type { MarkingAction, SavedMarks } from '#scripts/torturing/saved-marks.ts';
import type { TortureSchool } from '#scripts/torturing/torture-school.ts';

/** Lets a headless data process mark pupils, kills it at some moment, and answers what the file lost or broke. */
export async function killDataProcess(
  school: TortureSchool,
  known: SavedMarks,
  dice: Dice,
  { early = false } = {},
): Promise<string[]> {
  const order: SessionOrder = {
    path: school.path,
    seed: dice.whole(0, 1_000_000),
    early,
    enrollments: school.pupils.map((pupil) => pupil.enrollmentId),
    dates: school.dates,
    blocks: school.blocks,
    codes: school.codes.map(({ code }) => code),
  };
  const said = await killedAfter(order, { saves: dice.whole(0, 40), wait: dice.whole(0, 40) });
  for (const line of said) {
    if (line.try !== undefined) known.tried({ marks: line.marks ?? [] });
    else if (line.saved !== undefined) known.wasSaved();
  }
  return school.look((file) => [...brokenIn(file), ...known.settle(cellsIn(file))]);
}

type Line = { ready?: boolean; try?: number; saved?: number } & Partial<MarkingAction>;

/**
 * Everything the session said until it was killed: so many milliseconds after it had said "saved" so many times, which a
 * slow machine too gets to; with 0 and 0 as soon as it is signed in.
 */
async function killedAfter(
  order: SessionOrder,
  { saves, wait }: { saves: number; wait: number },
): Promise<Line[]> {
  const child = spawn(
    process.execPath,
    [join(projectRoot, 'scripts/torturing/marking-session.ts'), JSON.stringify(order)],
    { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const gone = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('close', (_code, signal) => resolve(signal)),
  );
  let text = '';
  let trouble = '';
  let timer: NodeJS.Timeout | undefined;
  child.stderr.on('data', (part) => {
    trouble += String(part);
  });
  child.stdout.on('data', (part) => {
    text += String(part);
    if (text.split('{"saved":').length > saves) timer ??= setTimeout(() => child.kill('SIGKILL'), wait);
  });
  const signal = await gone;
  clearTimeout(timer);
  if (signal !== 'SIGKILL') throw new Error(`The session ended by itself: ${trouble.slice(-600)}`);
  // The last line may be half written.
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}
