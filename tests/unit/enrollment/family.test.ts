import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dutySteps, nextDuty } from '#domain/enrollment/admission-duty.ts';
import { familyProblems, householdName } from '#domain/enrollment/family-form.ts';
import { raceProblems } from '#domain/people/race-question.ts';
import type { CodeSet } from '#domain/system/code-set.ts';
import ethnicity from '#resources/code-sets/ethnicity.json' with { type: 'json' };
import race from '#resources/code-sets/race.json' with { type: 'json' };
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

const child = {
  lastName: 'Aldous',
  firstName: 'Wren',
  birthDate: '2018-04-02',
  grade: '03',
  startDate: '2026-11-24',
};

describe('what stops a family form', () => {
  test('name, birth date, grade and first day, and nothing else', () => {
    expect(familyProblems([child], TODAY)).toEqual([]);
    const empty = { lastName: ' ', firstName: '', birthDate: null, grade: '', startDate: null };
    expect(familyProblems([child, empty], TODAY).map(({ field }) => field)).toEqual([
      'children.1.lastName',
      'children.1.firstName',
      'children.1.birthDate',
      'children.1.grade',
      'children.1.startDate',
    ]);
    expect(familyProblems([], TODAY)).toHaveLength(1);
  });
  test('the same child twice, and a birth date to come', () => {
    expect(familyProblems([child, { ...child, firstName: 'wren ' }], TODAY)[0]?.field).toBe(
      'children.1.firstName',
    );
    expect(familyProblems([{ ...child, birthDate: '2027-01-01' }], TODAY)[0]?.field).toBe(
      'children.0.birthDate',
    );
  });
  test('a household is called by its names', () => {
    expect(householdName(['Aldous', 'Aldous', ''])).toBe('Aldous household');
    expect(householdName(['Aldous', 'Brandt'])).toBe('Aldous and Brandt household');
  });
});

describe('the two-part question', () => {
  const sets = { ethnicity: ethnicity as unknown as CodeSet, race: race as unknown as CodeSet };
  const fields = (hispanic: string | null, races: string[]) =>
    raceProblems({ hispanic, races }, sets, TODAY).map(({ field }) => field);
  test('neither part or both; a race also after yes', () => {
    expect(fields(null, [])).toEqual([]);
    expect(fields('N', ['WH', 'AI'])).toEqual([]);
    expect(fields('Y', [])).toEqual(['races']);
    expect(fields(null, ['WH'])).toEqual(['hispanic']);
    expect(fields('Y', ['NOT'])).toEqual(['races']);
  });
  test('a code that is not in use on the day is refused', () => {
    const ended: CodeSet = {
      ...sets.race,
      values: sets.race.values.map((value) => ({ ...value, validTo: '2026-06-30' })),
    };
    expect(raceProblems({ hispanic: 'N', races: ['WH'] }, { ...sets, race: ended }, TODAY)).toHaveLength(1);
  });
});

describe('the duties of a first enrollment', () => {
  const duty = {
    firstDay: '2026-09-01',
    proofSeenOn: null,
    recordsAskedOn: null,
    recordsCameOn: null,
    notifiedOn: null,
  };
  test('proof by 40 days, records by 60, notice only when one is missing', () => {
    expect(dutySteps(duty, '2026-10-11').map(({ step, due }) => [step, due])).toEqual([
      ['proof', '2026-10-11'],
      ['ask', '2026-10-11'],
      ['records', '2026-10-31'],
    ]);
    expect(dutySteps(duty, '2026-10-12').at(-1)).toMatchObject({ step: 'notify', overdue: true });
    const shown = { ...duty, proofSeenOn: '2026-09-03', recordsAskedOn: '2026-09-03' };
    expect(dutySteps(shown, '2026-10-31')).toHaveLength(3);
    expect(dutySteps(shown, '2026-11-01').at(-1)).toMatchObject({ step: 'notify', due: '2026-10-31' });
    expect(nextDuty({ ...shown, recordsCameOn: '2026-09-20' }, '2026-11-01')).toBeNull();
  });
});

