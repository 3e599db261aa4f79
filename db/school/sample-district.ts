import { readFileSync } from 'node:fs';
import type { Writer } from '#db/system/connection.ts';
import { put } from '#db/system/rows.ts';
import type { Row, TypeName } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

/** Puts the invented district of `resources/sample-district` into an empty file. Answers how many pupils it has. */
export function loadSampleDistrict(writer: Writer, file: string | URL): number {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Failure(
      'storage',
      'The practice district is missing from this installation. Install Hi-Line again.',
    );
  }
  let pupils = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const { type, row } = JSON.parse(line) as { type: TypeName; row: Row<TypeName> };
    put(writer, type, row);
    if (type === 'person' && (row as Row<'person'>).isStudent === 1) pupils += 1;
  }
  return pupils;
}
