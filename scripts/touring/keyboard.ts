import type { Page } from 'playwright-core';

/** Counts real key presses: a chord is as many as it has keys. */
export class Keyboard {
  readonly #page: Page;
  count = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(chord: string): Promise<void> {
    await this.#page.keyboard.press(chord);
    this.count += chord.split('+').length;
  }

  /** Letters and digits one by one. */
  async type(text: string): Promise<void> {
    for (const key of text) await this.press(key);
  }
}

/** Attendance of a room from the Today page on, by keyboard alone: these rows are absent, everyone else is there. */
export async function takeAttendanceOf60(page: Page, rows: readonly number[]): Promise<number> {
  const keys = new Keyboard(page);
  // Today has put the focus on the first room that is not in.
  await page.waitForFunction(() => document.activeElement?.getAttribute('href')?.includes('room='));
  await keys.press('Enter');
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-row') === '0');
  for (const row of rows) await keys.type(`${row}a`);
  await keys.press('Control+Enter');
  await page.getByTestId('room-in').waitFor();
  return keys.count;
}
