import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import { zipSync } from 'fflate';
import type { Reader } from '#db/system/connection.ts';
import { readJpeg } from '#domain/people/jpeg.ts';
import { type CivilDate, schoolYearOf } from '#domain/system/civil-date.ts';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';
import rules from '#resources/photos/repository.json' with { type: 'json' };

export interface PhotoScope {
  /** Day the choice, the enrollment and the age of the photo are looked at. */
  readonly date: CivilDate;
  /** School number; left out: every school. */
  readonly school?: string | undefined;
}

export interface PhotoPreview {
  readonly endYear: number;
  readonly included: readonly {
    studentId: string;
    name: string;
    stateId: string;
    takenOn: string;
    bytes: number;
  }[];
  /** Pupils whose parents opted in, or of whom there is a photo, that stay out all the same. */
  readonly leftOut: readonly { studentId: string; name: string; reason: string }[];
  readonly optedOut: number;
  /** Enrolled pupils whose parents gave no answer for this school year. */
  readonly notAsked: number;
  /** Size of the pictures together. */
  readonly bytes: number;
}

interface Candidate {
  readonly studentId: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly stateId: string | null;
  readonly choice: string | null;
  readonly image: Buffer | null;
  readonly takenOn: string | null;
}

type Looked =
  | { readonly takes: true; readonly picture: Uint8Array; readonly takenOn: string; readonly stateId: string }
  | { readonly takes: false; readonly reason: string };

