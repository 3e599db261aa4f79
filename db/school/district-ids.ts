import type { Reader } from '#db/system/connection.ts';

/** What a file is, as the state is told at connecting. */
export interface OwnDistricts {
  /** Ids of the districts the file has. */
  readonly districts: string[];
  /** A file with pupils of its own is never turned away: they are matched with those the state has (M16). */
  readonly pupils: boolean;
}

/** Told to the state so that an empty file set up as a new district does not add a second one to an office. */
export const ownDistrictsOf = (reader: Reader): OwnDistricts => ({
  districts: reader.rows<{ id: string }>('SELECT id FROM district ORDER BY id').map(({ id }) => id),
  pupils: reader.rows('SELECT 1 FROM person WHERE isStudent = 1 LIMIT 1').length > 0,
});
