import { collectionCalendar } from '#db/collections/collection-calendar.ts';
import type { Reader } from '#db/system/connection.ts';
import { windowOf } from '#domain/collections/collection-calendar.ts';
import { addDays, schoolYearOf } from '#domain/system/civil-date.ts';

export interface Deadline {
  readonly title: string;
  readonly due: string;
  readonly overdue: boolean;
}

/** How many days ahead Today speaks of a deadline, and how long it goes on about one that passed. */
const AHEAD = 14;
const BEHIND = 30;

/**
 * Collections that somebody must certify soon and nobody has: cheap enough for Today, because it looks at dates and
 * signatures alone. `specialEducation`: the collections of that kind of data, too.
 */
export function deadlines(reader: Reader, today: string, specialEducation: boolean): Deadline[] {
  const endYear = schoolYearOf(today);
  const calendar = collectionCalendar(reader);
  const districts = reader.rows<{ id: string }>('SELECT id FROM district').map(({ id }) => id);
  const signed = new Set(
    reader
      .rows<{ collection: string; districtId: string }>(
        'SELECT collection, districtId FROM certification WHERE endYear = ? AND withdrawnAt IS NULL',
        endYear,
      )
      .map((row) => `${row.collection} ${row.districtId}`),
  );
  return calendar.collections
    .filter(
      (collection) => collection.certify && (specialEducation || collection.dataType !== 'special-education'),
    )
    .flatMap((collection) => {
      const { opens, due } = windowOf(calendar, collection, endYear);
      const near = opens <= today && due <= addDays(today, AHEAD) && due >= addDays(today, -BEHIND);
      const open = districts.some((id) => !signed.has(`${collection.code} ${id}`));
      return near && open ? [{ title: collection.title, due, overdue: due < today }] : [];
    })
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}
