import { join } from 'node:path';
import type { DataHost } from '#electron/data-process/data-host.ts';
import { launch, type RunningApp } from '#scripts/launch-desktop.ts';
import { openPracticeDistrict } from '#tests/e2e/support/practice-district.ts';

/**
 * The real program on a practice district of its own in `folder`, signed in, Today before it, in the size of the office's
 * screen. `arrange` goes on in the file before the window opens.
 */
export async function practiceWindow(
  folder: string,
  arrange?: (host: DataHost) => Promise<void>,
): Promise<RunningApp> {
  const districtFile = join(folder, 'practice.hiline');
  await openPracticeDistrict(districtFile, arrange);
  const running = await launch({ districtFile });
  const { page } = running;
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByLabel('Password').fill('practice');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'To do' }).waitFor();
  return running;
}
