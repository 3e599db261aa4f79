import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import gender from '#resources/code-sets/gender.json' with { type: 'json' };
import { setStaffMember } from '#state-server/accounts/staff-accounts.ts';
import type { StaffRole } from '#state-server/database/tables.ts';
import { type Browser, openBrowser } from '#tests/state-server/support/browser.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { oncePerRole } from '#tests/state-server/support/once-per-role.ts';
import { anEnrollment, aPerson, aSchool } from '#tests/state-server/support/records.ts';
import { routesOf } from '#tests/state-server/support/routes.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';

const PASSWORD = 'a long enough password';

/** Two districts, one student enrolled in both, one likely duplicate, one refused change. */
async function fill(world: StateWorld) {
  const [here, there] = [await world.newDevice('0801'), await world.newDevice('0802')];
  const who = { lastName: 'Quist', firstName: 'Anne', birthDate: '2014-02-03', gender: 'F' };
  const [one, two] = [await aSchool(here), await aSchool(there)];
  const ask = async (device: typeof here, personId: string, more: object) =>
    (
      await device.post('/v1/students', {
        ...{ operationId: randomUUID(), deviceSeq: device.nextSeq(), personId, ...who },
        ...more,
      })
    ).json().stateId as string;
  const stateId = await ask(here, one.studentId, {});
  await ask(there, two.studentId, { sameAs: stateId });
  const other = await ask(there, randomUUID(), { birthDate: '2014-03-02', notTheSameAs: [stateId] });
  await world.database.kysely.deleteFrom('student_not_same').execute();
  await here.change(anEnrollment(one));
  await there.change(anEnrollment(two, { startDate: '2026-10-06' }));
  const refused = aPerson({ birthDate: '2019-02-29' });
  await here.change(refused);
  for (const role of ['administrator', 'reviewer', 'viewer'] as const)
    await setStaffMember(world.services, `The ${role}`, PASSWORD, role);
  return { stateId, other, refused, studentId: one.studentId };
}

