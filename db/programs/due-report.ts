import { dueWork } from '#db/programs/due-work.ts';
import { schoolNumbered } from '#db/school/schools.ts';
import type { Reader } from '#db/system/connection.ts';
import { dueSources, dueTable } from '#db/system/due-table.ts';
import { type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { dateInWords } from '#domain/system/date-words.ts';
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
    .map(([title, own]): ReportBlock => dueTable(title, own, ''));
  return reportFrame(reader, request, {
    title: 'Program work that is due',
    range: dateInWords(date),
    landscape: true,
    definitions: [
      'Confidential: who is in which program is for those only who need it for their work.',
      ...dueSources(lines),
    ],
    blocks: blocks.length > 0 ? blocks : [{ kind: 'text', title: '', text: 'Nothing is due.' }],
  });
}
