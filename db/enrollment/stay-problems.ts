import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { requiredRow } from '#db/system/rows.ts';
import { enrollmentProblems, type StatusValue } from '#domain/enrollment/enrollment-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { Problem } from '#domain/system/failure.ts';

/** Everything that is wrong with one enrollment by itself, each at its field; empty when it may be saved. */
export function stayProblems(reader: Reader, row: Row<'enrollment'>): readonly Problem[] {
  const calendar = requiredRow(reader, 'calendar', row.calendarId);
  const year = requiredRow(reader, 'schoolYear', calendar.schoolYearId);
  const status = (name: string) => codeSetFile<StatusValue>(reader, name);
  const problems = enrollmentProblems(row, {
    sets: {
      gradeLevel: codeSetFile(reader, 'grade_level'),
      serviceType: codeSetFile(reader, 'service_type'),
      startStatus: status('start_status'),
      endStatus: status('end_status'),
      endReason: status('end_status_category'),
    },
    yearStart: year.startDate,
    yearEnd: year.endDate,
    militaryConnected: militaryOn(reader, row.studentId, row.startDate),
  });
  return [...problems, ...codeProblems(reader, row)];
}

function codeProblems(reader: Reader, row: Row<'enrollment'>): Problem[] {
  return (
    [
      ['diplomaType', 'diploma_type'],
      ['diplomaPeriod', 'diploma_period'],
      ['dropoutReason', 'dropout_reason'],
    ] as const
  ).flatMap(([field, set]) => {
    const value = row[field];
    return value === null || codeSetFile(reader, set).values.some(({ code }) => code === value)
      ? []
      : [{ field, message: `"${value}" is not a code that can be chosen here.`, value }];
  });
}

function militaryOn(reader: Reader, studentId: string, date: string): boolean {
  return (
    reader.rows(
      "SELECT 1 FROM programRecord WHERE studentId = ? AND program = 'MIL' AND startDate <= ? AND (endDate IS NULL OR endDate >= ?)",
      studentId,
      date,
      date,
    ).length > 0
  );
}
