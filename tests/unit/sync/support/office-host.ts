import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { DistrictFile } from '#db/system/district-file.ts';
import type { EntryName, Output } from '#electron/contract/contract.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import { DataHost } from '#electron/data-process/data-host.ts';
import { noDesktop } from '#electron/data-process/desktop-services.ts';
import { makeOneRoomSchool, officeName, officePassword } from '#scripts/sample-district/one-room-school.ts';
import { newDeviceCode } from '#state-server/accounts/device-code.ts';
import { addDistrict } from '#state-server/accounts/districts.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';

/** A real headless host with a school of its own. */
export interface OfficeHost {
  readonly host: DataHost;
  readonly file: DistrictFile;
  call<N extends EntryName>(name: N, input?: unknown): Promise<Output<N>>;
}

/** Offices of several districts and a state that listens on loopback. */
export interface OfficesAndState {
  readonly folder: string;
  readonly state: StateWorld;
  readonly url: string;
  code(district: string): Promise<string>;
  /** A new computer with a one-room school of its own; connected when a district is named. */
  office(district: string | null, pupils: number): Promise<OfficeHost>;
  /** A further computer of a district whose records the state has. */
  further(district: string): Promise<OfficeHost>;
  end(): Promise<void>;
}

export async function officesAndState(): Promise<OfficesAndState> {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-offices-'));
  const state = await openStateWorld(join(folder, 'state.sqlite'));
  await state.app.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(state.app.server.address() as AddressInfo).port}`;
  const hosts: DataHost[] = [];
  const known = new Set<string>();
  const code = async (district: string): Promise<string> => {
    if (!known.has(district)) await addDistrict(state.services, district, `District ${district}`);
    known.add(district);
    return newDeviceCode(state.services, district);
  };
  const newHost = (): DataHost => {
    const made = new DataHost({
      districtFile: join(folder, `office-${hosts.length}.hiline`),
      clock: systemClock,
      newId: () => v7(),
      workerFile: new URL('../../../../electron/data-process/read-worker.ts', import.meta.url),
      sampleDistrict: new URL('../../../../resources/sample-district/district.jsonl', import.meta.url),
      desktop: noDesktop,
      push: () => undefined,
      checkAnswers: true,
    });
    hosts.push(made);
    return made;
  };
  const callOf =
    (host: DataHost) =>
    <N extends EntryName>(name: N, input: unknown = {}): Promise<Output<N>> =>
      host.call(name, input, 'headless') as Promise<Output<N>>;
  const fileOf = (host: DataHost): DistrictFile => {
    const { file } = host.district.open ?? {};
    if (!file) throw new Error('The file is not open.');
    return file;
  };
  return {
    folder,
    state,
    url,
    code,
    office: async (district, pupils) => {
      const path = join(folder, `office-${hosts.length}.hiline`);
      await makeOneRoomSchool(path, pupils);
      const host = newHost();
      await host.district.signIn(officeName, officePassword);
      const call = callOf(host);
      if (district !== null)
        await call('sync.connect', { url, code: await code(district), deviceName: 'Office' });
      return { host, file: fileOf(host), call };
    },
    further: async (district) => {
      const host = newHost();
      const call = callOf(host);
      await call('district.join', {
        ...{ url, code: await code(district), deviceName: 'Principal' },
        ...{ administrator: officeName, password: officePassword },
      });
      await call('sync.run');
      return { host, file: fileOf(host), call };
    },
    end: async () => {
      for (const host of hosts) await host.close();
      await state.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Gives the nth pupil a name and birth date of its own; answers the person's id. */
export async function namePupil(
  { call, file }: OfficeHost,
  n: number,
  details: { lastName: string; firstName: string; birthDate: string | null },
): Promise<string> {
  const row = file.reader.rows<{ id: string }>('SELECT id FROM person WHERE lastName = ?', `Pupil-00${n}`)[0];
  await call('people.change-details', {
    personId: row?.id,
    details: { middleName: null, suffix: null, usualName: null, gender: null, ...details },
  });
  return row?.id ?? '';
}
