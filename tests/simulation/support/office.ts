import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { readBase } from '#db/sync/base.ts';
import { conflictCards, mergedForYou } from '#db/sync/conflict-cards.ts';
import { resolveConflict } from '#db/sync/decide-conflict.ts';
import { waitingCounts } from '#db/sync/waiting.ts';
import { type DistrictFile, openDistrictFile } from '#db/system/district-file.ts';
import { change, put, rowOf } from '#db/system/rows.ts';
import type { Row, TypeName } from '#domain/sync/registry.ts';
import { newDeviceCode } from '#state-server/accounts/device-code.ts';
import { addDistrict } from '#state-server/accounts/districts.ts';
import { applyStaffChange } from '#state-server/sync/staff-change.ts';
import { connectDevice } from '#sync/connect.ts';
import { type CycleResult, runCycle } from '#sync/cycle.ts';
import type { Transport, WireAnswer, WireRequest } from '#sync/transport.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';

/** What the line does to one request. `lost`: applied, but the answer never comes. */
export type Line = (request: WireRequest) => 'through' | 'down' | 'lost' | 'portal' | 'busy';

/** One office computer: a real encrypted file, the real sync, a line to the real state server in this process. */
export class Office {
  readonly file: DistrictFile;
  line: Line = () => 'through';
  readonly #transport: Transport;
  #time = Date.UTC(2026, 9, 6, 14, 0);

  constructor(file: DistrictFile, app: FastifyInstance) {
    this.file = file;
    this.#transport = { send: (request) => this.#send(app, request), close: () => undefined };
  }

  async #send(app: FastifyInstance, request: WireRequest): Promise<WireAnswer> {
    const does = this.line(request);
    if (does === 'down') return { kind: 'unreachable' };
    if (does === 'portal') return { kind: 'not-our-server' };
    if (does === 'busy')
      return {
        kind: 'answer',
        status: 503,
        json: { problem: 'busy', sentence: 'Busy.' },
        retryAfterSeconds: 3,
      };
    const { pathname, search } = new URL(request.url);
    const reply = await app.inject({
      method: request.method,
      url: `${pathname}${search}`,
      headers: {
        ...request.headers,
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(request.body === undefined ? {} : { payload: request.body }),
    });
    if (does === 'lost') return { kind: 'unreachable' };
    return { kind: 'answer', status: reply.statusCode, json: reply.json(), retryAfterSeconds: null };
  }

  get #clock() {
    return {
      now: (): string => {
        this.#time += 1_000;
        return new Date(this.#time).toISOString();
      },
    };
  }

  connect(code: string): Promise<void> {
    return connectDevice(this.file, this.#transport, {
      url: 'http://localhost:1',
      code,
      deviceName: 'Office',
    });
  }

  sync(): Promise<CycleResult> {
    return runCycle(this.file, {
      clock: this.#clock,
      newId: randomUUID,
      transport: this.#transport,
      onProgress: () => undefined,
    });
  }

  /** Something a person does here. */
  act<T>(what: (writer: Parameters<Parameters<DistrictFile['write']>[1]>[0]) => T, groupId?: string): T {
    return this.file.write(
      {
        actor: 'u',
        actorName: 'Secretary',
        action: 'Worked',
        at: this.#clock.now(),
        groupId,
        origin: 'here',
      },
      what,
    );
  }

  put<N extends TypeName>(type: N, row: Row<N>): void {
    this.act((writer) => put(writer, type, row));
  }

  change<N extends TypeName>(type: N, id: string, fields: Partial<Omit<Row<N>, 'id'>>): void {
    this.act((writer) => change(writer, type, id, fields));
  }

  row<N extends TypeName>(type: N, id: string): Row<N> | undefined {
    return rowOf(this.file.reader, type, id);
  }

  get waiting(): number {
    return waitingCounts(this.file.reader).total;
  }

  get merged() {
    return mergedForYou(this.file.reader, 50);
  }

  get cards() {
    return conflictCards(this.file.reader);
  }

  decide(
    number: number,
    choices: Parameters<typeof resolveConflict>[1]['choices'],
    rev = this.cards.find((card) => card.number === number)?.rev ?? 0,
  ): void {
    this.act((writer) =>
      resolveConflict(
        writer,
        { number, rev, choices },
        { id: 'u', name: 'Secretary', at: this.#clock.now() },
      ),
    );
  }
}

/** A state and as many offices of one district as the story needs. */
export interface Story {
  readonly state: StateWorld;
  newOffice(): Promise<Office>;
  /** The state's own staff change a record, at the revision that the first office knows. */
  staffChange(type: string, id: string, fields: Record<string, string | null>): Promise<void>;
  end(): Promise<void>;
}

export async function beginStory(): Promise<Story> {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-story-'));
  const state = await openStateWorld(join(folder, 'state.sqlite'));
  await addDistrict(state.services, '0123', 'District');
  const offices: Office[] = [];
  return {
    state,
    newOffice: async () => {
      const file = openDistrictFile(join(folder, `${offices.length}.hiline`), {
        key: randomBytes(32),
        create: true,
      });
      const office = new Office(file, state.app);
      offices.push(office);
      await office.connect(await newDeviceCode(state.services, '0123'));
      return office;
    },
    staffChange: async (type, id, fields) => {
      const baseRev = readBase((offices[0] as Office).file.reader, type, id)?.rev ?? null;
      const staff = { id: randomUUID(), name: 'Reviewer' } as Parameters<typeof applyStaffChange>[1];
      const answer = JSON.parse(
        await applyStaffChange(state.services, staff, type, id, {
          district: '0123',
          kind: 'update',
          baseRev,
          fields,
        }),
      ) as { outcome: string };
      if (answer.outcome !== 'applied')
        throw new Error(`The state's own change was answered ${answer.outcome}.`);
    },
    end: async () => {
      for (const office of offices) office.file.close();
      await state.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function aPerson(fields: Partial<Row<'person'>> = {}): Row<'person'> {
  return {
    id: randomUUID(),
    lastName: 'Larkspur',
    firstName: 'Signe',
    middleName: null,
    suffix: null,
    usualName: null,
    birthDate: '2017-08-02',
    gender: 'F',
    isStudent: 1,
    isStaff: 0,
    ...fields,
  };
}

export function aPhone(personId: string, fields: Partial<Row<'phone'>> = {}): Row<'phone'> {
  return { id: randomUUID(), personId, kind: null, number: '4065550112', position: 0, ...fields };
}

export function anAddress(
  personId: string,
  fields: Partial<Row<'directory'>> = {},
): Omit<Row<'directory'>, 'id'> {
  return {
    personId,
    street: '1 Main St',
    city: 'Havre',
    state: 'MT',
    zip: '59501',
    mailingStreet: null,
    mailingCity: null,
    mailingState: null,
    mailingZip: null,
    email: null,
    ...fields,
  };
}
