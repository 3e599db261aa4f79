// Every report as it leaves the printer: printed to PDF from the real window, as the office does, and read back. One
// program serves all reports of a file; the program without a window, as scripts use it, has its own tests at the end.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ReportName, type ReportOptions, reportNames } from '#domain/system/reports.ts';
import type { Output } from '#electron/contract/contract.ts';
import { callOnDesktop } from '#scripts/headless-desktop.ts';
import { launch, type RunningApp } from '#scripts/launch-desktop.ts';
import { makeOneRoomSchool, officePassword } from '#scripts/sample-district/one-room-school.ts';
import { answerSaveDialog, callIn } from '#scripts/touring/window.ts';
import { openPracticeDistrict } from '#tests/e2e/support/practice-district.ts';
import { type PdfPage, readPdf } from '#tests/e2e/support/read-pdf.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-paper-'));
const practice = join(folder, 'practice.hiline');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The open windows by their file, each signed in. */
const windows = new Map<string, RunningApp>();

async function openWindow(file: string, password: string): Promise<void> {
  const running = await launch({ districtFile: file });
  windows.set(file, running);
  await running.page.getByLabel('Password').fill(password);
  await running.page.keyboard.press('Enter');
  await running.page.getByRole('heading', { name: 'To do' }).waitFor();
}

/** Closes every window; neither they nor the pages they printed may have complained. */
async function closeWindows(): Promise<void> {
  const complaints = [...windows.values()].flatMap((running) => running.complaints);
  for (const running of windows.values()) await running.close();
  windows.clear();
  expect(complaints).toEqual([]);
}

function windowOf(file: string): RunningApp {
  const running = windows.get(file);
  if (!running) throw new Error(`No window is open on ${file}.`);
  return running;
}

/** Any entry, as the person who has the file's window open. */
const call = <T>(file: string, entry: string, input: unknown): Promise<T> =>
  callIn<T>(windowOf(file).page, entry, input);

async function print(file: string, report: ReportName, options: ReportOptions = {}): Promise<PdfPage[]> {
  const path = join(folder, `${report}.pdf`);
  rmSync(path, { force: true });
  await answerSaveDialog(windowOf(file).app, path);
  const saved = await call<{ pages: number }>(file, 'reports.print', { report, options });
  const pages = await readPdf(path);
  expect(pages).toHaveLength(saved.pages);
  return pages;
}

const textOf = (pages: readonly PdfPage[]): string => pages.map((page) => page.text).join('\n');

