import { composeFile } from '#db/state-files/compose-file.ts';
import type { Reader } from '#db/system/connection.ts';
import { type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';
import type { ReportPage } from '#domain/system/report-page.ts';

/** Fields that are the same on every line, or stand in the first column, and are typed by nobody. */
const NOT_KEYED = new Set(['Record type', 'District number', 'Year', 'Last name', 'First name']);

/** The records of a state file to be read aloud or keyed into the state's screens by hand. */
export function keyingList(reader: Reader, request: ReportRequest): ReportPage {
  const template = request.options.template;
  if (!template) throw new Failure('invalid-input', 'Choose a state file first.');
  const endYear = request.options.endYear ?? schoolYearOf(request.today);
  const file = composeFile(reader, {
    template,
    scope: { endYear, asOf: request.range.date, school: request.options.school },
    stamp: { date: request.today, time: '00:00' },
  });
  const keyed = file.columns
    .map((label, at) => ({ label, at }))
    .filter(({ label, at }) => !NOT_KEYED.has(label) && file.rows.some(({ cells }) => cells[at] !== ''));
  return reportFrame(reader, request, {
    title: `Keying list: ${file.title}`,
    range: schoolYearInWords(endYear),
    landscape: true,
    definitions: [
      'One row for each record the file would carry. Fields that are empty everywhere are left out. Rows with a star have a problem and would be left out of the file.',
      ...(file.codesToConfirm.length > 0
        ? ['Some codes are local defaults: ask the state for its own before keying them.']
        : []),
      ...file.notReported,
    ],
    blocks: [
      {
        kind: 'table',
        title: file.title,
        columns: [{ label: 'Pupil', kind: 'name' }, ...keyed.map(({ label }) => ({ label }))],
        rows: file.rows.map(({ name, cells, right }) => [
          `${name}${right ? '' : ' *'}`,
          ...keyed.map(({ at }) => cells[at] ?? ''),
        ]),
        totals: [[`${file.rows.length} records`, ...keyed.map(() => '')]],
        empty: 'There is no record for this file in this year.',
      },
    ],
  });
}
