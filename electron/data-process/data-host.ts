import type { SignedInUser } from '#db/accounts/users.ts';
import { bringOlderPhotos } from '#db/people/older-photos.ts';
import type { DistrictFile, WriteContext } from '#db/system/district-file.ts';
import { Failure } from '#domain/system/failure.ts';
import { type EntryName, entryNamed } from '#electron/contract/contract.ts';
import type { EventMessage } from '#electron/contract/port.ts';
import type { Call, CallOrigin, Clock, SignedInCall } from '#electron/data-process/call.ts';
import type { DesktopServices } from '#electron/data-process/desktop-services.ts';
import { diskFailure } from '#electron/data-process/disk-failure.ts';
import { endHandOvers } from '#electron/data-process/hand-over.ts';
import { handlers } from '#electron/data-process/handlers/handlers.ts';
import { OpenDistrict } from '#electron/data-process/open-district.ts';
import type { ReadJobs } from '#electron/data-process/read-jobs.ts';
import { refuseUnkeepable } from '#electron/data-process/unkeepable-text.ts';
import { wrongInput } from '#electron/data-process/wrong-input.ts';

export interface DataHostOptions {
  readonly districtFile: string;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly workerFile: string | URL;
  readonly nativeBinding?: string | undefined;
  /** File with the rows of the practice district. */
  readonly sampleDistrict: string | URL;
  readonly desktop: DesktopServices;
  readonly push: (event: EventMessage) => void;
  readonly onSlowQuery?: (text: string, ms: number) => void;
  /** The window syncs by itself; the command line only when it is asked to. */
  readonly syncByItself?: boolean;
  /** Names the error for the log; never values. */
  readonly onDefect?: (entry: string, error: unknown) => void;
  /** Check what handlers answer against the contract: on in tests and on the command line. */
  readonly checkAnswers?: boolean;
}

const LARGEST_INPUT = 4 * 1024 * 1024;

/** Serves the contract: shape check, role check, handler. The same code behind the window and the command line. */
export class DataHost {
  readonly district: OpenDistrict;
  readonly #options: DataHostOptions;

  constructor(options: DataHostOptions) {
    this.#options = options;
    this.district = new OpenDistrict({
      ...options,
      path: options.districtFile,
      resolveProxy: (url) => options.desktop.resolveProxy(url),
      onSync: () => options.push({ event: 'sync' }),
      onLists: () => options.push({ event: 'changed', records: [] }),
    });
    this.district.onOpen((file) => {
      bringOlderPhotos(file, options.clock.now());
      file.onChange((records) => options.push({ event: 'changed', records }));
      void endHandOvers(file, options.clock.today()).catch((error) =>
        options.onDefect?.('exports.handed-over', error),
      );
    });
  }

  async call(name: string, input: unknown, origin: CallOrigin, commandId?: string): Promise<unknown> {
    const entry = entryNamed(name);
    if (!entry) throw new Failure('invalid-input', 'Hi-Line has no such call. "list" shows every one.');
    if (roughSize(input) > LARGEST_INPUT)
      throw new Failure('invalid-input', 'That is more than one call may carry.');
    if (origin === 'window' && namesPath(input))
      throw new Failure(
        'not-allowed',
        'A window may not name a place on the disk. Choose the file with the button.',
      );
    refuseUnkeepable(input);
    const parsed = entry.input.safeParse(input ?? {});
    if (!parsed.success) throw wrongInput(parsed.error.issues, input);

    const call: Call = {
      origin,
      clock: this.#options.clock,
      newId: this.#options.newId,
      district: this.district,
      jobs: this.district.open?.jobs ?? closedJobs,
      desktop: this.#options.desktop,
      push: this.#options.push,
      sampleDistrict: this.#options.sampleDistrict,
    };
    const handler = handlers[name as EntryName] as (input: unknown, call: Call | SignedInCall) => unknown;
    try {
      const value =
        entry.roles === 'anyone'
          ? await handler(parsed.data, call)
          : await this.#signedIn(entry, parsed.data, call, handler, commandId);
      return this.#options.checkAnswers ? entry.output.parse(value) : value;
    } catch (error) {
      if (error instanceof Failure) throw error;
      this.#options.onDefect?.(name, error);
      throw asFailure(error);
    }
  }

