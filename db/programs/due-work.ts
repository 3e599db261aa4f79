import { requireProgram } from '#db/programs/program-records.ts';
import { calendarIndexOf } from '#db/school/calendars.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { type DuePupil, type DueRule, dueRulesOf, type SchoolYears } from '#domain/programs/due-rules.ts';
import { dueFor } from '#domain/programs/due-work.ts';
import type { CalendarIndex } from '#domain/school/calendar-index.ts';
import type { Row } from '#domain/sync/registry.ts';
import { type CivilDate, civilDate, daysFrom, earlier, schoolYearOf } from '#domain/system/civil-date.ts';
import { labelOf } from '#domain/system/code-set.ts';
import shipped from '#resources/programs/due-work.json' with { type: 'json' };

export interface DueLine {
  readonly rule: string;
  readonly program: string;
  readonly programLabel: string;
  readonly recordId: string;
  readonly studentId: string;
  readonly name: string;
  readonly grade: string | null;
  readonly title: string;
  readonly due: CivilDate;
  /** Days past the due day; 0 while it is not over. */
  readonly daysOver: number;
  readonly because: string;
  readonly source: string;
  readonly localDefault: boolean;
  /** The step to note, or null where the record itself is to be changed. */
  readonly step: string | null;
}

/** The rules of all years: the district's own where there are some, the shipped ones otherwise. */
export function dueWorkFile(reader: Reader): { rules: readonly DueRule[] } {
  const own = reader.rows<{ value: string }>("SELECT value FROM referenceInForce WHERE name = 'due-work'")[0];
  return (own ? JSON.parse(own.value) : shipped) as { rules: readonly DueRule[] };
}

/** What is due in the programs on a day, soonest first: for all pupils, in one program, or in one school. */
export function dueWork(
  reader: Reader,
  today: CivilDate,
  scope: { program?: string | undefined; schoolId?: string | undefined } = {},
): DueLine[] {
  const rules = dueRulesOf(dueWorkFile(reader).rules, schoolYearOf(today));
  const programs = codeSetFile(reader, 'program');
  if (scope.program !== undefined) requireProgram(reader, scope.program);
  const pupils = pupilsOn(reader, today);
  const steps = stepsByRecord(reader);
  const years = schoolYears(reader);
  const records = reader.rows<Row<'programRecord'> & { name: string }>(
    `SELECT r.*, p.lastName || ', ' || p.firstName AS name FROM programRecord r JOIN person p ON p.id = r.studentId
      WHERE r.startDate <= ? AND (? IS NULL OR r.program = ?) ORDER BY nameOrder(p.lastName, p.firstName), r.studentId, r.startDate, r.id`,
    today,
    scope.program ?? null,
    scope.program ?? null,
  );
  return records
    .flatMap(({ name, ...record }) => {
      const pupil = pupils.get(record.studentId);
      if (!pupil || (scope.schoolId !== undefined && pupil.schoolId !== scope.schoolId)) return [];
      return dueFor(rules, { record, steps: steps.get(record.id) ?? [], pupil, years, today }).map(
        ({ rule, on, because }): DueLine => ({
          rule: rule.id,
          program: record.program,
          programLabel: labelOf(programs, record.program),
          recordId: record.id,
          studentId: record.studentId,
          name,
          grade: pupil.grade,
          title: rule.title,
          due: on,
          daysOver: Math.max(0, daysFrom(on, today)),
          because,
          source: rule.source,
          localDefault: rule.mark === 'D',
          step: 'step' in rule.asks ? rule.asks.step : null,
        }),
      );
    })
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

type Pupil = DuePupil & { readonly grade: string; readonly schoolId: string };

/**
 * Everybody with an enrollment, as of a day. Of several the one that holds on the day speaks, else the one to come, else
 * the last one: then the pupil has left.
 */
function pupilsOn(reader: Reader, today: CivilDate): Map<string, Pupil> {
  const stays = reader.rows<{
    studentId: string;
    schoolId: string;
    calendarId: string;
    grade: string;
    startDate: string;
    endDate: string | null;
  }>(
    `SELECT studentId, schoolId, calendarId, grade, startDate, endDate FROM enrollment WHERE noShow = 0
      ORDER BY studentId, CASE serviceType WHEN 'P' THEN 0 ELSE 1 END, startDate, id`,
  );
  const year = schoolYearOf(today);
  const indexes = new Map<string, CalendarIndex>();
  const indexOf = (id: string): CalendarIndex => {
    const held = indexes.get(id) ?? calendarIndexOf(reader, id);
    indexes.set(id, held);
    return held;
  };
  const byPupil = Map.groupBy(stays, ({ studentId }) => studentId);
  return new Map(
    [...byPupil].map(([studentId, own]) => {
      const open = own.filter(({ endDate }) => endDate === null || endDate >= today);
      const now = open.find(({ startDate }) => startDate <= today) ?? open[0];
      const last = own.reduce((a, b) => ((b.endDate ?? '') > (a.endDate ?? '') ? b : a));
      const one = now ?? last;
      const cameOn = own
        .filter(({ startDate }) => schoolYearOf(startDate) === year)
        .reduce((first, { startDate }) => earlier(first, startDate), now?.startDate ?? '9999-12-31');
      return [
        studentId,
        {
          grade: one.grade,
          schoolId: one.schoolId,
          cameOn: now ? cameOn : null,
          leftOn: now ? null : last.endDate,
          schoolDay: (n: number) => indexOf(one.calendarId).dates[n - 1] ?? null,
        },
      ];
    }),
  );
}

function stepsByRecord(reader: Reader): Map<string, Row<'programStep'>[]> {
  const rows = reader.rows<Row<'programStep'>>('SELECT * FROM programStep ORDER BY doneOn, id');
  return Map.groupBy(rows, ({ programRecordId }) => programRecordId);
}

/** The first school day of any calendar, or the first day as entered; September 1 and June 30 where nothing is. */
function schoolYears(reader: Reader): SchoolYears {
  const known = new Map(
    reader
      .rows<{ endYear: number; startDate: string; endDate: string; opens: string | null }>(
        `SELECT y.endYear, y.startDate, y.endDate, (SELECT min(d.date) FROM calendar c
            JOIN calendarDay d ON d.calendarId = c.id AND d.kind = 'instruction' WHERE c.schoolYearId = y.id) AS opens
          FROM schoolYear y`,
      )
      .map((year) => [year.endYear, year]),
  );
  return {
    firstDay: (endYear) =>
      known.get(endYear)?.opens ?? known.get(endYear)?.startDate ?? civilDate(endYear - 1, 9, 1),
    lastDay: (endYear) => known.get(endYear)?.endDate ?? civilDate(endYear, 6, 30),
  };
}
