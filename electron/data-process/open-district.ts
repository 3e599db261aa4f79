import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  keyRingPath,
  newKeyRing,
  readKeyRing,
  unlockWithPassword,
  unlockWithRecoveryKey,
  withUser,
  writeKeyRing,
} from '#db/accounts/key-ring.ts';
import { activeUser, addUser, type SignedInUser } from '#db/accounts/users.ts';
import type { Writer } from '#db/system/connection.ts';
import { type DistrictFile, openDistrictFile } from '#db/system/district-file.ts';
import { keep, keptByComputer } from '#db/system/kept-by-computer.ts';
import { setSetting, setting } from '#db/system/settings.ts';
import { snapshotFolder, snapshotName, takeSnapshot } from '#db/system/snapshot.ts';
import { everyRole } from '#domain/accounts/roles.ts';
import { Failure } from '#domain/system/failure.ts';
import type { Clock } from '#electron/data-process/call.ts';
import { type ReadJobs, startReadJobs } from '#electron/data-process/read-jobs.ts';
import { afterCycle } from '#sync/after-cycle.ts';
import { finishSecretChange } from '#sync/change-secret.ts';
import { type Way, wayTo } from '#sync/proxy-choice.ts';
import { proxySetting } from '#sync/proxy-setting.ts';
import { SyncSchedule } from '#sync/schedule.ts';
import { httpTransport, type Transport } from '#sync/transport.ts';

export interface OpenDistrictOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly workerFile: string | URL;
  readonly nativeBinding?: string | undefined;
  readonly onSlowQuery?: (text: string, ms: number) => void;
  /** Told whenever the words about the sync may have changed. */
  readonly onSync?: () => void;
  /** Told when lists or rules have come from the state: whatever was read by the ones before is old. */
  readonly onLists?: () => void;
  /** The system's proxy for an address, as Electron words it: "PROXY proxy.school:8080; DIRECT". */
  readonly resolveProxy?: (url: string) => Promise<string>;
  /** Sync by itself. The command line syncs only when it is asked to. */
  readonly syncByItself?: boolean;
}

