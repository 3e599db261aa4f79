import type { Reader } from '#db/system/connection.ts';
import type { Collection, CollectionCalendar } from '#domain/collections/collection-calendar.ts';
import { Failure } from '#domain/system/failure.ts';
import shipped from '#resources/collections/collections.json' with { type: 'json' };

/** The state's collections: its own or the district's list where there is one, the shipped one otherwise. */
export function collectionCalendar(reader: Reader): CollectionCalendar {
  const replaced = reader.rows<{ value: string }>(
    "SELECT value FROM referenceInForce WHERE name = 'collections'",
  )[0];
  return (replaced ? JSON.parse(replaced.value) : shipped) as CollectionCalendar;
}

export function collectionNamed(reader: Reader, code: string): Collection {
  const found = collectionCalendar(reader).collections.find((one) => one.code === code);
  if (!found)
    throw new Failure('not-found', `There is no collection "${code}".`, [
      { field: 'collection', message: 'Choose one of the list.', value: code },
    ]);
  return found;
}
