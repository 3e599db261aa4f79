import type { Reader } from '#db/system/connection.ts';

/** The district records of this file: one, or one for each legal entity of the school system. */
export const districtIdsOf = (reader: Reader): string[] =>
  reader.rows<{ id: string }>('SELECT id FROM district ORDER BY id').map(({ id }) => id);
