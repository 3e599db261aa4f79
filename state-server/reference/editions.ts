import type { z } from 'zod';
import type { StateDatabase } from '#state-server/database/state-database.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import type { ReferenceSetReply, referenceListReply } from '#sync/wire/reference.ts';

/** One publication of a list without its text; `withdrawn` is one that takes back what was published before. */
export interface Edition {
  readonly name: string;
  /** The school year, by its ending year, from which it holds. */
  readonly fromYear: number;
  /** Counts publications under one name and year. */
  readonly number: number;
  readonly version: string;
  readonly at: string;
  readonly by: string;
  readonly withdrawn: boolean;
}

/** Every publication there ever was, by name, year and number. */
export async function allEditions({ kysely }: StateDatabase): Promise<Edition[]> {
  const rows = await kysely
    .selectFrom('reference_edition')
    .select(['name', 'from_year', 'number', 'version', 'at', 'by_name'])
    .select((row) => row('value', 'is', null).as('withdrawn'))
    .orderBy('name')
    .orderBy('from_year')
    .orderBy('number')
    .execute();
  return rows.map(({ from_year, by_name, withdrawn, ...row }) => ({
    ...row,
    fromYear: from_year,
    by: by_name,
    withdrawn: Boolean(withdrawn),
  }));
}

/** Of each name and year the publication that counts: the newest. */
export const newestOf = (editions: readonly Edition[]): Edition[] => [
  ...new Map(editions.map((edition) => [`${edition.name} ${edition.fromYear}`, edition])).values(),
];

/**
 * Each list as it holds in a school year: of the years up to that one the latest that is not withdrawn. A name whose every
 * publication was withdrawn is told as withdrawn; one that is only published for later years is not told at all.
 */
export function editionsFor(editions: readonly Edition[], endYear: number): Edition[] {
  const chosen = new Map<string, Edition>();
  for (const edition of newestOf(editions)) {
    if (edition.fromYear > endYear) continue;
    const before = chosen.get(edition.name);
    if (edition.withdrawn && before && !before.withdrawn) continue;
    chosen.set(edition.name, edition);
  }
  return [...chosen.values()];
}

/** What has been published for a school year, by name; without the texts. */
export async function publishedList(
  database: StateDatabase,
  endYear: number,
): Promise<z.output<typeof referenceListReply>> {
  const editions = editionsFor(await allEditions(database), endYear);
  return {
    sets: editions.map(({ name, fromYear, at, version, withdrawn }) => ({
      ...{ name, fromYear, publishedAt: at },
      version: withdrawn ? null : version,
    })),
  };
}

/** One list as it holds in a school year. Throws a problem 404 where there is none. */
export async function publishedSet(
  database: StateDatabase,
  name: string,
  endYear: number,
): Promise<ReferenceSetReply> {
  const edition = editionsFor(await allEditions(database), endYear).find((one) => one.name === name);
  const text = edition && (await editionText(database, edition));
  if (!edition || text === null || text === undefined)
    throw new HttpProblem(404, 'not-found', 'The state has published no such list for that school year.');
  const { fromYear, at, version } = edition;
  return { name, fromYear, publishedAt: at, version, value: JSON.parse(text) as ReferenceSetReply['value'] };
}

/** The text of a publication as it was put in; null for a withdrawal. */
export async function editionText(
  { kysely }: StateDatabase,
  { name, fromYear, number }: Pick<Edition, 'name' | 'fromYear' | 'number'>,
): Promise<string | null> {
  const row = await kysely
    .selectFrom('reference_edition')
    .select('value')
    .where('name', '=', name)
    .where('from_year', '=', fromYear)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.value ?? null;
}

/** The value of every list that holds in a school year, by name: what the state's own checks go by. */
export async function publishedValues(
  database: StateDatabase,
  endYear: number,
): Promise<ReadonlyMap<string, unknown>> {
  const values = new Map<string, unknown>();
  for (const edition of editionsFor(await allEditions(database), endYear)) {
    const text = await editionText(database, edition);
    if (text !== null) values.set(edition.name, JSON.parse(text));
  }
  return values;
}