describe.each(engines)('the staff’s pages on %s', (name) => {
  let engine: Engine;
  let world: StateWorld;
  let made: Awaited<ReturnType<typeof fill>>;
  beforeAll(async () => {
    engine = await startEngine(name);
    world = await openStateWorld(await engine.newPlace());
    made = await fill(world);
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await engine?.stop();
  });

  const signedIn = oncePerRole(signIn);

  async function signIn(role: StaffRole) {
    const payload = { name: `The ${role}`, password: PASSWORD };
    const reply = await world.app.inject({ method: 'POST', url: '/v1/staff/session', payload });
    const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? '';
    const get = (url: string) => world.app.inject({ url, headers: { cookie } });
    const csrf = /name="csrf" value="([^"]+)"/.exec((await get('/staff')).body)?.[1] ?? '';
    const post = (url: string, form: Record<string, string>) =>
      world.app.inject({
        method: 'POST',
        url,
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ csrf, ...form }).toString(),
      });
    return { get, post };
  }

  test('shows districts with backlog, overlaps, duplicates, rejected items and a student’s trail', async () => {
    const { get } = await signedIn('reviewer');
    expect((await get('/staff')).body).toMatch(/0801 District 0801[\s\S]*not said[\s\S]*0802 District 0802/);
    expect((await get('/staff/rejected')).body).toMatch(/fields\.normal-form/);
    expect((await get('/staff/rejected')).body).toContain('Birth date');
    expect((await get('/staff/overlaps')).body).toMatch(new RegExp(`${made.stateId}[\\s\\S]*2026-10-05`));
    expect((await get('/staff/duplicates')).body).toContain(made.other);
    const student = (await get(`/staff/students?stateId=${made.stateId}`)).body;
    expect(student).toMatch(/0801[\s\S]*2026-08-26[\s\S]*0802[\s\S]*2026-10-06/);
    expect((await get('/staff/students?stateId=999999998')).body).toContain('has not given out');
  });

  test('a refused record leaves the list when it goes through', async () => {
    const device = await world.newDevice('0803');
    const refused = aPerson({ birthDate: '2019-02-29' });
    await device.change(refused);
    const { get } = await signedIn('viewer');
    expect((await get('/staff/rejected')).body).toContain(String(refused.id));
    await device.change(aPerson());
    expect((await get('/staff/rejected')).body).toContain(String(refused.id));
    await device.change({ ...refused, fields: { ...refused.fields, birthDate: '2019-02-28' } });
    expect((await get('/staff/rejected')).body).not.toContain(String(refused.id));
  });

  test('each role does what it may and no more; a form without its token does nothing', async () => {
    const [viewer, reviewer, administrator] = [
      await signedIn('viewer'),
      await signedIn('reviewer'),
      await signedIn('administrator'),
    ];
    const wanted: Record<string, StaffRole> = {
      'POST /staff/certifications/ask-again': 'reviewer',
      'POST /staff/districts/:number/codes': 'administrator',
      'POST /staff/districts/:number/revoke': 'administrator',
      'POST /staff/duplicates/merge': 'reviewer',
      'POST /staff/duplicates/apart': 'reviewer',
      'POST /staff/merges/:id/undo': 'reviewer',
      'POST /staff/packages': 'reviewer',
      'POST /staff/packages/:id/accepted': 'administrator',
      'POST /staff/packages/:id/dismissed': 'administrator',
      'POST /staff/snapshots': 'reviewer',
      'POST /staff/reference': 'administrator',
      'POST /staff/reference/withdraw': 'administrator',
    };
    const forms = routesOf(world.app).filter((route) => /^POST \/staff\/(?!sign)/.test(route));
    expect(forms.sort()).toEqual(Object.keys(wanted).sort());
    for (const [route, role] of Object.entries(wanted)) {
      const url = route.slice(5).replace(/:\w+/, '0801');
      const under = role === 'administrator' ? reviewer : viewer;
      expect([route, (await under.post(url, {})).statusCode]).toEqual([route, 403]);
      expect([route, (await administrator.post(url, { csrf: 'wrong' })).statusCode]).toEqual([route, 403]);
    }
    for (const url of ['/staff/duplicates']) expect((await viewer.get(url)).statusCode).toBe(403);
    const code = (await administrator.post('/staff/districts/0801/codes', {})).body;
    expect(code).toMatch(/(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/);
  });

  test('a snapshot is frozen: what comes later is not in it, and nobody can change it', async () => {
    const { get, post } = await signedIn('reviewer');
    expect((await post('/staff/snapshots', { day: '2026-10-07' })).statusCode).toBe(303);
    const list = (await get('/staff/snapshots')).body;
    const id = /snapshots\/([0-9a-f-]{36})\/csv/.exec(list)?.[1] ?? '';
    const before = await get(`/staff/snapshots/${id}/csv`);
    expect(before.body.split('\r\n')[0]).toMatch(/^stateId,district,schoolNumber/);
    expect(before.body.match(new RegExp(made.stateId, 'g'))).toHaveLength(2);
    const device = await world.newDevice('0804');
    await device.change(anEnrollment(await aSchool(device)));
    expect((await get(`/staff/snapshots/${id}/csv`)).body).toBe(before.body);
    const { kysely } = world.database;
    await expect(kysely.updateTable('snapshot_part').set({ csv: '' }).execute()).rejects.toThrow();
    await expect(kysely.deleteFrom('snapshot').execute()).rejects.toThrow();
    const viewer = await signedIn('viewer');
    expect((await viewer.get(`/staff/snapshots/${id}/csv`)).statusCode).toBe(403);
  });

  test('what staff looked at is written down; the only administrator stays one', async () => {
    const { get } = await signedIn('viewer');
    await get(`/staff/districts/0801/person/${made.studentId}`);
    const lines = await world.database.acrossDistricts((trx) =>
      trx.selectFrom('access_log').selectAll().where('caller', '=', 'staff').execute(),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ who: 'The viewer', district: '0801', subject: `person/${made.studentId}` }),
    );
    const { services } = world;
    await expect(setStaffMember(services, 'The administrator', PASSWORD, 'viewer')).rejects.toThrow(
      /only administrator/,
    );
    await expect(setStaffMember(services, 'Somebody', PASSWORD)).rejects.toThrow(/--role/);
  });
});

