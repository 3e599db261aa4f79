import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DistrictFile, openDistrictFile } from '#db/system/district-file.ts';
import { put } from '#db/system/rows.ts';
import type { Row, TypeName } from '#domain/sync/registry.ts';
import { generateDistrict } from '#scripts/district-generator/district.ts';

/** A real encrypted file in a folder of its own. */
export interface BenchFile {
  readonly file: DistrictFile;
  end(): void;
}

export const benchContext = {
  actor: 'bench',
  actorName: 'Bench',
  action: 'Bench',
  at: '2026-11-23T15:00:00.000Z',
  origin: 'import',
} as const;

export function benchFile(): BenchFile {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-bench-'));
  const file = openDistrictFile(join(folder, 'bench.hiline'), { key: randomBytes(32), create: true });
  return {
    file,
    end: () => {
      file.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The file of an invented district of so many pupils, one school year, with its attendance so far. */
export function districtFileOf(pupils: number, attendance: boolean): BenchFile {
  const made = benchFile();
  const rows = generateDistrict({
    seed: 7,
    students: pupils,
    years: 1,
    endYear: 2027,
    today: '2027-06-04',
    attendance,
  });
  made.file.write(benchContext, (writer) => {
    for (const { type, row } of rows) put(writer, type as TypeName, row as Row<TypeName>);
  });
  sent(made.file);
  return made;
}

/** As if the state had everything: nothing waits. */
export function sent(file: DistrictFile): void {
  file.writeLocal((writer) => writer.exec('DELETE FROM syncDirty'));
}