/** What the package would hold, and who stays out and why. Source: MCA 20-7-1317; sizes are a local default. */
export function photoPreview(reader: Reader, scope: PhotoScope): PhotoPreview {
  const { endYear, pupils } = lookedThrough(reader, scope);
  const included = pupils.flatMap(({ pupil, looked }) =>
    looked.takes
      ? [
          {
            studentId: pupil.studentId,
            name: nameOf(pupil),
            stateId: looked.stateId,
            takenOn: looked.takenOn,
            bytes: looked.picture.length,
          },
        ]
      : [],
  );
  return {
    endYear,
    included,
    leftOut: pupils.flatMap(({ pupil, looked }) =>
      !looked.takes && (pupil.choice === 'IN' || (pupil.choice !== 'OUT' && pupil.image !== null))
        ? [{ studentId: pupil.studentId, name: nameOf(pupil), reason: looked.reason }]
        : [],
    ),
    optedOut: pupils.filter(({ pupil }) => pupil.choice === 'OUT').length,
    notAsked: pupils.filter(({ pupil }) => pupil.choice === null).length,
    bytes: included.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Entries carry this time, so that the same photos give the same bytes. */
const ZIP_TIME = new Date(1980, 0, 1, 0, 0, 0);

/**
 * The package: `<state ID>.jpg` for each pupil who may be in it, and `manifest.csv`. No name stands in it anywhere. Refuses
 * an empty package, and one that is larger than the state's loader takes.
 */
export function photoPackage(reader: Reader, scope: PhotoScope): { zip: Uint8Array; photos: number } {
  const entries: Record<string, Uint8Array> = {};
  const manifest: string[][] = [];
  for (const { looked } of lookedThrough(reader, scope).pupils) {
    if (!looked.takes) continue;
    const name = `${looked.stateId}.jpg`;
    entries[name] = looked.picture;
    manifest.push([
      name,
      looked.stateId,
      looked.takenOn,
      String(looked.picture.length),
      createHash('sha256').update(looked.picture).digest('hex'),
    ]);
  }
  if (manifest.length === 0) throw new Failure('conflict', nothingToWrite(reader, scope));
  const lines = [['file', 'stateId', 'takenOn', 'bytes', 'sha256'], ...manifest];
  entries['manifest.csv'] = new TextEncoder().encode(stringify(lines, { record_delimiter: '\r\n' }));
  // Pictures are packed already.
  const zip = zipSync(entries, { mtime: ZIP_TIME, level: 0 });
  if (zip.length > rules.maxZipBytes)
    throw new Failure(
      'conflict',
      'Nothing was written: the package would be larger than the 100 MB that the state takes. Write one for each school.',
      [{ field: 'school', message: 'Choose one school.' }],
    );
  return { zip, photos: manifest.length };
}

/** Why the package would be empty: the list of those left out, where it names anybody. */
function nothingToWrite(reader: Reader, scope: PhotoScope): string {
  const { leftOut, endYear } = photoPreview(reader, scope);
  return leftOut.length > 0
    ? 'Nothing was written: there is no photo that may go. The list says why each pupil stays out.'
    : `Nothing was written: nobody’s parents have opted in for ${schoolYearInWords(endYear)}. Enter their answers on the pupils’ pages.`;
}

/** Everybody enrolled on that day, in the order of State IDs. A missing child is no count: calendars left out of those are in it. */
function lookedThrough(
  reader: Reader,
  { date, school }: PhotoScope,
): { endYear: number; pupils: { pupil: Candidate; looked: Looked }[] } {
  const endYear = schoolYearOf(date);
  const pupils = reader.rows<Candidate>(
    `SELECT p.id AS studentId, p.lastName, p.firstName, i.value AS stateId, c.choice, f.image, f.takenOn FROM person p
      LEFT JOIN identifier i ON i.personId = p.id AND i.system = 'state'
      LEFT JOIN photoChoice c ON c.studentId = p.id AND c.endYear = ?
      LEFT JOIN photo f ON f.personId = p.id
      WHERE EXISTS (SELECT 1 FROM enrollment e JOIN school s ON s.id = e.schoolId
        WHERE e.studentId = p.id AND e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?) AND e.noShow = 0
          AND e.extracurricularOnly = 0
          AND (? IS NULL OR s.number IN (?, substr('0000' || ?, -4))))
      ORDER BY i.value IS NULL, i.value, p.lastName, p.firstName, p.id`,
    endYear,
    date,
    date,
    school ?? null,
    school ?? null,
    school ?? null,
  );
  return { endYear, pupils: pupils.map((pupil) => ({ pupil, looked: look(pupil, date, endYear) })) };
}

function look(pupil: Candidate, date: CivilDate, endYear: number): Looked {
  const out = (reason: string): Looked => ({ takes: false, reason });
  const { choice, stateId, image, takenOn } = pupil;
  if (choice === 'OUT') return out(`The parents opted out for ${schoolYearInWords(endYear)}.`);
  if (choice !== 'IN')
    return out(`The parents have not opted in for ${schoolYearInWords(endYear)}. Ask them again this year.`);
  if (image === null || takenOn === null)
    return out(
      'There is no photo on this computer. Make the package where it was added, or add one on the pupil’s page, under Papers.',
    );
  if (stateId === null) return out('The pupil has no State ID yet. Ask the state for it.');
  if (!/^[0-9A-Z]{9}$/.test(stateId)) return out('The State ID does not have nine characters. Correct it.');
  if (takenOn > date) return out(`The photo says it was taken later, on ${dateInWords(takenOn)}.`);
  if (takenOn <= yearsBefore(date, rules.maxAgeYears))
    return out(
      `The photo was taken ${dateInWords(takenOn)}: the state takes none that is ${rules.maxAgeYears} years old or more. Take a new one.`,
    );
  const jpeg = readJpeg(image);
  if (jpeg === null) return out('The picture cannot be read as a JPEG. Choose it again on the pupil’s page.');
  if (jpeg.width !== rules.width || jpeg.height !== rules.height)
    return out(
      `The photo is ${jpeg.width} × ${jpeg.height}, not ${rules.width} × ${rules.height}. Choose it again on the pupil’s page: it is cut to size there.`,
    );
  if (jpeg.bare.length > rules.maxBytes)
    return out('The photo is larger than 100 KB. Choose it again on the pupil’s page.');
  return { takes: true, picture: jpeg.bare, takenOn, stateId };
}

/** The same day some years earlier; February 29 becomes the 28th. */
function yearsBefore(date: CivilDate, years: number): CivilDate {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(year) - years}-${month}-${month === '02' && day === '29' ? '28' : day}`;
}

const nameOf = ({ lastName, firstName }: Candidate): string => `${lastName}, ${firstName}`;