describe('the staff’s pages in a real browser', () => {
  let world: StateWorld;
  let engine: Engine;
  let browser: Browser;
  let url = '';
  let made: Awaited<ReturnType<typeof fill>>;
  beforeAll(async () => {
    engine = await startEngine('sqlite');
    world = await openStateWorld(await engine.newPlace());
    made = await fill(world);
    url = await world.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
    await engine?.stop();
  });

  const axe = async () =>
    (await new AxeBuilder({ page: browser.page }).setLegacyMode().analyze()).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`,
    );

  test('sign in, merge and take back by keyboard alone; every page passes axe and the content policy', async () => {
    const { page, complaints } = browser;
    await page.goto(`${url}/staff`);
    expect(await axe()).toEqual([]);
    const focusOn = async (name: string) => {
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press('Tab');
        const words = await page.evaluate(() => {
          const at = document.activeElement as HTMLInputElement | null;
          return at?.getAttribute('aria-label') ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? '';
        });
        if (words.trim() === name) return;
      }
      throw new Error(`"${name}" cannot be reached by Tab.`);
    };
    await focusOn('Name');
    await page.keyboard.type('The administrator');
    await focusOn('Password');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Districts' }).waitFor();
    for (const path of [
      ...[
        '/staff',
        '/staff/rejected',
        '/staff/packages',
        '/staff/overlaps',
        '/staff/snapshots',
        '/staff/reference',
        '/staff/students',
      ],
      ...['/staff/certifications', '/staff/districts/0801/validation'],
      ...['/staff/districts/0801', '/staff/districts/0801/person', `/staff/students/${made.stateId}`],
      ...[`/staff/districts/0801/person/${made.studentId}`, '/staff/duplicates'],
    ]) {
      await page.goto(`${url}${path}`);
      expect([path, await axe()]).toEqual([path, []]);
    }
    await focusOn('Reason');
    await page.keyboard.type('The same child');
    await page.keyboard.press('Enter');
    const takeBack = page.getByRole('button', { name: /Take the merge of \d+ back/ });
    await takeBack.waitFor();
    await focusOn((await takeBack.textContent()) ?? '');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /State ID/ }).waitFor();
    expect(await world.database.kysely.selectFrom('student_merge').select('undone_by').execute()).toEqual([
      { undone_by: 'The administrator' },
    ]);
    await page.goto(`${url}/staff/reference`);
    await page.getByLabel('What it is').selectOption('Gender');
    const file = (value: object) => ({
      ...{ name: 'gender.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(value)) },
    });
    await page.getByLabel('File').setInputFiles(file({ ...gender, values: [{ code: 'F' }] }));
    await page.getByRole('button', { name: 'Publish for every district' }).press('Enter');
    await page.getByText('values › 1 › label: This is missing.').waitFor();
    // The browser tells that this page came with 400; nothing else was amiss until here.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('400 (Bad Request)')]);
    expect(await axe()).toEqual([]);
    await page.goto(`${url}/staff/reference`);
    await page.getByLabel('What it is').selectOption('Gender');
    await page.getByLabel('File').setInputFiles(file(gender));
    await page.getByRole('button', { name: 'Publish for every district' }).press('Enter');
    await page.getByRole('link', { name: /Save Gender, from 2026-27/ }).waitFor();
    expect(await axe()).toEqual([]);
    await page.getByRole('button', { name: /Take back Gender/ }).press('Enter');
    await page.getByText('taken back').waitFor();
    expect(await axe()).toEqual([]);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "ours"';
      document.body.append(script);
    });
    expect(await page.title()).not.toBe('ours');
    expect(complaints.filter((words) => !/Content Security Policy/.test(words))).toEqual([]);
    expect(complaints.some((words) => /Content Security Policy/.test(words))).toBe(true);
    const cookies = await page.evaluate(() => document.cookie);
    expect(cookies).toBe('');
  }, 300_000);
});
