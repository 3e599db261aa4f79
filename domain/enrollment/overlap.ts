import type { Row } from '#domain/sync/registry.ts';
import { addDays, type CivilDate, compareDates, earlier, later } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';

type Stay = Pick<Row<'enrollment'>, 'id' | 'startDate' | 'endDate' | 'serviceType' | 'noShow'>;

/** Two primary enrollments of one pupil that share at least one day. */
export interface EnrollmentOverlap {
  /** The one that starts earlier. */
  readonly firstId: string;
  readonly secondId: string;
  /** First and last shared day; no last day where neither enrollment has ended. */
  readonly from: CivilDate;
  readonly through: CivilDate | null;
  /** A sentence that names the dates and says what to do; never the pupil. */
  readonly message: string;
}

/**
 * Primary enrollments of one pupil must not overlap; both ends count as enrolled. Enrollments of pupils who never
 * came are no stay. Source: state enrollment rules, upload template EN.
 */
export function overlappingEnrollments(ofOnePupil: readonly Stay[]): readonly EnrollmentOverlap[] {
  const stays = ofOnePupil
    .filter((stay) => stay.serviceType === 'P' && stay.noShow === 0)
    .sort((a, b) => compareDates(a.startDate, b.startDate) || compareDates(a.id, b.id));
  const found: EnrollmentOverlap[] = [];
  stays.forEach((first, at) => {
    for (const second of stays.slice(at + 1)) {
      if (first.endDate !== null && second.startDate > first.endDate) continue;
      found.push(overlap(first, second));
    }
  });
  return found;
}

function overlap(first: Stay, second: Stay): EnrollmentOverlap {
  const from = later(first.startDate, second.startDate);
  const through =
    first.endDate !== null && second.endDate !== null
      ? earlier(first.endDate, second.endDate)
      : (first.endDate ?? second.endDate);
  const shared =
    through === null
      ? `from ${dateInWords(from)} on`
      : through === from
        ? `on ${dateInWords(from)}`
        : `from ${dateInWords(from)} through ${dateInWords(through)}`;
  const cure =
    first.startDate < second.startDate
      ? `End the earlier one on ${dateInWords(addDays(second.startDate, -1))} or before.`
      : 'Both start on the same day: correct one of the start dates, or remove the one that is wrong.';
  return {
    firstId: first.id,
    secondId: second.id,
    from,
    through,
    message: `The pupil would have two primary enrollments ${shared}. ${cure}`,
  };
}
