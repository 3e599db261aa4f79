// Real offices, a real state on PostgreSQL, a line that breaks in every way, and SIGKILL on either end every few seconds.
// In the end the line is good, everything drains, both ends' digests agree, and every edit called saved is accounted for.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { addDays } from '#domain/system/civil-date.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import type { DataHost } from '#electron/data-process/data-host.ts';
import { Dice } from '#scripts/district-generator/dice.ts';
import { type FaultProxy, startFaultProxy } from '#scripts/faulting/fault-proxy.ts';
import { OfficeProcess } from '#scripts/faulting/office-process.ts';
import { KillableState } from '#scripts/faulting/state-process.ts';
import { startPostgres } from '#scripts/loading/postgres-cluster.ts';
import { makeOneRoomSchool, officeName, officePassword } from '#scripts/sample-district/one-room-school.ts';
import { hostOf } from '#scripts/torturing/torture-school.ts';
import { digestOfDistrict } from '#scripts/touring/state-digest.ts';
import { newDeviceCode } from '#state-server/accounts/device-code.ts';
import { addDistrict } from '#state-server/accounts/districts.ts';
import { openDatabase } from '#state-server/database/open-database.ts';
import type { StateDatabase } from '#state-server/database/state-database.ts';
import type { Services } from '#state-server/services.ts';

const DISTRICT = '0777';
const PUPILS = 20;
/** Turns in which everything has to drain once the line is good. */
const TURNS = 40;

export interface FaultReport {
  readonly seed: number;
  readonly seconds: number;
  readonly offices: number;
  readonly kills: { offices: number; state: number };
  readonly faults: Readonly<Record<string, number>>;
  readonly syncs: Readonly<Record<string, number>>;
  readonly edits: { tried: number; saved: number };
  readonly conflicts: number;
  readonly records: { state: number; offices: number[] };
  readonly digestsAgree: boolean;
  /** Edits called saved of which nobody knows any more. */
  readonly lost: readonly string[];
  readonly problems: readonly string[];
}

