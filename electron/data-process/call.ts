import type { SignedInUser } from '#db/accounts/users.ts';
import type { Writer } from '#db/system/connection.ts';
import type { DistrictFile, WriteContext } from '#db/system/district-file.ts';
import type { EntryName, Output, Parsed } from '#electron/contract/contract.ts';
import type { EventMessage } from '#electron/contract/port.ts';
import type { DesktopServices } from '#electron/data-process/desktop-services.ts';
import type { OpenDistrict } from '#electron/data-process/open-district.ts';
import type { ReadJobs } from '#electron/data-process/read-jobs.ts';

/** Where a call came from. Only the headless host may name paths of the disk. */
export type CallOrigin = 'window' | 'headless';

/** What a handler is given besides its input. */
export interface Call {
  readonly origin: CallOrigin;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly district: OpenDistrict;
  readonly jobs: ReadJobs;
  readonly desktop: DesktopServices;
  readonly push: (event: EventMessage) => void;
  /** File with the rows of the practice district. */
  readonly sampleDistrict: string | URL;
}

/** A call by somebody who is signed in, with the file open. */
export interface SignedInCall extends Call {
  readonly file: DistrictFile;
  readonly user: SignedInUser;
  /** One transaction in the name of the person signed in. `action` is what they did, in words for the history. */
  readonly write: <T>(
    action: string,
    act: (writer: Writer, context: WriteContext) => T,
    options?: { group?: boolean },
  ) => T;
  /** The same, in one transaction that gives way after every step: for what many records hang on. Calls that change something wait for its end. */
  readonly writeInSteps: <T>(
    action: string,
    act: (writer: Writer, context: WriteContext) => Generator<void, T>,
    options?: { group?: boolean },
  ) => Promise<T>;
}

export interface Clock {
  /** UTC instant with three decimals. */
  now(): string;
  /** Civil date where the school is. */
  today(): string;
  /** Wall clock where the school is, HH:MM. */
  time(): string;
}

export type Handler<N extends EntryName, C> = (input: Parsed<N>, call: C) => Output<N> | Promise<Output<N>>;
export type AreaHandlers<N extends EntryName> = { readonly [K in N]: Handler<K, SignedInCall> };
export type OpenHandlers<N extends EntryName> = { readonly [K in N]: Handler<K, Call> };
