import { dueWork } from '#db/programs/due-work.ts';
import { schoolNumbered } from '#db/school/schools.ts';
import type { Reader } from '#db/system/connection.ts';
import { gradeInWords, type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { dateInWords, slashDate } from '#domain/system/date-words.ts';
import type { ReportBlock, ReportPage } from '#domain/system/report-page.ts';

/** What is due in the programs, a table a program, with room for the day it was done. */
export function dueReport(reader: Reader, request: ReportRequest): ReportPage {
  const { date } = request.range;
  const { school, program } = request.options;
  const lines = dueWork(reader, date, {
    program,
    schoolId: school === undefined ? undefined : schoolNumbered(reader, school).id,
  });
  const blocks = [...Map.groupBy(lines, ({ programLabel }) => programLabel)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([title, own]): ReportBlock => ({
        kind: 'table',
        title,
        columns: [
          { label: 'Pupil', kind: 'name' },
          { label: 'Grade' },
          { label: 'What', kind: 'wide' },
          { label: 'Due' },
          { label: 'Why' },
          { label: 'Done on' },
        ],
        rows: own.map((line) => [
          line.name,
          line.grade === null ? '' : gradeInWords(line.grade),
          line.title,
          line.daysOver > 0
            ? { text: `${slashDate(line.due)} overdue`, look: 'strong' }
            : slashDate(line.due),
          line.because,
          '',
        ]),
        totals: [],
        empty: '',
      }),
    );
  const rules = new Map(lines.map((line) => [line.rule, line]));
  return reportFrame(reader, request, {
    title: 'Program work that is due',
    range: dateInWords(date),
    landscape: true,
    definitions: [
      'Confidential: who is in which program is for those only who need it for their work.',
      ...[...rules.values()].map(
        ({ title, source, localDefault }) => `${title}: ${source}${localDefault ? ' (local default)' : ''}.`,
      ),
    ],
    blocks: blocks.length > 0 ? blocks : [{ kind: 'text', title: '', text: 'Nothing is due.' }],
  });
}