export async function faultRun(asked: {
  readonly seed: number;
  readonly seconds: number;
  /** Goes on past its time until so many processes were killed, as a slow machine has to. */
  readonly leastKills?: number;
  readonly offices: number;
  /** An office that calls edits saved too soon, to see that the check finds it out. */
  readonly early?: boolean;
  readonly onProgress?: (words: string) => void;
}): Promise<FaultReport> {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-faults-'));
  const postgres = await startPostgres();
  const place = await postgres.newDatabase();
  const database = await openDatabase(place);
  const services: Services = { database, clock: Date.now, random: randomBytes };
  await addDistrict(services, DISTRICT, 'One-Room School');
  const dice = new Dice(asked.seed, 'fault run');
  const state = await KillableState.start(place);
  const proxy = await startFaultProxy(state.port, new Dice(asked.seed, 'line'));
  const kills = { offices: 0, state: 0 };
  let offices: OfficeProcess[] = [];
  try {
    offices = await makeOffices(folder, `http://127.0.0.1:${state.port}`, proxy, services, asked);
    for (const office of offices) office.start();
    const end = Date.now() + asked.seconds * 1_000;
    while (Date.now() < end || kills.offices + kills.state < (asked.leastKills ?? 0)) {
      await pause(dice.whole(1_000, 3_500));
      if (dice.chance(0.3)) {
        await state.kill();
        kills.state += 1;
        await pause(dice.whole(50, 800));
        await state.start();
      } else {
        const office = dice.pick(offices);
        await office.kill();
        kills.offices += 1;
        await connectAgainIfStopped(office, proxy.url, services);
        office.start();
      }
      for (const office of offices) if (!office.running) await restart(office, proxy.url, services);
      asked.onProgress?.(
        `${kills.offices} offices and ${kills.state} states killed, ${offices.reduce((n, o) => n + o.journal.count, 0)} edits saved`,
      );
    }
    for (const office of offices) await office.kill();
    proxy.calm();
    return await settle({ ...asked, offices, proxy, services, database, place, kills });
  } finally {
    for (const office of offices) await office.kill();
    await proxy.close();
    await state.kill();
    await database.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeOffices(
  folder: string,
  direct: string,
  proxy: FaultProxy,
  services: Services,
  asked: { seed: number; offices: number; early?: boolean },
): Promise<OfficeProcess[]> {
  const today = systemClock.today();
  const dates = Array.from({ length: 10 }, (_, back) => addDays(today, -back));
  const offices: OfficeProcess[] = [];
  for (let number = 0; number < asked.offices; number++) {
    const path = join(folder, `office-${number}.hiline`);
    const code = await newDeviceCode(services, DISTRICT);
    if (number === 0) await makeOneRoomSchool(path, PUPILS);
    await withHost(path, async (host) => {
      const deviceName = `Office ${number}`;
      if (number === 0) await host.call('sync.connect', { url: direct, code, deviceName }, 'headless');
      else
        await host.call(
          'district.join',
          { url: direct, code, deviceName, administrator: officeName, password: officePassword },
          'headless',
        );
      await host.call('sync.run', {}, 'headless');
      throughProxy(host, proxy.url);
    });
    offices.push(
      new OfficeProcess({
        name: String.fromCharCode(97 + number),
        path,
        dates,
        seed: asked.seed * 1_000 + number * 100,
        early: asked.early,
      }),
    );
  }
  return offices;
}

/** From now on this office's line goes through the proxy. */
function throughProxy(host: DataHost, url: string): void {
  host.district.open?.file.writeLocal((writer) =>
    writer.exec("UPDATE syncState SET value = json_set(value, '$.url', ?) WHERE name = 'connection'", url),
  );
}

async function withHost<T>(path: string, act: (host: DataHost) => Promise<T>): Promise<T> {
  const host = hostOf(path);
  try {
    if (host.district.isThere) await signInWhenLetGo(host);
    return await act(host);
  } finally {
    await host.close();
  }
}

/** A killed process lets go of its lock a moment after it is gone. */
async function signInWhenLetGo(host: DataHost): Promise<void> {
  for (let attempt = 0; ; attempt++)
    try {
      await host.district.signIn(officeName, officePassword);
      return;
    } catch (error) {
      if ((error as { kind?: string }).kind !== 'locked' || attempt >= 50) throw error;
      await pause(100);
    }
}

/** What a person does when a computer says that the state no longer accepts it. */
async function connectAgainIfStopped(office: OfficeProcess, url: string, services: Services): Promise<void> {
  await withHost(office.path, async (host) => {
    const { state } = (await host.call('sync.status', {}, 'headless')) as { state: string };
    if (state !== 'stopped') return;
    for (let attempt = 0; attempt < 20; attempt++)
      try {
        const code = await newDeviceCode(services, DISTRICT);
        await host.call('sync.connect', { url, code, deviceName: office.name }, 'headless');
        return;
      } catch (error) {
        if (!['unreachable', 'not-allowed'].includes(String((error as { kind?: string }).kind))) throw error;
      }
  });
}

async function restart(office: OfficeProcess, url: string, services: Services): Promise<void> {
  await connectAgainIfStopped(office, url, services);
  office.start();
}

interface Settling {
  readonly seed: number;
  readonly seconds: number;
  readonly offices: readonly OfficeProcess[];
  readonly proxy: FaultProxy;
  readonly services: Services;
  readonly database: StateDatabase;
  readonly place: string;
  readonly kills: { offices: number; state: number };
}

/** The line is good: everything drains, and what became of each edit is looked up. */
async function settle(of: Settling): Promise<FaultReport> {
  const { offices, proxy, services } = of;
  const problems = offices.flatMap(({ troubles }) => troubles);
  for (let turn = 0, quiet = 0; quiet < 2; turn++) {
    if (turn >= TURNS) {
      problems.push(`Not everything has drained after ${TURNS} turns.`);
      break;
    }
    const busy: boolean[] = [];
    for (const office of offices) {
      await connectAgainIfStopped(office, proxy.url, services);
      busy.push(await withHost(office.path, syncOnce));
    }
    quiet = busy.some(Boolean) ? 0 : quiet + 1;
  }
  const known = await valuesAtState(of.database);
  const digests: string[] = [];
  const records: number[] = [];
  let conflicts = 0;
  for (const office of offices)
    await withHost(office.path, async (host) => {
      const own = (await host.call('sync.digest', {}, 'headless')) as { records: number; digest: string };
      digests.push(own.digest);
      records.push(own.records);
      const reader = host.district.open?.file.reader;
      for (const { text } of reader?.rows<{ text: string | null }>(
        `SELECT fields || coalesce(decision, '') AS text FROM syncConflict
          UNION ALL SELECT coalesce(local, '') || coalesce(remote, '') || coalesce(kept, '') FROM syncMergeLog`,
      ) ?? [])
        for (const [value] of (text ?? '').matchAll(/[a-z]\d+-\d+/g)) known.add(value);
      // "Mine" of an open card is what stands here now.
      for (const { type, id } of reader?.rows<{ type: string; id: string }>(
        'SELECT type, id FROM syncConflict WHERE closedAt IS NULL',
      ) ?? [])
        for (const row of reader?.rows<object>(`SELECT * FROM "${type}" WHERE id = ?`, id) ?? [])
          for (const value of Object.values(row)) known.add(String(value));
      conflicts +=
        reader?.rows<{ n: number }>('SELECT count(*) AS n FROM syncConflict WHERE closedAt IS NULL')[0]?.n ??
        0;
    });
  const there = await digestOfDistrict(of.place, DISTRICT);
  const lost = offices.flatMap(({ name, journal }) =>
    journal
      .unaccounted((value) => known.has(value))
      .map(({ field, value }) => `${name}: ${value} (${field})`),
  );
  const syncs: Record<string, number> = {};
  for (const office of offices)
    for (const [outcome, n] of office.syncs) syncs[outcome] = (syncs[outcome] ?? 0) + n;
  return {
    seed: of.seed,
    seconds: of.seconds,
    offices: offices.length,
    kills: of.kills,
    faults: proxy.counts,
    syncs,
    edits: {
      tried: offices.reduce((sum, { journal }) => sum + journal.tried, 0),
      saved: offices.reduce((sum, { journal }) => sum + journal.count, 0),
    },
    conflicts,
    records: { state: there.records, offices: records },
    digestsAgree: digests.every((digest) => digest === there.digest),
    lost,
    problems,
  };
}

/** One sync, and what a person does after it: refused changes go again. True while something is still on its way. */
async function syncOnce(host: DataHost): Promise<boolean> {
  const call = (name: string, input: object): Promise<unknown> => host.call(name, input, 'headless');
  const { items } = (await call('sync.waiting', { limit: 1000 })) as {
    items: { type: string; id: string; state: string }[];
  };
  for (const { type, id } of items.filter(({ state }) => state === 'rejected'))
    await call('sync.send-again', { type, id });
  const ran = (await call('sync.run', {})) as {
    outcome: string;
    waiting: number;
    fetched: number;
    sent: number;
  };
  return ran.outcome !== 'done' || ran.waiting > 0 || ran.fetched > 0 || ran.sent > 0;
}

/** Every value that any version of any record of the district ever had at the state. */
async function valuesAtState(database: StateDatabase): Promise<Set<string>> {
  const rows = await database.inDistrict(DISTRICT, (trx) =>
    trx.selectFrom('history').select('fields').execute(),
  );
  const known = new Set<string>();
  for (const { fields } of rows)
    for (const value of Object.values(JSON.parse(fields) as Record<string, unknown>))
      if (typeof value === 'string') known.add(value);
  return known;
}
