import type { RunningApp } from '#scripts/launch-desktop.ts';
import { lastSchoolDay } from '#scripts/touring/office-day.ts';
import type { StateEnd } from '#scripts/touring/state-end.ts';
import type { Tour } from '#scripts/touring/tour-report.ts';
import { callIn, openScreen } from '#scripts/touring/window.ts';

/** The line comes: everything is sent, a change meets another one, the line is cut and comes back. */
export async function meetTheState(tour: Tour, { page }: RunningApp, state: StateEnd): Promise<void> {
  const sent = (): Promise<void> =>
    page.getByText('The state has everything.').first().waitFor({ timeout: 60_000 });

  await tour.step('Connect and send', page, async () => {
    await openScreen(page, 'State');
    await page.getByRole('button', { name: 'Connect to the state' }).click();
    await page.getByLabel('Address of the state').fill(state.url);
    await page.getByLabel('One-time code').fill(await state.deviceCode());
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('button', { name: 'Send now' }).click();
    await sent();
  });

  const [pupil] = await callIn<{ studentId: string }[]>(page, 'people.roster', {
    date: await lastSchoolDay(page),
  });
  const personId = pupil?.studentId ?? '';
  await tour.step('The same field is changed at the state', page, async () => {
    const { rev } = await callIn<{ rev: number }>(page, 'sync.receipt', { type: 'person', id: personId });
    await state.staffChange('person', personId, rev, { birthDate: '2015-03-03' });
    await page.evaluate((id) => {
      window.location.hash = `#/people/${id}`;
    }, personId);
    await page.getByRole('button', { name: 'Fix a mistake', exact: true }).click();
    await page.getByLabel('Birth date').fill('2015-03-04');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await openScreen(page, 'State');
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByTestId('conflict-card').waitFor();
  });

  await tour.step('Decide in the conflict inbox', page, async () => {
    await page.getByTestId('conflict-card').getByRole('button', { name: 'Save the decision' }).click();
    await page.getByTestId('conflict-card').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Send now' }).click();
    await sent();
  });

  await tour.step('The line is cut; work goes on', page, async () => {
    await state.stop();
    await openScreen(page, 'Attendance');
    await page.getByLabel('Date', { exact: true }).fill(await lastSchoolDay(page));
    await page.getByRole('grid').waitFor();
    await page.locator('[data-row="0"][data-column="0"]').focus();
    for (const key of '20a') await page.keyboard.press(key);
    await page.getByTestId('state-chip').filter({ hasText: 'Waiting to send' }).waitFor();
    await openScreen(page, 'State');
    await page.getByRole('button', { name: 'Send now' }).click();
    await page
      .getByText(/The state is not ready|The state is closed/)
      .first()
      .waitFor();
  });

  await tour.step('The line is back; everything is received', page, async () => {
    await state.start();
    await page.getByRole('button', { name: 'Send now' }).click();
    await sent();
  });

  const here = await callIn<{ records: number; digest: string }>(page, 'sync.digest', {});
  const there = await state.digest();
  tour.report.rows.desktop = here.records;
  tour.report.rows.state = there.records;
  tour.report.digests.desktop = here.digest;
  tour.report.digests.state = there.digest;
  if (here.digest !== there.digest)
    throw new Error('At the end both ends should hold the same records, and they do not.');
}
