import { defaultIepDates, evaluationDue } from '#domain/special-education/iep-dates.ts';
import { addDays, ageOn } from '#domain/system/civil-date.ts';
import { Dice } from '#scripts/district-generator/dice.ts';
import type { DistrictOptions } from '#scripts/district-generator/district-options.ts';
import type { Seat } from '#scripts/district-generator/enrollments.ts';
import type { NewRow, RowBook } from '#scripts/district-generator/row-book.ts';

const NEEDS = [
  { disability: 'SLD', service: 'SDI', minutes: 150, setting: 'RC80', what: 'reads two grades below level' },
  {
    disability: 'SLI',
    service: 'SLP',
    minutes: 60,
    setting: 'RC80',
    what: 'is hard to understand outside the family',
  },
  {
    disability: 'OHI',
    service: 'SDI',
    minutes: 240,
    setting: 'RC80',
    what: 'loses track of tasks of several steps',
  },
  {
    disability: 'AUT',
    service: 'SDI',
    minutes: 600,
    setting: 'RC79TO40',
    what: 'needs help when the day changes',
  },
  { disability: 'ED', service: 'COU', minutes: 60, setting: 'RC80', what: 'leaves the room when upset' },
] as const;

/**
 * Plans for about one pupil in eight, and the preschooler: locked ones in force, one of them running out within the
 * month, one amended, and one draft. All texts are invented.
 */
export function addIeps(
  book: RowBook,
  options: DistrictOptions,
  seats: readonly Seat[],
  caseManagerId: string,
): void {
  const dice = new Dice(options.seed, 'ieps');
  const current = seats.filter(
    ({ endYear, enrollment }) =>
      endYear === options.endYear && enrollment.serviceType === 'P' && enrollment.endDate === null,
  );
  const preschool = current.filter(({ enrollment }) => enrollment.grade === 'PK');
  const others = dice.shuffled(current.filter(({ enrollment }) => enrollment.grade !== 'PK'));
  const chosen = [...preschool, ...others.slice(0, Math.round(current.length / 8))];
  const planned = new Set<string>();
  let place = 0;
  for (const { pupil, enrollment } of chosen) {
    if (planned.has(enrollment.studentId)) continue;
    planned.add(enrollment.studentId);
    const role = (['runs out', 'draft', 'amended'] as const)[place++] ?? 'in force';
    const meetingDate = addDays(
      options.today,
      role === 'runs out' ? -350 : role === 'draft' ? -5 : -dice.whole(40, 330),
    );
    const lastEvaluation = addDays(meetingDate, -dice.whole(1, 600));
    const need = NEEDS[place % NEEDS.length] ?? NEEDS[0];
    const young = ageOn(pupil.birthDate, options.today) < 6 && enrollment.grade === 'PK';
    const plan: NewRow<'iep'> = {
      studentId: enrollment.studentId,
      status: role === 'draft' ? 'draft' : 'locked',
      lockedAt: role === 'draft' ? null : `${addDays(meetingDate, 1)}T16:00:00.000Z`,
      meetingDate,
      ...defaultIepDates(meetingDate),
      lastEvaluation,
      nextEvaluation: evaluationDue(lastEvaluation),
      disability: young ? 'DD' : need.disability,
      setting: young ? 'REC10YSVCS' : need.setting,
      caseManagerId,
      presentLevels: `The pupil ${need.what}.`,
      goals:
        role === 'draft' ? null : 'Meets the skill named above in four of five tries by the end of the plan.',
      progress: 'With each report card.',
      participation: `All but ${need.minutes} minutes a week with other pupils.`,
      assessment: 'State tests with extended time.',
      schoolMinutes: 1800,
    };
    const label = `iep ${enrollment.studentId}`;
    const first = book.add('iep', label, plan);
    addServices(book, first.id, need, plan);
    if (role !== 'amended') continue;
    const amendment = book.add('iep', `${label} amended`, {
      ...plan,
      amendsId: first.id,
      lockedAt: `${addDays(meetingDate, 30)}T16:00:00.000Z`,
      startDate: addDays(meetingDate, 30),
    });
    addServices(book, amendment.id, { ...need, minutes: need.minutes + 30 }, plan);
  }
}

function addServices(
  book: RowBook,
  iepId: string,
  need: { readonly service: string; readonly minutes: number },
  plan: Pick<NewRow<'iep'>, 'startDate' | 'endDate'>,
): void {
  book.add('iepService', `${iepId}/${need.service}`, {
    iepId,
    service: need.service,
    minutes: need.minutes,
    per: 'week',
    place: need.service === 'SDI' ? 'resource' : 'therapy',
    startDate: plan.startDate,
    endDate: plan.endDate,
  });
}
