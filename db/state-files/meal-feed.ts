import { everybodyEnrolledOn } from '#db/enrollment/enrolled-on.ts';
import type { Feed, FeedRow, FeedScope, FeedTotal } from '#db/state-files/feeds.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { activeOn } from '#domain/programs/program-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import { labelOf } from '#domain/system/code-set.ts';

/** Nobody's record, or one that says so: not eligible, or not taking part. */
const NOT_ELIGIBLE = 'N';

/**
 * Everybody enrolled on the day with the meal status then: a meal is no state count, so a calendar left out of those is in it.
 * Of two records that overlap the later one speaks.
 */
export function mealFeed(reader: Reader, scope: FeedScope): Feed {
  const meals = new Map<string, Row<'programRecord'>>();
  for (const record of reader.rows<Row<'programRecord'>>(
    "SELECT * FROM programRecord WHERE program = 'MEAL' ORDER BY startDate, id",
  ))
    if (activeOn(record, scope.date)) meals.set(record.studentId, record);
  const pupils = everybodyEnrolledOn(reader, scope);
  const rows: FeedRow[] = pupils.map((pupil) => {
    const meal = meals.get(pupil.studentId);
    return {
      studentId: pupil.studentId,
      name: `${pupil.lastName}, ${pupil.firstName}`,
      values: {
        ...pupil,
        eligibility: meal?.detail ?? NOT_ELIGIBLE,
        certification: meal?.certification ?? null,
        startDate: meal?.startDate ?? null,
        endDate: meal?.endDate ?? null,
      },
    };
  });
  return { rows, leftOut: [], totals: totalsOf(reader, rows) };
}

function totalsOf(reader: Reader, rows: readonly FeedRow[]): FeedTotal[] {
  const eligibility = codeSetFile(reader, 'meal_eligibility');
  const certification = codeSetFile(reader, 'meal_certification');
  const schools = [...new Set(rows.map(({ values }) => String(values.schoolNumber)))].sort();
  return schools.flatMap((school) => {
    const own = rows.filter(({ values }) => values.schoolNumber === school);
    const those = (label: string, always: boolean, fits: (row: FeedRow) => boolean): FeedTotal => ({
      always,
      group: `School ${school}`,
      label,
      studentIds: own.filter(fits).map(({ studentId }) => studentId),
    });
    const kinds = certification.values.map(({ code }) =>
      those(`By: ${labelOf(certification, code)}`, false, ({ values }) => values.certification === code),
    );
    return [
      those('Enrolled', true, () => true),
      ...eligibility.values.map(({ code }) =>
        those(labelOf(eligibility, code), true, ({ values }) => values.eligibility === code),
      ),
      ...kinds,
    ];
  });
}
