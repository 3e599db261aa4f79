import { join } from 'node:path';
import type { RunningApp } from '#scripts/launch-desktop.ts';
import { projectRoot } from '#scripts/runtime/run.ts';
import type { Tour } from '#scripts/touring/tour-report.ts';
import { answerOpenDialog, answerSaveDialog, callIn, openScreen } from '#scripts/touring/window.ts';

export const PASSWORD = 'three words here';
const SAMPLE = join(projectRoot, 'resources/sample-district');

/** Fresh profile → district → the state's files → attendance, marks, a plan → paper. All of it without a line. */
export async function workOffline(tour: Tour, { app, page }: RunningApp): Promise<void> {
  await tour.step('Create a district', page, async () => {
    await page.getByLabel('District name').fill('Larkspur Bench');
    await page.getByLabel('District number').fill('9990');
    await page.getByLabel('Your name', { exact: true }).fill('Robin Office');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Password once more').fill(PASSWORD);
    await page.getByRole('button', { name: 'Make the district' }).click();
    await page.getByTestId('recovery-key').waitFor();
  });
  await page.getByRole('button', { name: 'I have it on paper' }).click();
  await page.getByRole('heading', { name: 'To do' }).waitFor();

  for (const [format, file, title] of [
    ['calendar-csv', 'calendar.csv', 'Import the calendar'],
    ['aim-sd', 'sd.tsv', 'Import students (SD)'],
    ['aim-en', 'en.tsv', 'Import enrollments (EN)'],
  ] as const)
    await tour.step(title, page, async () => {
      await answerOpenDialog(app, join(SAMPLE, file));
      await openScreen(page, 'Today');
      await page.evaluate(() => {
        window.location.hash = '#/import';
      });
      await page.getByLabel('What is in the file?').selectOption(format);
      await page.getByRole('button', { name: 'Choose the file' }).click();
      await page.getByRole('button', { name: 'Bring in everything' }).click();
      await page.getByRole('heading', { name: 'Brought in' }).waitFor();
    });

  await tour.step('Take attendance by keyboard', page, async () => {
    await openScreen(page, 'Attendance');
    await page.getByLabel('Date', { exact: true }).fill(await lastSchoolDay(page));
    await page.getByRole('button', { name: 'One room for all' }).first().click();
    await page.getByRole('grid').waitFor();
    await page.locator('[data-row="0"][data-column="0"]').focus();
    for (const keys of ['3a', '7x', '12u']) for (const key of keys) await page.keyboard.press(key);
    await page.keyboard.press('Control+Enter');
    await page.getByTestId('room-in').waitFor();
  });

  await tour.step('Post marks', page, async () => {
    await addTerm(page);
    await openScreen(page, 'Marks');
    const cells = page.locator('input[data-column="mark"]');
    await cells.first().waitFor();
    await cells.first().focus();
    for (const mark of ['A', 'B', 'A', 'C']) {
      await page.keyboard.type(mark);
      await page.keyboard.press('Enter');
    }
    await page.getByText('4 of').first().waitFor({ state: 'attached' });
  });

  await tour.step('Open and lock an IEP', page, () => lockPlan(page));

  const day = await lastSchoolDay(page);
  await tour.step('Print daily-attendance', page, () =>
    saveReport(tour, { app, page }, 'daily-attendance', { date: day, school: '9991' }),
  );
  await tour.step('Print monthly-register', page, () =>
    saveReport(tour, { app, page }, 'monthly-register', { month: day.slice(0, 7), school: '9991' }),
  );
}

/** Reports → the report → its pages on the screen → Save PDF. */
async function saveReport(
  tour: Tour,
  { app, page }: Pick<RunningApp, 'app' | 'page'>,
  report: string,
  options: Readonly<Record<string, string>>,
): Promise<void> {
  await answerSaveDialog(app, join(tour.folder, `${report}.pdf`));
  await page.evaluate(
    (search) => {
      window.location.hash = `#/reports?${search}`;
    },
    String(new URLSearchParams({ report, ...options })),
  );
  await page.getByRole('button', { name: 'Save PDF', disabled: false }).click();
  await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  const pages = Number.parseInt((await page.getByTestId('pages').textContent()) ?? '', 10);
  tour.report.pdfs.push({ name: `${report}.pdf`, pages });
}

/** Today where the sample's calendar has school today, otherwise its last school day before. */
export async function lastSchoolDay(page: RunningApp['page']): Promise<string> {
  const { today } = await callIn<{ today: string }>(page, 'district.status', {});
  const { calendars } = await callIn<{ calendars: { id: string; schoolNumber: string }[] }>(
    page,
    'school.overview',
    {},
  );
  const calendar = calendars.find((one) => one.schoolNumber === '9991');
  const { days } = await callIn<{ days: { date: string; minutes: number }[] }>(page, 'school.calendar', {
    calendarId: calendar?.id,
  });
  const school = days.filter((day) => day.minutes > 0).map((day) => day.date);
  return school.filter((date) => date <= today).at(-1) ?? school[0] ?? today;
}

/** The state's files have no terms: each calendar gets the year as one. */
async function addTerm(page: RunningApp['page']): Promise<void> {
  const { years, calendars } = await callIn<{
    years: { startDate: string; endDate: string }[];
    calendars: { id: string }[];
  }>(page, 'school.overview', {});
  await openScreen(page, 'Calendar');
  for (const { id } of calendars) {
    await page.getByLabel('Calendar', { exact: true }).selectOption(id);
    await page.getByText('There are no terms yet.').waitFor();
    await page.getByLabel('Name of the term').fill('Year');
    await page.getByLabel('First day').fill(years[0]?.startDate ?? '');
    await page.getByLabel('Last day').fill(years[0]?.endDate ?? '');
    await page.getByRole('button', { name: 'Add the term' }).click();
    await page.getByText('There are no terms yet.').waitFor({ state: 'detached' });
  }
}

async function lockPlan(page: RunningApp['page']): Promise<void> {
  const { today } = await callIn<{ today: string }>(page, 'district.status', {});
  await callIn(page, 'people.add-staff', { firstName: 'Quinn', lastName: 'Casemanager' });
  const [pupil] = await callIn<{ studentId: string }[]>(page, 'people.roster', {
    date: await lastSchoolDay(page),
  });
  await page.evaluate((id) => {
    window.location.hash = `#/people/${id}`;
  }, pupil?.studentId);
  await page.getByRole('tab', { name: 'Special education' }).click();
  await page.getByRole('button', { name: 'Start a plan' }).click();
  await page.getByLabel('Date of the meeting').fill(today);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByLabel('Disability').selectOption({ index: 1 });
  await page.getByLabel('Setting').selectOption({ index: 1 });
  await page.getByLabel('Last evaluation').fill(today);
  for (const label of [
    'Present levels of achievement and performance',
    'Annual goals',
    'How progress is measured, and when the parents are told',
    'How far the pupil will not be with other pupils',
    'State and district assessments',
    // The first pupil of the list may be sixteen under this plan.
    'Goals after school: further education, work, living',
    'Transition services',
    'Courses of study',
  ])
    await page.getByLabel(label).fill('Invented for the tour.');
  await page.getByLabel('Minutes in school a week').fill('1800');
  await page.getByRole('button', { name: 'Add a service' }).click();
  await page.getByLabel('Service 1', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('How often, service 1').selectOption({ index: 1 });
  await page.getByLabel('Place of service 1').selectOption({ index: 1 });
  await page.getByLabel('Case manager').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Complete' }).click();
  await page.getByRole('button', { name: 'Lock' }).click();
  await page.getByTestId('plan-status').filter({ hasText: 'locked' }).waitFor();
}
