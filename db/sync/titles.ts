import type { Reader } from '#db/system/connection.ts';
import { recordTypeNamed, type TypeName } from '#domain/sync/registry.ts';
import { shortDateInWords } from '#domain/system/date-words.ts';

/** How a record is called on a list, and where it is on screen. Titles never hold anything confidential. */
export interface Subject {
  readonly title: string;
  readonly to: string;
}

type Row = Record<string, string | null>;

export function subjectOf(reader: Reader, type: string, id: string): Subject {
  const label = recordTypeNamed(type)?.label ?? 'Record';
  const row = recordTypeNamed(type)
    ? reader.rows<Row>(`SELECT * FROM "${type}" WHERE id = ?`, id)[0]
    : undefined;
  if (!row) return { title: `${label} (removed)`, to: '/state' };
  return (
    DESCRIBE[type as TypeName]?.(reader, row, id) ?? {
      title: row.name ? `${label}: ${row.name}` : label,
      to: '/calendar',
    }
  );
}

const nameOf = (reader: Reader, personId: string | null | undefined): string =>
  reader.rows<{ name: string }>(
    "SELECT lastName || ', ' || firstName AS name FROM person WHERE id = ?",
    personId ?? '',
  )[0]?.name ?? 'Somebody';

const pupilOf = (
  reader: Reader,
  enrollmentId: string | null | undefined,
): { name: string; personId: string } => {
  const row = reader.rows<{ studentId: string }>(
    'SELECT studentId FROM enrollment WHERE id = ?',
    enrollmentId ?? '',
  )[0];
  return { name: nameOf(reader, row?.studentId), personId: row?.studentId ?? '' };
};

const personal =
  (what: string, field: string) =>
  (reader: Reader, row: Row): Subject => ({
    title: `${nameOf(reader, row[field])}: ${what}`,
    to: `/people/${row[field]}`,
  });

const DESCRIBE: Partial<Record<TypeName, (reader: Reader, row: Row, id: string) => Subject>> = {
  person: (_reader, row, id) => ({
    title: `${row.lastName}, ${row.firstName}: name and birth date`,
    to: `/people/${id}`,
  }),
  identifier: personal('number', 'personId'),
  demographics: personal('demographics', 'personId'),
  directory: personal('address', 'personId'),
  phone: personal('phone', 'personId'),
  relationship: personal('family', 'studentId'),
  enrollment: personal('enrollment', 'studentId'),
  programRecord: personal('program record', 'studentId'),
  immunizationPaper: personal('immunization record', 'studentId'),
  nonPublicPupil: () => ({ title: 'A non-public pupil who is served', to: '/non-public' }),
  programStep: (reader, row) => {
    const studentId = reader.rows<{ studentId: string }>(
      'SELECT studentId FROM programRecord WHERE id = ?',
      row.programRecordId,
    )[0]?.studentId;
    return { title: `${nameOf(reader, studentId)}: program step`, to: `/people/${studentId}` };
  },
  iep: (_reader, _row, id) => ({ title: 'A special education plan', to: `/iep?plan=${id}` }),
  iepService: (_reader, row) => ({
    title: 'A service of a special education plan',
    to: `/iep?plan=${row.iepId}`,
  }),
  specialEducationExit: (_reader, row) => ({
    title: 'A special education exit',
    to: `/iep?pupil=${row.studentId}`,
  }),
  attendanceMark: (reader, row) => {
    const pupil = pupilOf(reader, row.enrollmentId);
    return {
      title: `${pupil.name}: attendance ${shortDateInWords(row.date ?? '')}, ${row.block}`,
      to: `/people/${pupil.personId}`,
    };
  },
  attendanceTaken: (reader, row) => ({
    title: `${reader.rows<{ name: string }>('SELECT name FROM section WHERE id = ?', row.sectionId)[0]?.name ?? 'A room'} is in, ${shortDateInWords(row.date ?? '')}`,
    to: `/attendance?room=${row.sectionId}&date=${row.date}`,
  }),
  postedMark: (reader, row) => ({
    title: `${pupilOf(reader, row.enrollmentId).name}: mark`,
    to: `/marks?section=${row.sectionId}&term=${row.termId}`,
  }),
  absenceCall: (reader, row) => ({
    title: `${pupilOf(reader, row.enrollmentId).name}: call home`,
    to: `/call-list?date=${row.date}`,
  }),
  calendarDay: (_reader, row) => ({
    title: `Calendar, ${shortDateInWords(row.date ?? '')}`,
    to: '/calendar',
  }),
  sectionRoster: (reader, row) => ({
    title: `${pupilOf(reader, row.enrollmentId).name}: room`,
    to: `/people/${pupilOf(reader, row.enrollmentId).personId}`,
  }),
};
