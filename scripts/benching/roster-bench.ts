import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type BenchLine, benchLine, median } from '#scripts/benching/bench-lines.ts';
import { launch } from '#scripts/launch-desktop.ts';
import { makeOneRoomSchool, officePassword } from '#scripts/sample-district/one-room-school.ts';

const ROUNDS = 9;

/** The roster of 2,000 pupils against that of 200, from the click to the painted rows, in two real windows in turns. */
export async function rosterBench(): Promise<BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-bench-roster-'));
  try {
    const small = await signedIn(join(folder, 'small.hiline'), 200);
    const large = await signedIn(join(folder, 'large.hiline'), 2_000);
    const [few, many]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      few.push(await openRoster(small.page, '200 pupils'));
      many.push(await openRoster(large.page, '2000 pupils'));
    }
    await small.close();
    await large.close();
    return [benchLine('roster.2000vs200', median(many.slice(1)) / median(few.slice(1)))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function signedIn(districtFile: string, pupils: number) {
  await makeOneRoomSchool(districtFile, pupils);
  const running = await launch({ districtFile });
  await running.page.setViewportSize({ width: 1366, height: 768 });
  await running.page.getByLabel('Password').fill(officePassword);
  await running.page.keyboard.press('Enter');
  await running.page.getByRole('heading', { name: 'To do' }).waitFor();
  return running;
}

/** Milliseconds from the click on People to the rows on the screen, in a page that has not shown them before. */
async function openRoster(page: Page, words: string): Promise<number> {
  await page.evaluate(() => {
    window.location.hash = '#/';
    window.location.reload();
  });
  await page.getByRole('heading', { name: 'To do' }).waitFor();
  await page.bringToFront();
  return page.evaluate(async (count) => {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let n = 0; n < 10; n++) await frame();
    const start = performance.now();
    document.querySelector<HTMLAnchorElement>('nav a[href="#/people"]')?.click();
    while (
      document.querySelector('main p[role="status"]')?.textContent !== count ||
      document.querySelectorAll('main tbody tr').length < 20
    )
      await frame();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - start;
  }, words);
}
