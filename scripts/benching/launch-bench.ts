import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type BenchLine, benchLine, median } from '#scripts/benching/bench-lines.ts';
import { openWatched } from '#scripts/benching/watched-window.ts';
import { type PreparedDesktop, prepareDesktop } from '#scripts/prepare-desktop.ts';
import { projectRoot } from '#scripts/runtime/run.ts';
import { makeOneRoomSchool, officePassword } from '#scripts/sample-district/one-room-school.ts';

const ROUNDS = 7;

/**
 * From the start of the process to a usable Today, without the sign-in itself (a slow password check is wanted there),
 * against a bare window of the same Electron with the same flags. In turns.
 */
export async function launchBench(): Promise<BenchLine[]> {
  const desktop = await prepareDesktop();
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-bench-launch-'));
  const districtFile = join(folder, 'school.hiline');
  await makeOneRoomSchool(districtFile, 60);
  const [ours, bare]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      const times = [await bareWindow(desktop), await ourWindow(desktop, districtFile)] as const;
      // The first round reads both programs from the disk.
      if (round === 0) continue;
      bare.push(times[0]);
      ours.push(times[1]);
    }
  } finally {
    desktop.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return [benchLine('launch.vsBareElectron', median(ours) / median(bare))];
}

async function bareWindow(desktop: PreparedDesktop): Promise<number> {
  const [, ...flags] = desktop.arguments;
  const window = await openWatched(desktop, [join(projectRoot, 'scripts/benching/bare-window'), ...flags]);
  await window.close();
  return window.firstPaint;
}

async function ourWindow(desktop: PreparedDesktop, districtFile: string): Promise<number> {
  const window = await openWatched(desktop, [...desktop.arguments, `--district-file=${districtFile}`]);
  try {
    await window.page.getByLabel('Password').fill(officePassword);
    return window.firstPaint + (await signInToToday(window.page));
  } finally {
    await window.close();
  }
}

/** Milliseconds from the form's going (the password was right) to Today with the day's rooms, on the screen. */
const signInToToday = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const until = async (seen: () => boolean): Promise<number> => {
      while (!seen()) await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now();
    };
    document.querySelector<HTMLFormElement>('form')?.requestSubmit();
    const accepted = await until(() => document.querySelector('input[type="password"]') === null);
    await until(() => document.activeElement?.getAttribute('href')?.includes('room=') === true);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - accepted;
  });
