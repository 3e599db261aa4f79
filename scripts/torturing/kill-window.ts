import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Dice } from '#scripts/district-generator/dice.ts';
import { launch, type RunningApp } from '#scripts/launch-desktop.ts';
import { officePassword } from '#scripts/sample-district/one-room-school.ts';
import { brokenIn, cellsIn } from '#scripts/torturing/check-file.ts';
import type { SavedMarks } from '#scripts/torturing/saved-marks.ts';
import type { TortureSchool } from '#scripts/torturing/torture-school.ts';

/**
 * Starts the real program, sees that the sheet shows every mark that was saved before, marks pupils by key presses, and
 * kills all its processes at some moment. Answers what the window or the file lost or broke.
 */
export async function killWindow(school: TortureSchool, known: SavedMarks, dice: Dice): Promise<string[]> {
  const running = await start(school);
  const kill = killerOf(running);
  try {
    const missing = await openSheet(running.page, school, known);
    const unheardOf = await listenForSaved(running.page, school, known);
    const stop = { now: false };
    const marking = markByKeys(running.page, school, known, dice, stop);
    // On a slow machine too there is something to lose.
    const before = known.saved;
    while (known.saved < before + 5) await pause(20);
    await pause(dice.whole(0, 600));
    stop.now = true;
    kill();
    await marking;
    const lost = await school.look((file) => [...brokenIn(file), ...known.settle(cellsIn(file))]);
    return [...missing, ...unheardOf, ...lost];
  } finally {
    kill();
  }
}

/** After the last kill: the program starts, and its sheet shows what was saved. */
export async function startAgain(school: TortureSchool, known: SavedMarks): Promise<string[]> {
  const running = await start(school);
  try {
    return await openSheet(running.page, school, known);
  } finally {
    await running.close();
  }
}

/** With the profile of the killed one, as the office would. */
const start = (school: TortureSchool): Promise<RunningApp> =>
  launch({ districtFile: school.path, profile: `${school.path}-profile` });

/** Ends the whole process group at once, as when the power fails. */
function killerOf({ app }: RunningApp): () => void {
  const { pid } = app.process();
  if (pid === undefined) throw new Error('The program has no process.');
  return () => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
}

/** Signs in, opens the room, and answers the rows that do not show what was saved. */
async function openSheet(page: Page, school: TortureSchool, known: SavedMarks): Promise<string[]> {
  await page.getByLabel('Password').fill(officePassword);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.getAttribute('href')?.includes('room='));
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-row') === '0');
  const shown = await page.locator('td[data-column="0"]').allTextContents();
  return school.pupils.flatMap(({ enrollmentId, name }, row) => {
    // Blocks that differ stand in the day's cell side by side.
    const codes = school.blocks.map((block) => known.codeOf(enrollmentId, school.today, block));
    const wanted = [...new Set(codes.filter((code) => code !== null))].join(' / ');
    return shown[row] === wanted ? [] : [`${name}: saved as "${wanted}", the sheet shows "${shown[row]}".`];
  });
}

/**
 * The window says "…, saved" to screen readers when the mark is on its sheet; every word of it is noted in order.
 * Answers what it says that nobody had done, as it comes in.
 */
async function listenForSaved(page: Page, school: TortureSchool, known: SavedMarks): Promise<string[]> {
  const unheardOf: string[] = [];
  const words = (): string | undefined => {
    const mark = known.oldest?.marks[0];
    const pupil = school.pupils.find((one) => one.enrollmentId === mark?.enrollmentId);
    const code = school.codes.find((one) => one.code === mark?.code);
    return pupil && code && `${pupil.name}: ${code.label}, saved`;
  };
  page.on('console', (message) => {
    const said = /^announced (.*)$/.exec(message.text())?.[1]?.trim();
    if (!said?.endsWith(', saved')) return;
    if (said === words()) known.wasSaved();
    else unheardOf.push(`The window says "${said}" where "${words()}" was next.`);
  });
  await page.evaluate(() => {
    const announcer = document.getElementById('announcer');
    if (!announcer) throw new Error('There is no announcer.');
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) console.log(`announced ${node.textContent}`);
    }).observe(announcer, { childList: true });
  });
  return unheardOf;
}

/** A row's number, then a letter, without waiting for anything, until the program is gone. */
async function markByKeys(
  page: Page,
  school: TortureSchool,
  known: SavedMarks,
  dice: Dice,
  stop: { readonly now: boolean },
): Promise<void> {
  try {
    while (!stop.now) {
      const row = dice.whole(1, school.pupils.length);
      const { letter, code } = dice.pick(school.codes);
      for (const digit of String(row)) await page.keyboard.press(digit);
      known.tried({
        marks: [
          {
            enrollmentId: school.pupils[row - 1]?.enrollmentId ?? '',
            date: school.today,
            block: null,
            code,
          },
        ],
      });
      await page.keyboard.press(letter);
    }
  } catch (error) {
    // Killed in the middle of a key press.
    if (!stop.now) throw error;
  }
}
