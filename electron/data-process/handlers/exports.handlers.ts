import { basename, dirname } from 'node:path';
import { missingNumber, refuseUnnumbered } from '#db/school/numbers.ts';
import { requireYear, schoolNumbered } from '#db/school/schools.ts';
import { behaviorFile } from '#db/state-files/behavior-file.ts';
import type { ComposedFile } from '#db/state-files/compose-file.ts';
import {
  forgetHandedOver,
  type HandedOver,
  handedOverFiles,
  keepHandedOver,
} from '#db/state-files/handed-over.ts';
import { layoutOf } from '#db/state-files/layouts.ts';
import { type CodeToConfirm, confirmCodes, confirmedCodes } from '#db/state-files/state-codes.ts';
import { lastWritten, noteWritten, refuseOutOfOrder } from '#db/state-files/written-files.ts';
import type { Reader } from '#db/system/connection.ts';
import { guessedFields } from '#domain/state-files/layout.ts';
import { type TemplateName, templateNames } from '#domain/state-files/templates.ts';
import { civilDate, earlier, later, schoolYearOf } from '#domain/system/civil-date.ts';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';
import type { exportsContract } from '#electron/contract/exports.contract.ts';
import type { AreaHandlers, SignedInCall } from '#electron/data-process/call.ts';
import { handOver, removeIfOurs } from '#electron/data-process/hand-over.ts';
import { refuseUnconfirmed } from '#electron/data-process/unconfirmed-codes.ts';

interface Asked {
  readonly template: TemplateName;
  readonly endYear?: number | undefined;
  readonly asOf?: string | undefined;
  readonly school?: string | undefined;
  readonly stampDate?: string | undefined;
  readonly stampTime?: string | undefined;
}

export const exportsHandlers: AreaHandlers<keyof typeof exportsContract> = {
  'exports.list': ({ endYear }, { file, clock }) => {
    const written = lastWritten(file.reader, endYear ?? schoolYearOf(clock.today()));
    return templateNames.map((template) => {
      const layout = layoutOf(file.reader, template);
      const last = written.get(template);
      return {
        template,
        title: layout.title,
        recordType: layout.recordType,
        note: layout.note,
        guessed: guessedFields(layout).length,
        fields: layout.fields.length,
        lastWritten: last
          ? { at: last.writtenAt, by: last.writtenBy, lines: last.lines, hash: last.hash }
          : null,
      };
    });
  },

  'exports.check': async (asked, call) => {
    const { text: _text, columns: _columns, rows: _rows, ...told } = await composed(asked, call);
    return { ...told, missingNumber: missingNumber(call.file.reader, asked.school) };
  },

  'exports.write': async (
    { path, replace, password, deleteAfterDays, leaveOut, outOfOrder, ...asked },
    call,
  ) => {
    const { file, clock, user, newId, write } = call;
    refuseUnnumbered(file.reader, asked.school);
    const { endYear, asOf } = scopeOf(asked, call);
    requireYear(file.reader, endYear);
    if (!outOfOrder) refuseOutOfOrder(file.reader, asked.template, endYear);
    const made = await composed(asked, call);
    refuseUnready(made, leaveOut);
    const ask = {
      title: `Save the ${made.title} file`,
      fileName: `${asked.template}-${clock.today()}.tsv`,
      filters: [{ name: 'State file', extensions: ['tsv'] }],
    };
    const place = await handOver(call, { path, replace, password, deleteAfterDays }, ask, made.text);
    if (place === null) return { saved: false, lines: made.lines, leftOut: made.leftOut, hash: made.hash };
    await file.whenWritable();
    write(`Wrote the ${made.title} file`, (writer) =>
      noteWritten(writer, {
        id: newId(),
        template: asked.template,
        endYear,
        asOf,
        lines: made.lines,
        leftOut: made.leftOut,
        hash: made.hash,
        writtenAt: clock.now(),
        writtenBy: user.name,
      }),
    );
    return {
      saved: true,
      ...(path === undefined ? {} : { path }),
      lines: made.lines,
      leftOut: made.leftOut,
      hash: made.hash,
    };
  },

  'exports.one-roster': async ({ version, endYear: asked, ...how }, call) => {
    refuseUnnumbered(call.file.reader);
    const endYear = yearOf(asked, call);
    const { zip, rows } = await call.jobs.run('one-roster', { version, endYear });
    const ask = {
      title: 'Save the OneRoster export',
      fileName: `one-roster-${version}-${call.clock.today()}.zip`,
      filters: [{ name: 'Zip', extensions: ['zip'] }],
    };
    const place = await handOver(call, how, ask, zip);
    return { saved: place !== null, ...(how.path === undefined ? {} : { path: how.path }), rows };
  },

  'exports.ed-fi': async ({ endYear: asked, ...how }, call) => {
    refuseUnnumbered(call.file.reader);
    const endYear = yearOf(asked, call);
    const today = call.clock.today();
    const { resources, leftOut } = await call.jobs.run('ed-fi', { endYear, asOf: today });
    const ask = {
      title: 'Save the Ed-Fi export',
      fileName: `ed-fi-${today}.json`,
      filters: [{ name: 'JSON', extensions: ['json'] }],
    };
    const place = await handOver(call, how, ask, `${JSON.stringify(resources, null, 1)}\n`);
    return {
      saved: place !== null,
      ...(how.path === undefined ? {} : { path: how.path }),
      rows: Object.fromEntries(Object.entries(resources).map(([name, list]) => [name, list.length])),
      leftOut,
    };
  },

  'exports.behavior': async ({ endYear: asked, ...how }, call) => {
    refuseUnnumbered(call.file.reader);
    const endYear = yearOf(asked, call);
    const made = behaviorFile(call.file.reader, endYear);
    refuseUnconfirmed(made.codesToConfirm);
    const ask = {
      title: 'Save the behavior file',
      fileName: `behavior-${call.clock.today()}.xml`,
      filters: [{ name: 'XML', extensions: ['xml'] }],
    };
    const place = await handOver(call, how, ask, made.text);
    return {
      saved: place !== null,
      ...(how.path === undefined ? {} : { path: how.path }),
      events: made.events,
      problems: made.problems,
    };
  },

  'exports.early-warning': async ({ date: asked, school, ...how }, call) => {
    const today = call.clock.today();
    const date = asked ?? today;
    refuseUnnumbered(call.file.reader, school);
    const scope = scopeOf({ endYear: schoolYearOf(date), school }, call);
    const made = await call.jobs.run('early-warning', { date, school: scope.school });
    const ask = {
      title: 'Save the early-warning extract',
      fileName: `early-warning-${today}.csv`,
      filters: [{ name: 'CSV', extensions: ['csv'] }],
    };
    const place = await handOver(call, how, ask, made.text);
    return {
      saved: place !== null,
      ...(how.path === undefined ? {} : { path: how.path }),
      rows: made.rows,
      leftOut: made.leftOut,
    };
  },

  'exports.handed-over': (_input, { file }) =>
    handedOverFiles(file.reader).map(({ id, path, writtenAt, writtenBy, deleteAfter }) => ({
      id,
      fileName: basename(path),
      folder: basename(dirname(path)),
      writtenAt,
      writtenBy,
      deleteAfter,
    })),

  'exports.keep-file': async ({ id }, { file, push }) => {
    fileNamed(file.reader, id);
    await file.whenWritable();
    file.writeLocal((writer) => keepHandedOver(writer, id));
    push({ event: 'changed', records: [] });
    return { done: true };
  },

  'exports.delete-file': async ({ id }, { file, push }) => {
    const { path, hash } = fileNamed(file.reader, id);
    if (!(await removeIfOurs(path, hash)))
      throw new Failure(
        'storage',
        'The file could not be deleted: another program may have it open, or its disk is not plugged in. Put that right, and try again.',
      );
    await file.whenWritable();
    file.writeLocal((writer) => forgetHandedOver(writer, id));
    push({ event: 'changed', records: [] });
    return { done: true };
  },

  'exports.codes': async (asked, call) => {
    const known = confirmedCodes(call.file.reader);
    const waiting = new Map<string, CodeToConfirm>();
    for (const template of asked.template === undefined ? templateNames : [asked.template]) {
      const { codesToConfirm, unknownCodes } = await composed({ ...asked, template }, call);
      for (const one of [...codesToConfirm, ...unknownCodes]) waiting.set(`${one.set} ${one.code}`, one);
    }
    return [...waiting.values(), ...known];
  },

  'exports.confirm-codes': ({ codes }, { write, user, clock }) => {
    write('Confirmed codes for state files', (writer) =>
      confirmCodes(writer, codes, { by: user.name, at: clock.now() }),
    );
    return { done: true };
  },
};

