import { Failure } from '#domain/system/failure.ts';
import { reportNamed, reports } from '#domain/system/reports.ts';
import type { Parsed } from '#electron/contract/contract.ts';
import type { reportsContract } from '#electron/contract/reports.contract.ts';
import type { AreaHandlers, SignedInCall } from '#electron/data-process/call.ts';
import { pageOf, printed, shownOrPrinted } from '#electron/data-process/print-report.ts';
import { reportCsv, reportFileName } from '#electron/data-process/report-csv.ts';
import { refuseExisting, saveFile } from '#electron/data-process/save-file.ts';

export const reportsHandlers: AreaHandlers<keyof typeof reportsContract> = {
  'reports.list': (_input, { user }) =>
    reports.map(({ roles, options, needs, ...facts }) => ({
      ...facts,
      options: [...options],
      needs: needs.map((one) => [...one]),
      allowed: user.roles.some((role) => roles.includes(role)),
    })),

  'reports.totals': (scope, { jobs }) => jobs.run('attendance-totals', scope),

  'reports.preview': async (asked, call) => {
    const { pdf, pages, page } = await printed(asked, call);
    return { pdf, pages, title: page.title };
  },

  'reports.print': async ({ path, replace, ...asked }, call) => {
    if (path !== undefined && !replace) refuseExisting(call.district.path, path, '%PDF-');
    const { pdf, pages } = await shownOrPrinted(asked, call);
    const place =
      path ??
      (call.origin === 'headless'
        ? null
        : await call.desktop.askToSave({
            title: 'Save the report as a PDF',
            fileName: reportFileName(asked.report, stampOf(asked, call), 'pdf'),
            filters: [{ name: 'PDF', extensions: ['pdf'] }],
          }));
    if (place === null && call.origin === 'headless')
      throw new Failure('invalid-input', 'Say where to save the PDF: "path".', [
        { field: 'path', message: 'Please fill this in.' },
      ]);
    if (place !== null) await saveFile(call.district.path, place, pdf);
    return { saved: place !== null, ...(path === undefined ? {} : { path }), pages, bytes: pdf.byteLength };
  },

  'reports.paper': async (asked, call) => {
    const { pdf } = await shownOrPrinted(asked, call);
    await call.desktop.toPaper(pdf);
    return { done: true };
  },

  'reports.csv': (asked, call) => csvOf(asked, call),

  'reports.save-csv': async (asked, call) => {
    const { fileName, text } = await csvOf(asked, call);
    const place = await call.desktop.askToSave({
      title: 'Save the tables for a spreadsheet',
      fileName,
      filters: [{ name: 'CSV', extensions: ['csv'] }],
    });
    if (place !== null) await saveFile(call.district.path, place, text);
    return { saved: place !== null };
  },

  'reports.page': () => {
    throw new Failure('not-found', 'Only a print window has a page to draw.');
  },
};

async function csvOf(
  asked: Parsed<'reports.csv'>,
  call: SignedInCall,
): Promise<{ fileName: string; text: string }> {
  if (!reportNamed(asked.report).csv)
    throw new Failure(
      'invalid-input',
      'This report has no table for a spreadsheet. Print it or save it as a PDF.',
    );
  const page = await pageOf(asked, call);
  return { fileName: reportFileName(asked.report, stampOf(asked, call), 'csv'), text: reportCsv(page) };
}

/** The date in a file's name: what the report is of, as far as it says. */
function stampOf({ options }: Parsed<'reports.csv'>, { clock }: SignedInCall): string {
  return options.month ?? options.date ?? options.to ?? clock.today();
}
