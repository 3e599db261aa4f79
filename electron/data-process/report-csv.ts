import { stringify } from 'csv-stringify/sync';
import { cellText, type ReportPage, type ReportTable } from '#domain/system/report-page.ts';

/**
 * The tables of a report as one rectangle, so that a spreadsheet can sort it: every column of every table once, and
 * where there are several tables, a first column that says which. Totals stay on paper; a spreadsheet makes its own.
 */
export function reportCsv(page: ReportPage): string {
  const tables = page.blocks.filter(
    (block): block is ReportTable => block.kind === 'table' && !block.paperOnly,
  );
  const several = tables.length > 1;
  const labels = [
    ...new Set(
      tables.flatMap((table) => [
        ...(table.sheetFacts ?? []).map(({ label }) => label),
        ...table.columns.map(nameOf),
      ]),
    ),
  ];
  const rows = tables.flatMap((table) =>
    (table.rows.length > 0 || several ? table.rows : []).map((row) => {
      const cells = new Map([
        ...(table.sheetFacts ?? []).map(({ label, value }) => [label, value] as const),
        ...table.columns.map(
          (column, at) => [nameOf(column), cellText(row[at] ?? '').replace('\n', '/')] as const,
        ),
      ]);
      return [...(several ? [table.title] : []), ...labels.map((label) => cells.get(label) ?? '')];
    }),
  );
  // Spreadsheets run cells that begin like a formula; the mark tells Excel that the text is UTF-8.
  return stringify([[...(several ? ['List'] : []), ...labels], ...rows], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

const nameOf = (column: ReportTable['columns'][number]): string =>
  column.under ? `${column.label} ${column.under}` : column.label;

/** No pupil's name is ever part of a file's name. */
export function reportFileName(report: string, stamp: string, extension: 'pdf' | 'csv'): string {
  return `${report}-${stamp}.${extension}`;
}