/** The year of an export: one that is here. */
function yearOf(asked: number | undefined, { file, clock }: SignedInCall): number {
  const endYear = asked ?? schoolYearOf(clock.today());
  requireYear(file.reader, endYear);
  return endYear;
}

function fileNamed(reader: Reader, id: string): HandedOver {
  const found = handedOverFiles(reader).find((one) => one.id === id);
  if (!found) throw new Failure('not-found', 'That file is not on the list any more.');
  return found;
}

function composed(asked: Asked, call: SignedInCall): Promise<ComposedFile> {
  const { jobs, clock } = call;
  return jobs.run('state-file', {
    template: asked.template,
    scope: scopeOf(asked, call),
    stamp: { date: asked.stampDate ?? clock.today(), time: asked.stampTime ?? clock.time() },
  });
}

/**
 * Year, day and school of a file. A year or school that is not here, and a day outside the year, are sentences and never
 * an empty file. Without a day it is today, or the nearest day of another year.
 */
function scopeOf(
  { endYear: asked, asOf, school }: Pick<Asked, 'endYear' | 'asOf' | 'school'>,
  { file: { reader }, clock }: SignedInCall,
) {
  const today = clock.today();
  const endYear = asked ?? schoolYearOf(today);
  if (asked !== undefined) requireYear(reader, asked);
  const [first, last] = [civilDate(endYear - 1, 7, 1), civilDate(endYear, 6, 30)];
  if (asOf !== undefined && (asOf < first || asOf > last))
    throw new Failure(
      'invalid-input',
      `${dateInWords(asOf)} is not in the school year ${schoolYearInWords(endYear)}. Choose a day from ${dateInWords(first)} through ${dateInWords(last)}, or another year.`,
      [{ field: 'asOf', message: 'Not a day of that school year.', value: asOf }],
    );
  return {
    endYear,
    asOf: asOf ?? earlier(later(today, first), last),
    school: school === undefined ? undefined : schoolNumbered(reader, school, 'school').number,
  };
}

/** What keeps a file from leaving, in a sentence with the first of it named. */
function refuseUnready(made: ComposedFile, leaveOut: boolean): void {
  refuseUnconfirmed(made.codesToConfirm);
  if (made.leftOut > 0 && !leaveOut)
    throw new Failure(
      'invalid-input',
      `Nothing was written: ${made.leftOut} of ${made.lines + made.leftOut} records ${made.leftOut === 1 ? 'has' : 'have'} a problem. Fix ${made.leftOut === 1 ? 'it' : 'them'}, or leave ${made.leftOut === 1 ? 'it' : 'them'} out.`,
      made.problems.slice(0, 500).map(({ line, field, message }) => ({ line, field, message })),
    );
}
