// What a newcomer sees with the README's first command, whatever day it is.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mustRun, projectRoot } from '#scripts/runtime/run.ts';
import type { TourReport } from '#scripts/touring/tour-report.ts';

test('the tour goes through the main job and leaves both ends equal', async () => {
  await mustRun(process.execPath, ['scripts/tour.ts']);
  const folder = join(projectRoot, 'out/tour');
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as TourReport;
  expect(report.steps.length).toBeGreaterThanOrEqual(15);
  for (const { screenshot } of report.steps) expect(existsSync(join(folder, screenshot))).toBe(true);
  expect(report.keystrokes.attendance60).toBeLessThanOrEqual(30);
  expect(report.pdfs.every(({ pages }) => pages > 0) && report.pdfs.length > 1).toBe(true);
  expect(report.rows.desktop).toBeGreaterThan(1_000);
  expect(report.rows.desktop).toBe(report.rows.state);
  expect(report.digests.desktop).toBe(report.digests.state);
}, 300_000);
