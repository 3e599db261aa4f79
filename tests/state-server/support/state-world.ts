import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { newDeviceCode } from '#state-server/accounts/device-code.ts';
import { addDistrict } from '#state-server/accounts/districts.ts';
import { createStateServer } from '#state-server/create-state-server.ts';
import { openDatabase } from '#state-server/database/open-database.ts';
import type { OnQuery, StateDatabase } from '#state-server/database/state-database.ts';
import type { Services } from '#state-server/services.ts';
import type { EnrollDeviceReply } from '#sync/wire/identity.ts';
import { TestDevice } from '#tests/state-server/support/test-device.ts';

/** A state server in this process, with a clock the test moves. */
export interface StateWorld {
  readonly place: string;
  readonly app: FastifyInstance;
  readonly database: StateDatabase;
  readonly services: Services;
  /** Moves the clock on, in minutes. */
  pass(minutes: number): void;
  /** A new computer of that district; the district is made when it is new. */
  newDevice(district?: string): Promise<TestDevice>;
  close(): Promise<void>;
}

export async function openStateWorld(place: string, onQuery?: OnQuery): Promise<StateWorld> {
  let time = Date.UTC(2026, 9, 6, 14, 5);
  const database = await openDatabase(place, onQuery);
  const services: Services = { database, clock: () => time, random: randomBytes };
  const app = await createStateServer(services);
  const districts = new Set<string>();
  return {
    place,
    app,
    database,
    services,
    pass: (minutes) => {
      time += minutes * 60_000;
    },
    newDevice: async (district = '0123') => {
      if (!districts.has(district)) await addDistrict(services, district, `District ${district}`);
      districts.add(district);
      const code = await newDeviceCode(services, district);
      const reply = await app.inject({
        method: 'POST',
        url: '/v1/devices',
        payload: { code, deviceName: 'Office' },
      });
      const device = new TestDevice(app, reply.json<EnrollDeviceReply>());
      await device.signIn();
      return device;
    },
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}
