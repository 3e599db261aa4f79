import type { Reader } from '#db/system/connection.ts';

/**
 * Districts of this file, told to the state at connecting so that an empty file set up as a new district does not add a
 * second one to an office. A file with pupils of its own tells none: they are matched, never turned away (M16).
 */
export const districtIdsOf = (reader: Reader): string[] =>
  reader.rows('SELECT 1 FROM person WHERE isStudent = 1 LIMIT 1').length > 0
    ? []
    : reader.rows<{ id: string }>('SELECT id FROM district ORDER BY id').map(({ id }) => id);
