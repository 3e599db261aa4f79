// `npm run tour`: the main job in a real window, from an empty computer to everything received by the state. Leaves
// pictures, PDFs and report.json in out/tour.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from '#scripts/launch-desktop.ts';
import { projectRoot, say } from '#scripts/runtime/run.ts';
import { makeOneRoomSchool, officePassword } from '#scripts/sample-district/one-room-school.ts';
import { takeAttendanceOf60 } from '#scripts/touring/keyboard.ts';
import { meetTheState } from '#scripts/touring/meet-the-state.ts';
import { workOffline } from '#scripts/touring/office-day.ts';
import { startStateEnd } from '#scripts/touring/state-end.ts';
import { Tour } from '#scripts/touring/tour-report.ts';

const folder = join(projectRoot, 'out/tour');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const working = mkdtempSync(join(tmpdir(), 'hi-line-tour-'));
const tour = new Tour(folder);
const complaints: string[] = [];

/** A window of its own for each part, closed also when the part fails. */
async function inWindow(
  districtFile: string,
  part: (running: Awaited<ReturnType<typeof launch>>) => Promise<void>,
): Promise<void> {
  const running = await launch({ districtFile });
  try {
    await running.page.setViewportSize({ width: 1366, height: 768 });
    await part(running);
  } catch (error) {
    await running.page.screenshot({ path: join(folder, 'where-it-stopped.png') });
    throw error;
  } finally {
    complaints.push(...running.complaints);
    await running.close();
  }
}

try {
  const school = join(working, 'sixty.hiline');
  await makeOneRoomSchool(school, 60);
  await inWindow(school, async ({ page }) => {
    await tour.step('Attendance of 60 by keyboard', page, async () => {
      await page.getByLabel('Password').fill(officePassword);
      await page.keyboard.press('Enter');
      tour.report.keystrokes.attendance60 = await takeAttendanceOf60(page, [5, 16, 31, 45, 59]);
    });
  });

  const state = await startStateEnd(working);
  try {
    await inWindow(join(working, 'district.hiline'), async (running) => {
      await workOffline(tour, running);
      await meetTheState(tour, running, state);
    });
  } finally {
    await state.stop();
  }
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
  tour.write();
  say(
    `${tour.report.steps.length} steps, ${tour.report.keystrokes.attendance60} keystrokes for 60 pupils, ${tour.report.rows.desktop} records on both ends: ${folder}`,
  );
} finally {
  rmSync(working, { recursive: true, force: true });
}
process.exit(0);
