import { dropUnnamedPictures, keepPicture } from '#db/people/pictures.ts';
import { codeSet } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, requiredRow } from '#db/system/rows.ts';
import { jpegProblem } from '#domain/people/photo.ts';
import type { Row } from '#domain/sync/registry.ts';
import { type CivilDate, schoolYearOf } from '#domain/system/civil-date.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

/** Court papers in force on a day, to be shown wherever somebody asks for the pupil. */
export function papersInForce(reader: Reader, studentId: string, on: string): Row<'courtPaper'>[] {
  return reader.rows<Row<'courtPaper'>>(
    `SELECT * FROM courtPaper WHERE studentId = ? AND (issuedOn IS NULL OR issuedOn <= ?)
      AND (expiresOn IS NULL OR expiresOn >= ?) ORDER BY issuedOn DESC, id`,
    studentId,
    on,
    on,
  );
}

export function pupilPapers(reader: Reader, studentId: string) {
  return {
    court: reader.rows<Row<'courtPaper'>>(
      'SELECT * FROM courtPaper WHERE studentId = ? ORDER BY issuedOn DESC, id',
      studentId,
    ),
    foster: reader.rows<Row<'fosterPlacement'>>(
      'SELECT * FROM fosterPlacement WHERE studentId = ? ORDER BY startDate DESC, id',
      studentId,
    ),
    photos: reader
      .rows<Row<'photoChoice'>>(
        'SELECT * FROM photoChoice WHERE studentId = ? ORDER BY endYear DESC',
        studentId,
      )
      .map(({ endYear, choice, chosenOn }) => ({ endYear, choice, chosenOn })),
  };
}

export function saveCourtPaper(writer: Writer, row: Row<'courtPaper'>): void {
  requiredRow(writer, 'person', row.studentId);
  if (!codeSet(writer, 'court_paper_kind').some(({ code }) => code === row.kind))
    throw new Failure('invalid-input', 'Choose the kind of court paper from the list.', [
      { field: 'kind', message: 'Choose from the list.', value: row.kind },
    ]);
  if (row.issuedOn !== null && row.expiresOn !== null && row.expiresOn < row.issuedOn)
    throw new Failure('invalid-input', 'The paper would end before it was issued.', [
      { field: 'expiresOn', message: 'Before it was issued.' },
    ]);
  put(writer, 'courtPaper', row);
}

export function saveFosterPlacement(writer: Writer, row: Row<'fosterPlacement'>): void {
  requiredRow(writer, 'person', row.studentId);
  const last = row.endDate ?? '9999-12-31';
  if (last < row.startDate)
    throw new Failure('invalid-input', 'The last day is before the first.', [
      { field: 'endDate', message: 'Before the first day.' },
    ]);
  const clash = writer.rows(
    `SELECT 1 FROM fosterPlacement WHERE studentId = ? AND id <> ? AND startDate <= ?
      AND (endDate IS NULL OR endDate >= ?)`,
    row.studentId,
    row.id,
    last,
    row.startDate,
  );
  if (clash.length > 0)
    throw new Failure('conflict', 'Another placement is on record at that time. End that one first.', [
      { field: 'startDate', message: 'Overlaps another placement.' },
    ]);
  put(writer, 'fosterPlacement', row);
}

/** The parents' choice for this school year or the next. Opting out takes the photo off this computer at once, off the others by sync. */
export function choosePhoto(
  writer: Writer,
  input: { studentId: string; endYear: number; choice: string | null; chosenOn: string },
  today: CivilDate,
): void {
  requiredRow(writer, 'person', input.studentId);
  const thisYear = schoolYearOf(today);
  if (input.endYear !== thisYear && input.endYear !== thisYear + 1)
    throw new Failure(
      'invalid-input',
      `Parents choose about the photo for the school year ${schoolYearInWords(thisYear)} or ${schoolYearInWords(thisYear + 1)}, not for ${schoolYearInWords(input.endYear)}.`,
      [{ field: 'endYear', message: 'Not this school year or the next.', value: String(input.endYear) }],
    );
  if (input.choice !== null && !codeSet(writer, 'photo_opt_in').some(({ code }) => code === input.choice))
    throw new Failure('invalid-input', 'Choose the answer about photos from the list.', [
      { field: 'choice', message: 'Choose from the list.' },
    ]);
  putKeyed(writer, 'photoChoice', input);
  if (input.choice === 'OUT') withdrawPhoto(writer, input.studentId);
}

/** No pupil of today was photographed before; an earlier date is a slip of the keys. */
const FIRST_PHOTO_DAY: CivilDate = '2000-01-01';

/** Keeps a photo; the next sync brings it to the office’s other computers. Only for a pupil opted in for this school year. */
export function savePhoto(
  writer: Writer,
  input: { studentId: string; image: Buffer; takenOn: string },
  today: string,
): void {
  requiredRow(writer, 'person', input.studentId);
  const chosen = writer.rows<{ choice: string | null }>(
    'SELECT choice FROM photoChoice WHERE studentId = ? AND endYear = ?',
    input.studentId,
    schoolYearOf(today),
  )[0];
  if (chosen?.choice !== 'IN')
    throw new Failure(
      'conflict',
      'The parents have not opted in for this school year. Record their choice first.',
      [{ field: 'choice', message: 'Not opted in.' }],
    );
  if (input.takenOn > today)
    throw new Failure('invalid-input', 'The photo would be taken later than today. Correct its date.', [
      { field: 'takenOn', message: 'After today.', value: input.takenOn },
    ]);
  if (input.takenOn < FIRST_PHOTO_DAY)
    throw new Failure('invalid-input', 'The photo would be from before the year 2000. Correct its date.', [
      { field: 'takenOn', message: 'Before 2000.', value: input.takenOn },
    ]);
  const problem = jpegProblem(input.image);
  if (problem) throw new Failure('invalid-input', problem, [{ field: 'image', message: problem }]);
  putKeyed(writer, 'pupilPhoto', {
    studentId: input.studentId,
    takenOn: input.takenOn,
    ...keepPicture(writer, input.image),
  });
}

function withdrawPhoto(writer: Writer, studentId: string): void {
  const kept = writer.rows('SELECT 1 FROM pupilPhoto WHERE studentId = ? AND sha256 IS NOT NULL', studentId);
  if (kept.length === 0) return;
  putKeyed(writer, 'pupilPhoto', { studentId, takenOn: null, sha256: null, size: null });
  dropUnnamedPictures(writer);
}

export interface KeptPhoto {
  /** Base64; null while the picture is on its way. */
  readonly image: string | null;
  readonly takenOn: string;
  /** `here`: on this computer alone so far; `state`: there too, for the office’s other computers; `coming`: not here yet. */
  readonly where: 'here' | 'state' | 'coming';
}

export function photoOf(reader: Reader, studentId: string): KeptPhoto | null {
  const row = reader.rows<{ bytes: Buffer | null; takenOn: string | null; atState: number | null }>(
    `SELECT r.takenOn, k.bytes, k.atState FROM pupilPhoto r
      LEFT JOIN picture k ON k.sha256 = r.sha256 AND length(k.bytes) = r.size
      WHERE r.studentId = ? AND r.sha256 IS NOT NULL`,
    studentId,
  )[0];
  if (!row || row.takenOn === null) return null;
  const where = row.bytes === null ? 'coming' : row.atState === 1 ? 'state' : 'here';
  return { image: row.bytes?.toString('base64') ?? null, takenOn: row.takenOn, where };
}
