import { gradeInWords } from '#db/system/report-frame.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { slashDate } from '#domain/system/date-words.ts';
import type { ReportBlock } from '#domain/system/report-page.ts';

/** One piece of work that is due, in a program or in special education. */
export interface DueOnPaper {
  readonly rule: string;
  readonly name: string;
  readonly grade: string | null;
  readonly title: string;
  readonly due: CivilDate;
  readonly daysOver: number;
  readonly because: string;
  readonly source: string;
  readonly localDefault: boolean;
}

/** Due work on paper, with room for the day each was done. `empty` stands there when nothing is due. */
export const dueTable = (title: string, lines: readonly DueOnPaper[], empty: string): ReportBlock => ({
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
  rows: lines.map((line) => [
    line.name,
    line.grade === null ? '' : gradeInWords(line.grade),
    line.title,
    line.daysOver > 0 ? { text: `${slashDate(line.due)} overdue`, look: 'strong' } : slashDate(line.due),
    line.because,
    '',
  ]),
  totals: [],
  empty,
});

/** Each rule behind the lines once, with its source: for the foot of the paper. */
export const dueSources = (lines: readonly DueOnPaper[]): string[] =>
  [...new Map(lines.map((line) => [line.rule, line])).values()].map(
    ({ title, source, localDefault }) => `${title}: ${source}${localDefault ? ' (local default)' : ''}.`,
  );
