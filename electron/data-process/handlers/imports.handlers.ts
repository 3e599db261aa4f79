import { basename } from 'node:path';
import { guessMapping } from '#db/imports/mapped-columns.ts';
import { MAPPED_FIELDS } from '#db/imports/mapped-fields.ts';
import { fileBytes } from '#db/imports/source-bytes.ts';
import { openTable } from '#db/imports/table-rows.ts';
import { isTemplate } from '#db/state-files/layouts.ts';
import type { importsContract } from '#electron/contract/imports.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';
import {
  applyImport,
  cancelImport,
  grantFor,
  pathOf,
  previewImport,
} from '#electron/data-process/import-jobs.ts';

const extensionsOf = (format: string): string[] =>
  format === 'oneroster'
    ? ['zip']
    : format === 'behavior-xml'
      ? ['xml']
      : isTemplate(format)
        ? ['tsv', 'txt']
        : ['csv'];

export const importsHandlers: AreaHandlers<keyof typeof importsContract> = {
  'imports.choose-file': async ({ format }, { desktop, newId }) => {
    const path = await desktop.askToOpen({
      title: 'Choose the file to bring in',
      filters: [{ name: 'School files', extensions: extensionsOf(format) }],
    });
    if (!path) return null;
    const grant = newId();
    grantFor(grant, path);
    return {
      grant,
      fileName: basename(path),
      ...(format === 'csv' ? await columnsOf(path) : { columns: [], mapping: {} }),
    };
  },
  'imports.fields': () => Object.entries(MAPPED_FIELDS).map(([field, label]) => ({ field, label })),
  'imports.preview': async (source, call) => {
    const tally = await previewImport(call, source);
    return { ...tally, format: source.format, file: basename(pathOf(source)) };
  },
  'imports.apply': async (source, call) => {
    const { answer, restFile } = await applyImport(call, source);
    return { ...answer, format: source.format, file: basename(pathOf(source)), restFile };
  },
  'imports.cancel': () => {
    cancelImport();
    return { done: true };
  },
};

/** The columns of a CSV, and which of them most likely holds what. Read piece by piece, so that the window stays awake. */
async function columnsOf(path: string): Promise<{ columns: string[]; mapping: Record<string, string> }> {
  const steps = openTable(fileBytes(path));
  for (;;) {
    const step = steps.next();
    if (step.done) {
      const { columns } = step.value;
      return { columns: columns.names.filter((name) => name !== ''), mapping: guessMapping(columns) };
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
