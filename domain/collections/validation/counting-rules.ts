import { hoursText } from '#domain/collections/aggregate-hours.ts';
import type { CountCode } from '#domain/collections/count-rules.ts';
import { onStay, type Rule, type RuleHit } from '#domain/collections/validation/rule.ts';
import type { ValidatedStay } from '#domain/collections/validation/student-file.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { compareRatios, ratioOfDecimal } from '#domain/system/fraction.ts';

type Line = NonNullable<ValidatedStay['counts'][CountCode]>;

/** Each count that an enrollment spans, with its words. */
function eachCount(
  stays: readonly ValidatedStay[],
  look: (stay: ValidatedStay, line: Line, words: string) => string | null,
): RuleHit[] {
  return stays.flatMap((stay) =>
    (['fall', 'spring'] as const).flatMap((count) => {
      const line = stay.counts[count];
      const what = line ? look(stay, line, `the ${count} count`) : null;
      return what === null ? [] : [{ ...onStay(stay.row, 'id', what), count }];
    }),
  );
}

const counted = (line: Line): boolean => line.exclusions.length === 0;

/** Rules about the counts and the year's totals. Sources: OPI count checklists, ARM 10.20.102, MCA 20-9-311. */
export const countingRules: Readonly<Record<string, Rule>> = {
  'hours-missing': (file) =>
    eachCount(file.stays, (_stay, line, words) =>
      line.minutes === null && counted(line) ? `There are no aggregate hours for ${words}.` : null,
    ),
  'hours-part-time': (file, { counts }) => {
    const full = counts.bands.at(-1)?.fromHours ?? 720;
    return eachCount(file.stays, (_stay, line, words) =>
      line.minutes !== null && line.minutes < full * 60 && counted(line)
        ? `Counted part time in ${words}: ${hoursText(line.minutes)} hours.`
        : null,
    );
  },
  'hours-service-type': (file, { counts }) => {
    const full = (counts.bands.at(-1)?.fromHours ?? 720) * 60;
    const least = (counts.bands[1]?.fromHours ?? 180) * 60;
    return eachCount(file.stays, ({ row }, line, words) => {
      if (line.minutes === null || !counted(line)) return null;
      if (row.serviceType === 'S' && line.minutes >= full)
        return `The service type is partial, but ${words} has full-time hours.`;
      if (row.serviceType === 'P' && line.minutes < least)
        return `The service type is primary, but ${words} has under ${least / 60} hours.`;
      return null;
    });
  },
  'absent-on-count': (file) =>
    eachCount(file.stays, (_stay, line, words) =>
      line.absentOnCountDate ? `Absent on the date of ${words}.` : null,
    ),
  'kindergarten-age': (file) =>
    eachCount(file.stays, (_stay, line, words) =>
      line.exclusions.includes('K_UNDER5')
        ? `Under 5 on September 10 without the trustees’ approval: left out of ${words}.`
        : null,
    ),
  'ten-day-rule': (file, { counts }) =>
    eachCount(file.stays, (_stay, line, words) =>
      line.run.throughCountDate >= counts.consecutiveDays && !line.excludedTenDay
        ? `Absent ${line.run.throughCountDate} school days in a row through the date of ${words}, from ${line.run.from ? dateInWords(line.run.from) : 'before'}, and still counted.`
        : null,
    ),
  'ten-day-review': (file, { counts }) =>
    eachCount(file.stays, (_stay, line, words) =>
      !line.excludedTenDay &&
      !line.run.absentOnCountDate &&
      line.run.beforeCountDate >= counts.consecutiveDays
        ? `Absent ${line.run.beforeCountDate} school days in a row up to the day before ${words}, and back on the day.`
        : null,
    ),
  'day-treatment': (file) =>
    file.stays
      .filter(
        ({ row, facts }) => facts?.dayTreatment === 1 && row.serviceType === 'P' && row.stateExclude === 0,
      )
      .map(({ row }) =>
        onStay(
          row,
          'stateExclude',
          'In private day treatment: left out of the counts here; see that the state’s record says so too.',
        ),
      ),
  'totals-missing': (file, { today }) =>
    file.stays
      .filter(
        ({ row, daysEnrolled, totals, yearEnd }) =>
          today > yearEnd &&
          row.noShow === 0 &&
          row.extracurricularOnly === 0 &&
          daysEnrolled === 0 &&
          totals?.daysEnrolled == null,
      )
      .map(({ row }) =>
        onStay(
          row,
          'startDate',
          'There are no school days between the start and the end of this enrollment.',
        ),
      ),
  'totals-impossible': (file) =>
    file.stays.flatMap(({ row, totals }) => {
      const enrolled = totals?.daysEnrolled == null ? null : ratioOfDecimal(totals.daysEnrolled);
      const present = totals?.daysPresent == null ? null : ratioOfDecimal(totals.daysPresent);
      if (enrolled && present && compareRatios(present, enrolled) > 0)
        return [onStay(row, 'id', 'The entered days present are more than the days enrolled.')];
      const absent = totals?.essaDaysAbsent ?? null;
      if (
        enrolled &&
        absent !== null &&
        compareRatios({ numerator: BigInt(absent), denominator: 1n }, enrolled) > 0
      )
        return [onStay(row, 'id', 'The entered ESSA days absent are more than the days enrolled.')];
      return [];
    }),
};
