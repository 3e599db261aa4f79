import { behaviorFile } from '#db/state-files/behavior-file.ts';
import type { ComposedFile } from '#db/state-files/compose-file.ts';
import { layoutOf } from '#db/state-files/layouts.ts';
import { type CodeToConfirm, confirmCodes, confirmedCodes } from '#db/state-files/state-codes.ts';
import { lastWritten, noteWritten, refuseOutOfOrder } from '#db/state-files/written-files.ts';
import { guessedFields } from '#domain/state-files/layout.ts';
import { type TemplateName, templateNames } from '#domain/state-files/templates.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';
import type { exportsContract } from '#electron/contract/exports.contract.ts';
import type { AreaHandlers, SignedInCall } from '#electron/data-process/call.ts';
import type { DesktopServices } from '#electron/data-process/desktop-services.ts';
import { saveFile } from '#electron/data-process/print-report.ts';

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
    return told;
  },

  'exports.write': async ({ path, leaveOut, outOfOrder, ...asked }, call) => {
    const { file, clock, user, newId, write } = call;
    const endYear = asked.endYear ?? schoolYearOf(clock.today());
    if (!outOfOrder) refuseOutOfOrder(file.reader, asked.template, endYear);
    const made = await composed(asked, call);
    refuseUnready(made, leaveOut);
    const place = await placeFor(call, path, {
      title: `Save the ${made.title} file`,
      fileName: `${asked.template}-${clock.today()}.tsv`,
      filters: [{ name: 'State file', extensions: ['tsv'] }],
    });
    if (place === null) return { saved: false, lines: made.lines, leftOut: made.leftOut, hash: made.hash };
    await saveFile(place, made.text);
    await file.whenWritable();
    write(`Wrote the ${made.title} file`, (writer) =>
      noteWritten(writer, {
        id: newId(),
        template: asked.template,
        endYear,
        asOf: asked.asOf ?? clock.today(),
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

  'exports.one-roster': async ({ version, endYear, path }, call) => {
    const { zip, rows } = await call.jobs.run('one-roster', {
      version,
      endYear: endYear ?? schoolYearOf(call.clock.today()),
    });
    const place = await placeFor(call, path, {
      title: 'Save the OneRoster export',
      fileName: `one-roster-${version}-${call.clock.today()}.zip`,
      filters: [{ name: 'Zip', extensions: ['zip'] }],
    });
    if (place !== null) await saveFile(place, zip);
    return { saved: place !== null, ...(path === undefined ? {} : { path }), rows };
  },

  'exports.ed-fi': async ({ endYear, path }, call) => {
    const today = call.clock.today();
    const { resources, leftOut } = await call.jobs.run('ed-fi', {
      endYear: endYear ?? schoolYearOf(today),
      asOf: today,
    });
    const place = await placeFor(call, path, {
      title: 'Save the Ed-Fi export',
      fileName: `ed-fi-${today}.json`,
      filters: [{ name: 'JSON', extensions: ['json'] }],
    });
    if (place !== null) await saveFile(place, `${JSON.stringify(resources, null, 1)}\n`);
    return {
      saved: place !== null,
      ...(path === undefined ? {} : { path }),
      rows: Object.fromEntries(Object.entries(resources).map(([name, list]) => [name, list.length])),
      leftOut,
    };
  },

  'exports.behavior': async ({ endYear, path }, call) => {
    const made = behaviorFile(call.file.reader, endYear ?? schoolYearOf(call.clock.today()));
    refuseUnconfirmed(made.codesToConfirm);
    const place = await placeFor(call, path, {
      title: 'Save the behavior file',
      fileName: `behavior-${call.clock.today()}.xml`,
      filters: [{ name: 'XML', extensions: ['xml'] }],
    });
    if (place !== null) await saveFile(place, made.text);
    return {
      saved: place !== null,
      ...(path === undefined ? {} : { path }),
      events: made.events,
      problems: made.problems,
    };
  },

  'exports.early-warning': async ({ date, school, path }, call) => {
    const today = call.clock.today();
    const made = await call.jobs.run('early-warning', { date: date ?? today, school });
    const place = await placeFor(call, path, {
      title: 'Save the early-warning extract',
      fileName: `early-warning-${today}.csv`,
      filters: [{ name: 'CSV', extensions: ['csv'] }],
    });
    if (place !== null) await saveFile(place, made.text);
    return {
      saved: place !== null,
      ...(path === undefined ? {} : { path }),
      rows: made.rows,
      leftOut: made.leftOut,
    };
  },

  'exports.codes': async (asked, call) => {
    const known = confirmedCodes(call.file.reader);
    if (asked.template === undefined) return known;
    const { codesToConfirm } = await composed({ ...asked, template: asked.template }, call);
    return [...codesToConfirm, ...known];
  },

  'exports.confirm-codes': ({ codes }, { write, user, clock }) => {
    write('Confirmed codes for state files', (writer) =>
      confirmCodes(writer, codes, { by: user.name, at: clock.now() }),
    );
    return { done: true };
  },
};

/** Where to write: the path a script names, or what a person chooses; null where nothing was chosen. */
async function placeFor(
  { origin, desktop }: SignedInCall,
  path: string | undefined,
  ask: Parameters<DesktopServices['askToSave']>[0],
): Promise<string | null> {
  if (path !== undefined) return path;
  if (origin !== 'headless') return desktop.askToSave(ask);
  throw new Failure('invalid-input', 'Say where to save the file: "path".', [
    { field: 'path', message: 'Please fill this in.' },
  ]);
}

function composed(asked: Asked, { jobs, clock }: SignedInCall): Promise<ComposedFile> {
  const today = clock.today();
  return jobs.run('state-file', {
    template: asked.template,
    scope: {
      endYear: asked.endYear ?? schoolYearOf(today),
      asOf: asked.asOf ?? today,
      school: asked.school,
    },
    stamp: { date: asked.stampDate ?? today, time: asked.stampTime ?? clock.time() },
  });
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

/** Codes of ours never reach a state file before a person has said what the state calls them. */
function refuseUnconfirmed(codes: readonly CodeToConfirm[]): void {
  const unconfirmed = codes[0];
  if (unconfirmed)
    throw new Failure(
      'conflict',
      `The file would carry ${codes.length === 1 ? 'a code' : `${codes.length} codes`} of ours that nobody has confirmed, such as "${unconfirmed.code} ${unconfirmed.label}" of ${unconfirmed.setTitle}. Say what the state calls them first.`,
      codes.map(({ set, code, label }) => ({
        field: set,
        message: `${code} ${label} is a local default.`,
        value: code,
      })),
    );
}