  async #signedIn(
    entry: { kind: 'query' | 'command'; roles: readonly string[] | 'anyone' },
    input: unknown,
    call: Call,
    handler: (input: unknown, call: SignedInCall) => unknown,
    commandId: string | undefined,
  ): Promise<unknown> {
    const open = this.district.open;
    if (!open) throw new Failure('signed-out', 'Please sign in first.');
    if (call.origin === 'window' && this.district.locked)
      throw new Failure('signed-out', 'The window is locked. Type your password to go on where you were.');
    const { file } = open;
    const user = this.district.refreshUser();
    if (!user.roles.some((role) => entry.roles.includes(role)))
      throw new Failure(
        'not-allowed',
        'Your role does not allow this. An administrator of your district can change roles.',
      );
    if (entry.kind === 'command') {
      // Several calls may wait for one import: each looks again when its turn comes, and acts in the same breath.
      for (let work = file.longWork; work; work = file.longWork) await work;
      const before =
        commandId &&
        file.reader.rows<{ answer: string }>(
          'SELECT answer FROM commandDone WHERE commandId = ?',
          commandId,
        )[0];
      if (before) return JSON.parse(before.answer);
    }
    const value = await handler(input, {
      ...call,
      file,
      user,
      write: this.#writeAs(call, user),
      writeInSteps: this.#writeInStepsAs(call, user),
    });
    if (commandId) for (let work = file.longWork; work; work = file.longWork) await work;
    if (entry.kind === 'command' && commandId && this.district.open)
      file.writeLocal((writer) =>
        writer.exec(
          'INSERT OR IGNORE INTO commandDone (commandId, at, answer) VALUES (?, ?, ?)',
          commandId,
          call.clock.now(),
          JSON.stringify(value),
        ),
      );
    return value;
  }

  #writeAs(call: Call, user: SignedInUser): SignedInCall['write'] {
    return (action, act, options) => {
      const context = contextOf(call, user, action, options?.group);
      return this.#openFile().write(context, (writer) => act(writer, context));
    };
  }

  #writeInStepsAs(call: Call, user: SignedInUser): SignedInCall['writeInSteps'] {
    return (action, act, options) => {
      const context = contextOf(call, user, action, options?.group);
      return this.#openFile().writeLong(context, (writer) => act(writer, context));
    };
  }

  #openFile(): DistrictFile {
    const open = this.district.open;
    if (!open) throw new Failure('signed-out', 'Please sign in first.');
    return open.file;
  }

  async close(): Promise<void> {
    await this.district.signOut();
    this.district.transport.close();
  }
}

const contextOf = (
  call: Call,
  user: SignedInUser,
  action: string,
  group: boolean | undefined,
): WriteContext => ({
  actor: user.id,
  actorName: user.name,
  action,
  at: call.clock.now(),
  groupId: group ? call.newId() : undefined,
  origin: 'here',
});

const closedJobs: ReadJobs = {
  run: async () => {
    throw new Failure('signed-out', 'Please sign in first.');
  },
  close: async () => undefined,
};

function namesPath(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'path' in input;
}

/** Cheap upper guard, not a measure: strings and array lengths only. */
function roughSize(input: unknown, depth = 0): number {
  if (typeof input === 'string') return input.length;
  if (typeof input !== 'object' || input === null || depth > 6) return 8;
  let size = 0;
  for (const value of Object.values(input)) {
    size += roughSize(value, depth + 1);
    if (size > LARGEST_INPUT) return size;
  }
  return size;
}

/** A defect or a disk error in words. */
const asFailure = (error: unknown): Failure =>
  diskFailure(error) ??
  new Failure(
    'unexpected',
    'Hi-Line made a mistake, so nothing was changed. Try again; if it stays, send the details under Help.',
  );
