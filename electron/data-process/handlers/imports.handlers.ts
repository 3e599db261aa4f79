import { basename } from 'node:path';
import { MAPPED_FIELDS } from '#db/imports/mapped-file.ts';
import { encodingOf, separatorOf, startOf } from '#db/imports/text-file.ts';
import type { importsContract } from '#electron/contract/imports.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';
import {
  applyImport,
  cancelImport,
  grantFor,
  pathOf,
  previewImport,
} from '#electron/data-process/import-jobs.ts';

const EXTENSIONS: Readonly<Record<string, string[]>> = {
  'aim-sd': ['tsv', 'txt'],
  'aim-en': ['tsv', 'txt'],
  oneroster: ['zip'],
};

export const importsHandlers: AreaHandlers<keyof typeof importsContract> = {
  'imports.choose-file': async ({ format }, { desktop, newId }) => {
    const path = await desktop.askToOpen({
      title: 'Choose the file to bring in',
      filters: [{ name: 'School files', extensions: EXTENSIONS[format] ?? ['csv'] }],
    });
    if (!path) return null;
    const grant = newId();
    grantFor(grant, path);
    return { grant, fileName: basename(path), columns: format === 'csv' ? columnsOf(path) : [] };
  },
  'imports.fields': () => Object.entries(MAPPED_FIELDS).map(([field, label]) => ({ field, label })),
  'imports.preview': async (source, call) => {
    const { rest: _rest, ...tally } = await previewImport(call, source);
    return { ...tally, format: source.format, file: basename(pathOf(source)) };
  },
  'imports.apply': async (source, call) => {
    const { tally, restFile } = await applyImport(call, source);
    const { rest: _rest, ...numbers } = tally;
    return { ...numbers, format: source.format, file: basename(pathOf(source)), restFile };
  },
  'imports.cancel': () => {
    cancelImport();
    return { done: true };
  },
};

function columnsOf(path: string): string[] {
  const first = startOf(path, encodingOf(path)).split(/\r?\n/)[0] ?? '';
  return first.split(separatorOf(first)).map((name) => name.trim().replace(/^"|"$/g, ''));
}
