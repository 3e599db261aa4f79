import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DistrictFile, openDistrictFile, type WriteContext } from '#db/system/district-file.ts';

export const context: WriteContext = {
  actor: 'u',
  actorName: 'Secretary',
  action: 'Worked',
  at: '2026-10-06T14:00:00.000Z',
  origin: 'here',
};

/** A real encrypted file in a folder of its own, closed and removed by `end`. */
export function aDistrictFile(): { file: DistrictFile; path: string; key: Buffer; end(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-file-'));
  const path = join(folder, 'school.hiline');
  const key = randomBytes(32);
  const file = openDistrictFile(path, { key, create: true });
  return {
    file,
    path,
    key,
    end: () => {
      file.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