/** The one district file of this process: there or not, open or not, and who is signed in. */
export class OpenDistrict {
  readonly #options: OpenDistrictOptions;
  #open:
    | { file: DistrictFile; user: SignedInUser; dataKey: Buffer; jobs: ReadJobs; schedule: SyncSchedule }
    | undefined;
  #locked = false;
  readonly transport: Transport = httpTransport({ wayTo: (url) => this.#wayTo(url) });
  readonly #opened = new Set<(file: DistrictFile) => void>();

  constructor(options: OpenDistrictOptions) {
    this.#options = options;
  }

  get path(): string {
    return this.#options.path;
  }
  get isThere(): boolean {
    return existsSync(this.path);
  }
  get open(): { file: DistrictFile; user: SignedInUser; dataKey: Buffer; jobs: ReadJobs } | undefined {
    return this.#open;
  }
  /** Locked for idleness: the file stays open and the sync goes on, but no window is served. */
  get locked(): boolean {
    return this.#locked;
  }
  lock(): void {
    this.#locked = this.#open !== undefined;
  }
  get schedule(): SyncSchedule | undefined {
    return this.#open?.schedule;
  }

  get nativeBinding(): string | undefined {
    return this.#options.nativeBinding;
  }

  onOpen(listener: (file: DistrictFile) => void): void {
    this.#opened.add(listener);
  }

  /** Public facts: the name of the district and of those who sign in, without opening anything. */
  facts(): { districtName: string | null; practice: boolean; userNames: string[] } {
    const ring = this.isThere ? readKeyRing(this.path) : undefined;
    return {
      districtName: ring?.districtName ?? null,
      practice: ring?.practice ?? false,
      userNames: ring?.users.map((u) => u.name).sort() ?? [],
    };
  }

  /** Makes the file and its first administrator. `fill` runs in the first transaction; if it throws, nothing is left. */
  async create(
    input: { districtName: string; administrator: string; password: string; practice: boolean },
    fill: (file: DistrictFile, user: SignedInUser) => void,
  ): Promise<{ recoveryKey: string; user: SignedInUser }> {
    if (this.#open || this.isThere || existsSync(keyRingPath(this.path)))
      throw new Failure(
        'conflict',
        'There is already a district file at that place. Open it, or choose another place.',
      );
    if (!existsSync(dirname(this.path)))
      throw new Failure(
        'not-found',
        'The folder for the district file is not there. Make the folder first, or choose another place.',
      );
    if (input.password.length < 8)
      throw new Failure(
        'invalid-input',
        'The password needs at least 8 characters. Three words in a row work well.',
        [{ field: 'password', message: 'At least 8 characters.' }],
      );
    const { clock, newId } = this.#options;
    const dataKey = randomBytes(32);
    const user: SignedInUser = { id: newId(), name: input.administrator, roles: [...everyRole] };
    const { ring, recoveryKey } = await newKeyRing(input.districtName, input.practice, dataKey);
    writeKeyRing(this.path, await withUser(ring, user, input.password, dataKey));
    const file = openDistrictFile(this.path, { ...this.#fileOptions(dataKey), create: true });
    file.writeLocal((writer) => {
      addUser(writer, user, clock.now());
      setSetting(writer, 'madeAt', clock.now());
      setSetting(writer, 'practice', input.practice ? '1' : '0');
      setSetting(writer, 'deviceId', newId());
    });
    fill(file, user);
    this.#begin(file, user, dataKey);
    return { recoveryKey, user };
  }

  /** Throws a Failure where a file cannot be made: before anything is asked of anybody. */
  refuseWhereThereIsOne(password: string): void {
    if (this.#open || this.isThere || existsSync(keyRingPath(this.path)))
      throw new Failure(
        'conflict',
        'There is already a district file at that place. Open it, or choose another place.',
      );
    if (password.length < 8)
      throw new Failure(
        'invalid-input',
        'The password needs at least 8 characters. Three words in a row work well.',
        [{ field: 'password', message: 'At least 8 characters.' }],
      );
  }

  async signIn(name: string, password: string): Promise<SignedInUser> {
    const ring = this.#ring();
    const { userId, dataKey } = await unlockWithPassword(ring, name, password);
    return this.#unlock(userId, dataKey);
  }

  async recover(name: string, recoveryKey: string, newPassword: string): Promise<SignedInUser> {
    const ring = this.#ring();
    const known = ring.users.find((u) => u.name.toLowerCase() === name.trim().toLowerCase());
    if (!known)
      throw new Failure('not-found', 'Nobody of that name signs in here. Choose a name from the list.');
    const dataKey = await unlockWithRecoveryKey(ring, recoveryKey);
    const next = await withUser(ring, known, newPassword, dataKey);
    const wasOpen = this.#open !== undefined;
    // First opened, then written: a file this program cannot open keeps the passwords it has.
    const user = this.#unlock(known.id, dataKey);
    try {
      writeKeyRing(this.path, next);
    } catch (error) {
      if (!wasOpen) await this.signOut();
      throw error;
    }
    return user;
  }

  async changePassword(oldPassword: string, newPassword: string): Promise<void> {
    const open = this.#required();
    await unlockWithPassword(this.#ring(), open.user.name, oldPassword);
    writeKeyRing(this.path, await withUser(this.#ring(), open.user, newPassword, open.dataKey));
  }

  /** Fails unless this is the password of the person signed in: for what is signed with it. */
  async confirmPassword(password: string): Promise<void> {
    const { dataKey } = await unlockWithPassword(this.#ring(), this.#required().user.name, password);
    dataKey.fill(0);
  }

  async addUser(user: SignedInUser, password: string): Promise<void> {
    const open = this.#required();
    const ring = await withUser(this.#ring(), user, password, open.dataKey);
    open.file.writeLocal((writer: Writer) => addUser(writer, user, this.#options.clock.now()));
    writeKeyRing(this.path, ring);
  }

  /**
   * Closes the file, lets `swap` put another of the same key in its place, and opens that for the same person as a new
   * device. Who may sign in, as what and with which password stays as it is, and so does what else is this computer's own.
   */
  async replaceFile(swap: () => void): Promise<void> {
    const { user, dataKey, file: old } = this.#required();
    const kept = keptByComputer(old.reader);
    const key = Buffer.from(dataKey);
    await this.signOut();
    swap();
    const file = openDistrictFile(this.path, this.#fileOptions(key));
    try {
      file.writeLocal((writer) => {
        keep(writer, kept);
        setSetting(writer, 'deviceId', this.#options.newId());
        setSetting(writer, 'restoredAt', this.#options.clock.now());
      });
      this.#begin(file, activeUser(file.reader, user.id), key);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** What the sign-in screen calls the district, before the file is open. */
  nameDistrict(districtName: string): void {
    writeKeyRing(this.path, { ...this.#ring(), districtName });
  }

  /** Roles may have been changed since signing in. */
  refreshUser(): SignedInUser {
    const open = this.#required();
    open.user = activeUser(open.file.reader, open.user.id);
    return open.user;
  }

  async signOut(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    this.#locked = false;
    await open?.schedule.close();
    await open?.jobs.close();
    open?.file.close();
    open?.dataKey.fill(0);
  }

  #ring() {
    const ring = this.isThere ? readKeyRing(this.path) : undefined;
    if (ring) return ring;
    if (this.isThere)
      throw new Failure(
        'storage',
        `There is something at that place, but no key file (${basename(keyRingPath(this.path))}) beside it, so it cannot be opened as a district file. Check the place; if it is the district file, put back the key file of your newest copy.`,
      );
    throw new Failure(
      'not-found',
      'There is no district on this computer yet. Make one, or open the practice district.',
    );
  }

  #required() {
    if (!this.#open) throw new Failure('signed-out', 'Please sign in first.');
    return this.#open;
  }

  #unlock(userId: string, dataKey: Buffer): SignedInUser {
    if (this.#open) {
      const user = activeUser(this.#open.file.reader, userId);
      this.#open.user = user;
      this.#locked = false;
      return user;
    }
    const file = openDistrictFile(this.path, this.#fileOptions(dataKey));
    try {
      const user = activeUser(file.reader, userId);
      this.#begin(file, user, dataKey);
      return user;
    } catch (error) {
      file.close();
      throw error;
    }
  }

  #begin(file: DistrictFile, user: SignedInUser, dataKey: Buffer): void {
    const jobs = startReadJobs(this.#options.workerFile, {
      path: this.path,
      key: dataKey,
      nativeBinding: this.#options.nativeBinding,
    });
    const schedule = new SyncSchedule(file, {
      clock: this.#options.clock,
      newId: this.#options.newId,
      random: Math.random,
      byItself: this.#options.syncByItself ?? false,
      transport: this.transport,
      beforeCycle: () => finishSecretChange(file, this.transport, this.#options.clock),
      afterCycle: afterCycle(file, this.transport, this.#options.clock, this.#options.newId, () =>
        this.#options.onLists?.(),
      ),
      onStatus: () => this.#options.onSync?.(),
    });
    if (this.#options.syncByItself) schedule.start();
    this.#open = { file, user, dataKey, jobs, schedule };
    for (const listener of this.#opened) listener(file);
  }

  #fileOptions(key: Buffer) {
    const { nativeBinding, onSlowQuery, clock } = this.#options;
    return {
      key,
      nativeBinding,
      ...(onSlowQuery ? { onSlowQuery } : {}),
      beforeMigration: (): void => {
        const into = join(snapshotFolder(this.path), snapshotName(clock.now()));
        takeSnapshot({ path: this.path, key: key.toString('hex'), into, nativeBinding });
      },
    };
  }

  /** The proxy that is set here, else the computer's own. */
  #wayTo(url: URL): Promise<Way | null> {
    const { resolveProxy } = this.#options;
    return wayTo(url, {
      setting: this.#open ? proxySetting(this.#open.file.reader) : { mode: 'system' },
      environment: process.env,
      askSystem: async (address) => (await resolveProxy?.(address)) ?? 'DIRECT',
    });
  }

  practice(): boolean {
    return this.#open !== undefined && setting(this.#open.file.reader, 'practice') === '1';
  }
}
