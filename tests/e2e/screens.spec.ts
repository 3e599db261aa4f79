// Every screen there is, from the app's own list: reachable, quiet, clean for WCAG 2.2 AA, and whole at 200 % zoom.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { screens } from '#renderer/shell/screens.ts';
import type { RunningApp } from '#scripts/launch-desktop.ts';
import { projectRoot } from '#scripts/runtime/run.ts';
import { callIn } from '#scripts/touring/window.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { practiceWindow } from '#tests/e2e/support/practice-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-screens-'));
const pictures = join(projectRoot, 'out/test/screens');
let running: RunningApp;
let page: Page;
/** Ids for the screens that show one person or one plan. */
const ids = { person: '', plan: '' };

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  running = await practiceWindow(folder);
  page = running.page;
  ids.person =
    (await callIn<{ personId: string }[]>(page, 'people.find', { text: 'Huckleby Ada' }))[0]?.personId ?? '';
  ids.plan = (await callIn<{ id: string }[]>(page, 'special-education.list', {}))[0]?.id ?? '';
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const addresses = screens.flatMap(({ path, route, title }) => {
  if (route?.includes(':personId')) return [{ title, address: (): string => `/people/${ids.person}` }];
  if (route?.includes(':planId')) return [{ title, address: (): string => `/iep/${ids.plan}` }];
  return [{ title, address: (): string => path }];
});

async function open(address: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#${address}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settled();
}

/** Until what the screen reads is drawn: nothing on it has changed for a while. */
const settled = (): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const rest = (): ReturnType<typeof setTimeout> =>
          setTimeout(() => {
            watch.disconnect();
            resolve();
          }, 400);
        let timer = rest();
        const watch = new MutationObserver(() => {
          clearTimeout(timer);
          timer = rest();
        });
        watch.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );

/** Zoom of the whole window, as Ctrl and + do it. */
const zoom = (factor: number): Promise<void> =>
  running.app.evaluate(({ BrowserWindow }, to) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.setZoomFactor(to);
  }, factor);

/** How far the window itself would have to be scrolled sideways, and what sticks out of it. */
const sideways = (): Promise<string[]> =>
  page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    const inOwnScroller = (element: Element): boolean => {
      for (let at = element.parentElement; at && at.id !== 'main'; at = at.parentElement)
        if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(at).overflowX)) return true;
      return false;
    };
    const out: string[] = [];
    if (document.documentElement.scrollWidth > wide)
      out.push(`the window: ${document.documentElement.scrollWidth}`);
    const main = document.getElementById('main');
    if (main && main.scrollWidth > main.clientWidth)
      out.push(`the page: ${main.scrollWidth} of ${main.clientWidth}`);
    for (const control of document.querySelectorAll('button, input, select, textarea, a[href]')) {
      const { left, right, width } = control.getBoundingClientRect();
      if (width > 1 && (right > wide + 1 || left < -1) && !inOwnScroller(control) && right > 0)
        out.push(
          `${control.tagName} ${control.textContent?.slice(0, 30)}: ${Math.round(left)} to ${Math.round(right)} of ${wide}`,
        );
    }
    return out;
  });

describe.each(addresses)('$title', ({ title, address }) => {
  test('is clean for WCAG 2.2 AA', async () => {
    await open(address());
    await page.screenshot({ path: join(pictures, `${title.replace(/\W+/g, '-').toLowerCase()}.png`) });
    expect(await axeFindings(page)).toEqual([]);
  });

  test('is whole at 200 % zoom on a screen of 1366 by 768', async () => {
    await zoom(2);
    try {
      await open(address());
      await page.screenshot({ path: join(pictures, `${title.replace(/\W+/g, '-').toLowerCase()}-200.png`) });
      expect(await sideways()).toEqual([]);
    } finally {
      await zoom(1);
    }
  });
});

test('an address that no screen has says so and leads to Today, by keyboard', async () => {
  await open('/iep/of-an-older-note');
  expect(await page.getByRole('alert').textContent()).toContain('not in this Hi-Line');
  expect(await axeFindings(page)).toEqual([]);
  await page.screenshot({ path: join(pictures, 'no-such-screen.png') });
  await page.getByRole('main').getByRole('link', { name: 'Today' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'To do' }).waitFor();
});

test('the check for what sticks out can fail', async () => {
  await open('/');
  await page.evaluate(() => {
    const wide = document.createElement('button');
    wide.id = 'too-wide';
    wide.style.cssText = 'position:absolute;left:0;width:3000px';
    document.getElementById('main')?.append(wide);
  });
  expect(await sideways()).not.toEqual([]);
  await page.evaluate(() => document.getElementById('too-wide')?.remove());
});

test('no screen complained', () => {
  expect(running.complaints).toEqual([]);
});
