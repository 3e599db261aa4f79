import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, remove } from '#db/system/rows.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import { type Row, recordTypeNamed, recordTypes, type TypeName } from '#domain/sync/registry.ts';
import { earlier, later } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

/** Two marks of one day, block and source that say different things. */
export interface MarkQuestion {
  readonly date: string;
  readonly block: string;
  readonly source: string;
  readonly keep: string;
  readonly gone: string;
}

export interface MarkAnswer {
  readonly date: string;
  readonly block: string;
  readonly source: string;
  readonly holds: 'keep' | 'gone';
}

type Stay = Row<'enrollment'>;
type AnyRow = { id: string } & Record<string, string | number | null>;

/** Marks that the two enrollments both have and that disagree. A cleared mark disagrees with nothing. */
export function markQuestions(reader: Reader, keep: Stay, gone: Stay): MarkQuestion[] {
  return reader
    .rows<{
      date: string;
      block: string;
      source: string;
      keep: string;
      gone: string;
      keepMinutes: number | null;
      goneMinutes: number | null;
    }>(
      `SELECT a.date, a.block, a.source, a.code AS keep, b.code AS gone, a.minutes AS keepMinutes, b.minutes AS goneMinutes
        FROM attendanceMark a JOIN attendanceMark b ON b.date = a.date AND b.block = a.block AND b.source = a.source
        WHERE a.enrollmentId = ? AND b.enrollmentId = ? AND a.code IS NOT NULL AND b.code IS NOT NULL
          AND (a.code <> b.code OR a.minutes IS NOT b.minutes)
        ORDER BY a.date, a.block, a.source`,
      keep.id,
      gone.id,
    )
    .map(({ date, block, source, ...row }) => ({
      date,
      block,
      source,
      keep: withMinutes(row.keep, row.keepMinutes),
      gone: withMinutes(row.gone, row.goneMinutes),
    }));
}

const withMinutes = (code: string, minutes: number | null): string =>
  minutes === null ? code : `${code}, ${minutes} min`;

/** Records of which an enrollment has one, where both have it: a posted mark, state facts, an agreement. */
export function childTwins(
  reader: Reader,
  keep: Stay,
  gone: Stay,
): { type: RecordType<TypeName>; keep: AnyRow; gone: AnyRow }[] {
  return recordTypes
    .filter((type) => type.name !== 'attendanceMark' && type.naturalKey.includes('enrollmentId'))
    .flatMap((type) =>
      reader
        .rows<AnyRow>(`SELECT * FROM "${type.name}" WHERE enrollmentId = ? ORDER BY id`, gone.id)
        .flatMap((row) => {
          const id = naturalId(type, { ...row, enrollmentId: keep.id });
          const twin = reader.rows<AnyRow>(`SELECT * FROM "${type.name}" WHERE id = ?`, id)[0];
          return twin ? [{ type, keep: twin, gone: row }] : [];
        }),
    );
}

/**
 * Makes two enrollments of one calendar and grade one: the days of both, everything that belongs to the second goes to
 * the first. Refused while a disagreeing mark has no answer: a mark is never lost without a word.
 */
export function joinEnrollments(
  writer: Writer,
  keep: Stay,
  gone: Stay,
  answers: readonly MarkAnswer[],
  records: Readonly<Record<string, 'keep' | 'gone'>>,
): void {
  const chosen = new Map(answers.map((one) => [`${one.date} ${one.block} ${one.source}`, one.holds]));
  const open = markQuestions(writer, keep, gone).filter(
    ({ date, block, source }) => !chosen.has(`${date} ${block} ${source}`),
  );
  if (open[0])
    throw new Failure(
      'conflict',
      `Both have attendance on the same days, and ${open.length === 1 ? 'one mark disagrees' : `${open.length} marks disagree`}. Choose which is right.`,
      open.map(({ date, block, source }) => ({
        field: `marks.${date} ${block} ${source}`,
        message: `${dateInWords(date)}, ${block}: choose which mark is right.`,
      })),
    );
  for (const type of recordTypes)
    for (const [name, field] of Object.entries(type.fields))
      if (field.refersTo === 'enrollment')
        for (const row of writer.rows<AnyRow>(
          `SELECT * FROM "${type.name}" WHERE "${name}" = ? ORDER BY id`,
          gone.id,
        ))
          moveChild(writer, type.name, { ...row, [name]: keep.id }, row.id, (child) =>
            type.name === 'attendanceMark'
              ? chosen.get(`${child.date} ${child.block} ${child.source}`)
              : records[`${type.name} ${row.id}`],
          );
  remove(writer, 'enrollment', gone.id);
  const whole = keep.endDate === null || gone.endDate === null ? null : later(keep.endDate, gone.endDate);
  const first = gone.startDate < keep.startDate ? gone : keep;
  const last = whole === null ? null : whole === keep.endDate ? keep : gone;
  put(writer, 'enrollment', {
    ...keep,
    startDate: earlier(keep.startDate, gone.startDate),
    startStatus: first.startStatus ?? keep.startStatus ?? gone.startStatus,
    endDate: whole,
    endStatus: last?.endStatus ?? null,
    endReason: last?.endReason ?? null,
    dropoutReason: last?.dropoutReason ?? null,
    diplomaDate: keep.diplomaDate ?? gone.diplomaDate,
    diplomaType: keep.diplomaType ?? gone.diplomaType,
    diplomaPeriod: keep.diplomaPeriod ?? gone.diplomaPeriod,
    note: [keep.note, gone.note].filter(Boolean).join(' / ') || null,
  });
}

function moveChild(
  writer: Writer,
  name: TypeName,
  moved: AnyRow,
  oldId: string,
  answer: (child: AnyRow) => 'keep' | 'gone' | undefined,
): void {
  const type = recordTypeNamed(name);
  if (!type) return;
  if (type.naturalKey.length === 0 || !type.naturalKey.includes('enrollmentId')) {
    if (name === 'sectionRoster' && sameSeat(writer, moved, oldId)) remove(writer, name, oldId);
    else put(writer, name, { ...moved, id: oldId } as unknown as Row<TypeName>);
    return;
  }
  const twin = writer.rows<AnyRow>(`SELECT * FROM "${name}" WHERE id = ?`, naturalId(type, moved))[0];
  remove(writer, name, oldId);
  if (name === 'attendanceMark') {
    const takes = !twin || twin.code === null || answer(moved) === 'gone';
    if (takes && (moved.code !== null || !twin))
      putKeyed(writer, 'attendanceMark', moved as unknown as Omit<Row<'attendanceMark'>, 'id'>);
    return;
  }
  const [over, under] = answer(moved) === 'gone' ? [moved, twin] : [twin ?? moved, moved];
  const filled = Object.fromEntries(
    Object.keys(type.fields).map((field) => [field, over[field] ?? under?.[field] ?? null]),
  );
  putKeyed(writer, name, filled as unknown as Omit<Row<TypeName>, 'id'>);
}

/** The same seat in the same room at one time is one seat; the days of both are kept. */
function sameSeat(writer: Writer, moved: AnyRow, oldId: string): boolean {
  const seat = writer.rows<Row<'sectionRoster'>>(
    'SELECT * FROM sectionRoster WHERE sectionId = ? AND enrollmentId = ? AND id <> ?',
    moved.sectionId,
    moved.enrollmentId,
    oldId,
  )[0];
  if (!seat) return false;
  const end = moved.endDate as string | null;
  put(writer, 'sectionRoster', {
    ...seat,
    startDate: earlier(seat.startDate, String(moved.startDate)),
    endDate: seat.endDate === null || end === null ? null : later(seat.endDate, end),
  });
  return true;
}
