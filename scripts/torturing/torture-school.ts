import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { type DistrictFile, openDistrictFile } from '#db/system/district-file.ts';
import { Failure } from '#domain/system/failure.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import { DataHost } from '#electron/data-process/data-host.ts';
import { noDesktop } from '#electron/data-process/desktop-services.ts';
import { makeOneRoomSchool, officeName, officePassword } from '#scripts/sample-district/one-room-school.ts';

const PUPILS = 60;

/** A school whose program is killed again and again, and a way to look into its file while nothing runs. */
export interface TortureSchool {
  readonly path: string;
  readonly today: string;
  /** Pupils in the order of the sheet: row 1 first. */
  readonly pupils: readonly { enrollmentId: string; name: string }[];
  readonly dates: readonly string[];
  /** Codes that one key sets, by letter; P clears. */
  readonly codes: readonly { letter: string; code: string | null; label: string }[];
  /** The blocks of every school day. */
  readonly blocks: readonly string[];
  /** Opens the file as the next start would, recovering what the killed one left. */
  look<T>(at: (file: DistrictFile) => T): Promise<T>;
  end(): void;
}

export async function makeTortureSchool(): Promise<TortureSchool> {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-torture-'));
  const path = join(folder, 'school.hiline');
  await makeOneRoomSchool(path, PUPILS);
  const host = hostOf(path);
  await host.district.signIn(officeName, officePassword);
  const key = Buffer.from(host.district.open?.dataKey ?? []);
  await host.close();
  const look: TortureSchool['look'] = async (at) => {
    const file = await openWhenLetGo(path, key);
    try {
      return at(file);
    } finally {
      file.close();
    }
  };
  const facts = await look(({ reader }) => ({
    pupils: reader.rows<{ enrollmentId: string; name: string }>(
      `SELECT e.id AS enrollmentId, p.lastName || ', ' || p.firstName AS name FROM enrollment e
        JOIN person p ON p.id = e.studentId ORDER BY name`,
    ),
    dates: reader.rows<{ date: string }>('SELECT date FROM calendarDay ORDER BY date').map((d) => d.date),
    blocks: reader.rows<{ name: string }>('SELECT name FROM bellBlock ORDER BY position').map((b) => b.name),
    codes: [
      { letter: 'p', code: null, label: 'present' },
      ...reader.rows<{ letter: string; code: string; label: string }>(
        `SELECT lower(keyLetter) AS letter, code, label FROM attendanceCode WHERE absent = 1 AND byMinutes = 0
          AND keyLetter IN ('A', 'X', 'U') GROUP BY keyLetter`,
      ),
    ],
  }));
  return {
    path,
    today: systemClock.today(),
    ...facts,
    look,
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The headless data process of a file: the same code that serves the window. */
export const hostOf = (path: string): DataHost =>
  new DataHost({
    districtFile: path,
    clock: systemClock,
    newId: () => v7(),
    workerFile: new URL('../../electron/data-process/read-worker.ts', import.meta.url),
    sampleDistrict: new URL('../../resources/sample-district/district.jsonl', import.meta.url),
    desktop: noDesktop,
    push: () => undefined,
  });

/** A killed process lets go of its lock a moment after it is gone. */
async function openWhenLetGo(path: string, key: Buffer): Promise<DistrictFile> {
  for (let attempt = 0; ; attempt++)
    try {
      return openDistrictFile(path, { key: Buffer.from(key) });
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== 'locked' || attempt >= 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
}