/** The head and foot that every sheet must carry, and nothing a program would say. */
function expectPaper(pages: readonly PdfPage[], title: string, district: string): void {
  for (const [at, { text }] of pages.entries()) {
    expect(text).toContain(district);
    expect(text).toContain(title);
    expect(text).toContain(`Page ${at + 1} of ${pages.length}`);
    expect(text).toContain('Contains student information protected by FERPA');
    expect(text).not.toMatch(/undefined|NaN|\bnull\b|Invalid|\[object/);
  }
}

/** A year without behavior events, certified long after it: the smallest thing there is to print a packet of. */
async function certifyNothing(): Promise<string> {
  const { districts } = await call<Output<'school.overview'>>(practice, 'school.overview', {});
  const districtId = districts[0]?.id;
  const { id } = await call<{ id: string }>(practice, 'collections.save-certifier', {
    districtId,
    dataType: 'behavior',
    name: 'Sam Clerk',
    title: 'Clerk',
  });
  const signed = await call<{ id: string }>(practice, 'collections.certify', {
    collection: 'eoy-behavior',
    endYear: 2026,
    districtId,
    certifierId: id,
    typedName: 'Sam Clerk',
    password: 'practice',
    lateReason: 'Zero events were never handed in.',
  });
  return signed.id;
}

describe('the practice district', () => {
  const options: Partial<Record<ReportName, ReportOptions>> = {};
  beforeAll(async () => {
    await openPracticeDistrict(practice, async (host) => {
      // As it lies here after another district has released it.
      const reply = {
        ...{ stateId: '001007290', personId: 'p', fromDistrict: '0701', releasedBy: 'Lee Office' },
        releasedAt: '2026-11-10T15:00:00.000Z',
        records: [
          { type: 'person', id: 'p', fields: { lastName: 'Fennimore', firstName: 'Ida', isStudent: 1 } },
        ],
      };
      host.district.open?.file.writeLocal((writer) =>
        writer.exec(
          'INSERT INTO receivedRecords (id, part, reply, at) VALUES (?, ?, ?, ?)',
          'move',
          'permanent',
          JSON.stringify(reply),
          reply.releasedAt,
        ),
      );
    });
    await openWindow(practice, 'practice');
    const sections = await call<Output<'marks.sections'>>(practice, 'marks.sections', { date: '2026-11-13' });
    const plans = await call<Output<'special-education.list'>>(practice, 'special-education.list', {});
    options['report-card'] = { sectionId: sections[0]?.id };
    options.iep = { planId: plans[0]?.id };
    const [pupil] = await call<Output<'people.roster'>>(practice, 'people.roster', { date: '2026-11-13' });
    options['enrollment-form'] = { studentId: pupil?.studentId };
    options['test-scores'] = { studentId: pupil?.studentId };
    options['received-records'] = { moveId: 'move', part: 'permanent' };
    options['records-packet'] = { studentId: pupil?.studentId };
    options['test-scores'] = { studentId: pupil?.studentId };
    options['withdrawal-form'] = { enrollmentId: pupil?.enrollmentId };
    options['daily-attendance'] = { date: '2026-11-13' };
    options['monthly-register'] = { month: '2026-10' };
    options.explain = { measure: 'essaDaysAbsent', from: '2026-07-01', to: '2026-11-20' };
    options['year-to-date'] = { from: '2026-07-01', to: '2026-11-20' };
    options['chronic-list'] = { from: '2026-07-01', to: '2026-11-20' };
    options['attendance-by-student'] = { from: '2026-10-01', to: '2026-10-31' };
    options['count-worksheet'] = { count: 'fall', endYear: 2027 };
    options['anb-worksheet'] = { endYear: 2027 };
    options['keying-list'] = { template: 'aim-en', endYear: 2027 };
    options['certification-packet'] = { certificationId: await certifyNothing() };
  });
  afterAll(closeWindows);

  test.each(reportNames)(
    '%s has its head and foot on every sheet, and says that it is practice',
    async (report) => {
      const pages = await print(practice, report, options[report]);
      const listed = (await call<Output<'reports.list'>>(practice, 'reports.list', {})).find(
        ({ name }) => name === report,
      );
      expectPaper(pages, String(listed?.title).split(' for ')[0] ?? '', 'Larkspur Bench');
      for (const { text } of pages) expect(text).toContain('PRACTICE');
    },
  );

  test('the register lies on its side, keeps accents and long names, and has its days from left to right', async () => {
    const pages = await print(practice, 'monthly-register', options['monthly-register']);
    for (const { width, height } of pages) expect(width).toBeGreaterThan(height);
    const text = textOf(pages);
    expect(text.normalize('NFC')).toContain('Çedarlı, Aiyana');
    expect(text.replaceAll('\n', '')).toContain('Papadogiannopoulos-Meadowbrook, Freyja');
    expect(text).toMatch(/Pupils present/);
  });

  test('the sum of an explained number is the number of the yearly report', async () => {
    const range = { from: '2026-07-01', to: '2026-11-20' };
    const { total } = await call<Output<'reports.totals'>>(practice, 'reports.totals', range);
    expect(total.essaDaysAbsent).toBeGreaterThan(10);
    const explained = textOf(await print(practice, 'explain', options.explain));
    expect(explained).toMatch(new RegExp(`Sum\\s+${total.essaDaysAbsent}\\s`));
    const { text: csv } = await call<Output<'reports.csv'>>(practice, 'reports.csv', {
      report: 'explain',
      options: options.explain,
    });
    const days = [...csv.matchAll(/,(\d+)\r?$/gm)].map((match) => Number(match[1]));
    expect(days.reduce((sum, n) => sum + n, 0)).toBe(total.essaDaysAbsent);
  });
});

describe('a school of no pupils and one of two hundred', () => {
  const empty = join(folder, 'empty.hiline');
  const full = join(folder, 'full.hiline');
  beforeAll(async () => {
    await makeOneRoomSchool(empty, 0);
    await makeOneRoomSchool(full, 200);
    await openWindow(empty, officePassword);
    await openWindow(full, officePassword);
  });
  afterAll(closeWindows);

  test.each([
    'daily-attendance',
    'monthly-register',
    'year-to-date',
    'chronic-list',
    'class-roster',
  ] as const)('%s of nobody is one sheet that says so', async (report) => {
    const pages = await print(empty, report);
    expect(pages).toHaveLength(1);
    expectPaper(pages, '', 'One-Room School');
    expect(pages[0]?.text).toMatch(/nobody|no pupil|none|no /i);
  });

  test('the roster of two hundred repeats its heads on each sheet and has everybody once', async () => {
    const pages = await print(full, 'class-roster');
    expect(pages.length).toBeGreaterThan(3);
    for (const { text } of pages) expect(text).toContain('Birth date');
    const numbers = [...textOf(pages).matchAll(/^(\d{1,3})\s/gm)].map((match) => Number(match[1]));
    for (let number = 1; number <= 200; number++) expect(numbers).toContain(number);
  });

  test('the register of two hundred keeps its days in the head of each sheet', async () => {
    const pages = await print(full, 'monthly-register', { month: '2026-10' });
    expect(pages.length).toBeGreaterThan(3);
    for (const { text } of pages.slice(0, -1)) expect(text).toContain('Pupil');
  });
});

describe('the program without a window', () => {
  const hidden = (input: object): Promise<unknown> =>
    callOnDesktop({
      ...{ file: practice, entry: 'reports.print', user: 'Practice', password: 'practice' },
      input: { report: 'daily-attendance', options: { date: '2026-11-13' }, ...input },
    });

  test('prints the same paper', async () => {
    const path = join(folder, 'hidden.pdf');
    const saved = (await hidden({ path })) as { pages: number };
    const pages = await readPdf(path);
    expect(pages).toHaveLength(saved.pages);
    expectPaper(pages, 'Daily attendance', 'Larkspur Bench');
  });

  test('says why a report cannot be written, and leaves no file', async () => {
    const path = join(folder, 'no such folder', 'x.pdf');
    await expect(hidden({ path })).rejects.toThrow(/folder/i);
    expect(existsSync(path)).toBe(false);
  });
});