describe('a family of three', () => {
  let world: PracticeHost;
  beforeAll(async () => {
    world = await aPracticeHost();
  });
  afterAll(() => world.end());

  const family = async () => {
    const { calendars } = await world.call('school.overview', {});
    const calendarId = calendars[0]?.id;
    const one = (firstName: string, birthDate: string, grade: string) => ({
      details: { lastName: 'Aldous-Vickers', firstName, birthDate },
      calendarId,
      grade,
      startDate: TODAY,
      startStatus: '06',
      previousSchool: 'Minot Elementary',
      secondHomeMail: true,
    });
    return {
      home: { street: '12 Elm St', city: 'Testville', state: 'MT', zip: '59001', language: 'English' },
      secondHome: { street: '9 Oak Ave', city: 'Testville', state: 'MT', zip: '59001' },
      adults: [
        { firstName: 'Ida', lastName: 'Aldous', kind: 'mother', phones: [{ number: '406-555-0142' }] },
        {
          firstName: 'Per',
          lastName: 'Vickers',
          kind: 'father',
          home: 'second',
          mayPickUp: false,
          legalNote: 'Order of 2026: no pickup.',
        },
      ],
      children: [
        one('Wren', '2018-04-02', '03'),
        one('Lark', '2016-02-11', '05'),
        one('Finch', '2020-08-30', 'KF'),
      ],
    };
  };

  test('a second home is made with its pupil or not at all', async () => {
    const [pupil] = await world.call('people.roster', { date: TODAY });
    const personId = pupil?.studentId ?? '';
    const home = { name: 'Oak household', street: '9 Oak Ave' };
    const before = world.rows('SELECT id FROM household ORDER BY id');
    const nobody = '018f0000-0000-7000-8000-0000000000ff';
    await expect(
      world.call('families.save-household', { ...home, secondHomeOf: { personId: nobody, getsMail: true } }),
    ).rejects.toMatchObject({ kind: 'not-found' });
    expect(world.rows('SELECT id FROM household ORDER BY id')).toEqual(before);
    await world.call('families.save-household', { ...home, secondHomeOf: { personId, getsMail: true } });
    const homes = await world.call('families.households', { personId });
    expect(homes.find(({ name }) => name === 'Oak household')).toMatchObject({ main: false, getsMail: true });
  });

  test('one form makes a household, its adults and all children, each typed once', async () => {
    const input = await family();
    await world.call('families.save-draft', {
      id: '018f0000-0000-7000-8000-000000000001',
      title: 'Aldous-Vickers',
      body: JSON.stringify(input),
    });
    expect(await world.call('families.drafts', {})).toHaveLength(1);
    const made = await world.call('families.enroll', {
      ...input,
      draftId: '018f0000-0000-7000-8000-000000000001',
    });
    expect(made.children).toHaveLength(3);
    expect(await world.call('families.drafts', {})).toEqual([]);
    const [first] = made.children;
    const page = await world.call('people.page', { personId: first?.personId });
    expect(page.address).toMatchObject({ street: '12 Elm St', zip: '59001' });
    expect(page.adults).toMatchObject([
      { name: 'Ida Aldous', kind: 'mother', phones: ['4065550142'], livesWith: true, mayPickUp: true },
      { name: 'Per Vickers', livesWith: false, mayPickUp: false, custodyNote: 'Order of 2026: no pickup.' },
    ]);
    const homes = await world.call('families.households', { personId: first?.personId });
    expect(homes.map(({ main, getsMail, street }) => [main, getsMail, street])).toEqual([
      [true, true, '12 Elm St'],
      [false, true, '9 Oak Ave'],
    ]);
    expect(homes[0]?.members.map(({ isStudent }) => isStudent)).toEqual([false, true, true, true]);
    expect(
      world.rows('SELECT 1 FROM admissionDuty WHERE studentId = ? AND firstDay = ?', first?.personId, TODAY),
    ).toHaveLength(1);
    const facts = await world.call('collections.enrollment-facts', { enrollmentId: first?.enrollmentId });
    expect(facts.previousSchool).toBe('Minot Elementary');
    const form = await world.call('reports.csv', {
      report: 'class-roster',
      options: { date: TODAY },
    });
    expect(form.text).not.toContain('Order of 2026');
  });

  test('all moves with the household; one who moves alone leaves it', async () => {
    const people = world.rows<{ id: string; isStudent: number }>(
      "SELECT p.id, p.isStudent FROM person p JOIN householdMember m ON m.personId = p.id AND m.main = 1 JOIN household h ON h.id = m.householdId WHERE h.street = '12 Elm St' ORDER BY p.isStudent, p.birthDate",
    );
    expect(people).toHaveLength(4);
    const moved = { street: '3 New Rd', city: 'Testville', state: 'MT', zip: '59001' };
    await world.call('people.change-address', { personIds: people.map(({ id }) => id), ...moved });
    const child = people.at(-1)?.id;
    expect((await world.call('families.households', { personId: child }))[0]?.street).toBe('3 New Rd');
    await world.call('people.change-address', { personIds: [child], ...moved, street: '77 Far Ln' });
    const homes = await world.call('families.households', { personId: child });
    expect(homes.map(({ street }) => street)).toEqual(['9 Oak Ave']);
  });

  test('a mistake in one child saves nothing of the others', async () => {
    const input = await family();
    const count = () =>
      world.rows<{ n: number }>(
        'SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM household) AS n',
      )[0]?.n;
    const before = count();
    const wrong = {
      ...input,
      children: input.children.map((one, at) => ({
        ...one,
        details: { ...one.details, lastName: 'Quillfeather', birthDate: `201${at}-01-0${at + 1}` },
        ...(at === 2 ? { grade: '77' } : {}),
      })),
    };
    await expect(world.call('families.enroll', wrong)).rejects.toMatchObject({
      message: expect.stringMatching(/^Child 3/),
      problems: [{ field: 'children.2.grade' }],
    });
    expect(count()).toBe(before);
  });
});
