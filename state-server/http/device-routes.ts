import type { FastifyInstance, FastifyRequest } from 'fastify';
import { deviceAgain } from '#state-server/accounts/device-again.ts';
import { beginCycle, epochChanged } from '#state-server/accounts/device-cycle.ts';
import { nextSecret } from '#state-server/accounts/device-secret.ts';
import { type DeviceLogin, deviceOf } from '#state-server/accounts/device-token.ts';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import { whoAnswers } from '#state-server/accounts/who-answers.ts';
import type { StateDatabase } from '#state-server/database/state-database.ts';
import { giveFile } from '#state-server/files/give-file.ts';
import { takeFilePart } from '#state-server/files/take-part.ts';
import { nameDevice } from '#state-server/http/access-log.ts';
import { sendUnlessKnown } from '#state-server/http/etag.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { readAs } from '#state-server/http/read-body.ts';
import { answerMovement } from '#state-server/movement/answer-movement.ts';
import { beginReading } from '#state-server/movement/begin-reading.ts';
import { districtMovements, studentTrail } from '#state-server/movement/district-movements.ts';
import { endReading } from '#state-server/movement/end-reading.ts';
import { grantedRecords } from '#state-server/movement/granted-records.ts';
import { releasedRecords, releaseRecords } from '#state-server/movement/release-records.ts';
import { assignStudent } from '#state-server/people/assign-student.ts';
import { matchStudents } from '#state-server/people/match-students.ts';
import { publishedList, publishedSet } from '#state-server/reference/editions.ts';
import { now, type Services } from '#state-server/services.ts';
import { applyOperations, type ReceivedOperation } from '#state-server/sync/apply-operations.ts';
import { changesPage } from '#state-server/sync/changes-page.ts';
import { oneRecord } from '#state-server/sync/one-record.ts';
import { recordHistory } from '#state-server/sync/record-history.ts';
import { sha256Hex } from '#state-server/sync/sha256.ts';
import { digestBucket, streamDigest } from '#state-server/sync/stream-digest.ts';
import { type ChangesReply, changesQuery } from '#sync/wire/changes.ts';
import { digestQuery } from '#sync/wire/digest.ts';
import { fileName, filePartRequest, fileQuery } from '#sync/wire/files.ts';
import { beginReadingRequest, endReadingRequest, grantedQuery } from '#sync/wire/grant.ts';
import { cycleRequest, newDeviceRequest } from '#sync/wire/identity.ts';
import { moveAnswerRequest, releasedQuery, releaseRequest } from '#sync/wire/movement.ts';
import { operationsRequest } from '#sync/wire/operations.ts';
import {
  CYCLE_HEADER,
  MAX_SMALL_BODY_BYTES,
  PAGE_ENTRIES,
  PROTOCOL,
  PROTOCOL_HEADER,
  uuid,
} from '#sync/wire/protocol.ts';
import { referenceName, referenceQuery } from '#sync/wire/reference.ts';
import { assignStudentRequest, matchStudentRequest } from '#sync/wire/students.ts';

/** Only operations may be large. */
const SMALL = { bodyLimit: MAX_SMALL_BODY_BYTES } as const;

/** The calls of an enrolled computer. Each needs the protocol header and a bearer token. */
export function deviceRoutes(app: FastifyInstance, services: Services, identity: ServerIdentity): void {
  const { database } = services;
  const { epoch } = identity;

  const logins = new WeakMap<FastifyRequest, DeviceLogin>();
  const loginOf = (request: FastifyRequest): DeviceLogin => logins.get(request) as DeviceLogin;
  app.addHook('onRequest', async (request) => {
    checkProtocol(request.headers[PROTOCOL_HEADER]);
    const login = await deviceOf(services, identity, request.headers, (known) => nameDevice(request, known));
    logins.set(request, login);
    request.log.info({ district: login.district, device: login.clientId }, 'device');
  });

  app.get('/v1/changes', (request) =>
    changesPage(database, loginOf(request).district, epoch, readAs(changesQuery, request.query)),
  );

  app.post('/v1/cycle', SMALL, async (request) => {
    const login = loginOf(request);
    const asked = readAs(cycleRequest, request.body);
    const epochSeq = await beginCycle(services, identity, login, asked);
    const page = await firstPage(database, login.district, epoch, asked.since);
    return { ...(await whoAnswers(services, identity, login)), epochSeq, ...(page ? { page } : {}) };
  });

  app.post('/v1/devices/again', SMALL, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return deviceAgain(services, identity, loginOf(request), readAs(newDeviceRequest, request.body));
  });

  app.post('/v1/operations', async (request, reply) => {
    const asked = readAs(operationsRequest, request.body);
    const { ackedThrough, operations } = asked;
    if (asked.epoch !== undefined && asked.epoch !== epoch) throw epochChanged(epoch);
    const cycle = request.headers[CYCLE_HEADER];
    const bodies = (request.body as { operations: unknown[] }).operations;
    const received: ReceivedOperation[] = operations.map((operation, at) => ({
      operation,
      body: bodies[at],
    }));
    const { clientId, district, name } = loginOf(request);
    const author = { party: 'district', device: clientId, name } as const;
    const from = { ackedThrough, cycle: typeof cycle === 'string' ? cycle : null };
    const answers = await applyOperations(services, district, author, received, from);
    return reply.type('application/json').send(`{"answers":[${answers.join(',')}]}`);
  });

  app.get('/v1/digest', (request) => {
    const { type, bucket } = readAs(digestQuery, request.query);
    const { district } = loginOf(request);
    return type !== undefined && bucket !== undefined
      ? digestBucket(database, district, epoch, type, bucket)
      : streamDigest(database, district, epoch);
  });

  app.get<{ Params: { type: string; id: string } }>('/v1/records/:type/:id/history', (request) =>
    recordHistory(database, loginOf(request).district, request.params.type, request.params.id),
  );

  app.get<{ Params: { type: string; id: string } }>('/v1/records/:type/:id', (request) =>
    oneRecord(database, loginOf(request).district, request.params.type, request.params.id),
  );

  app.get<FileParams>('/v1/files/:sha256', (request) =>
    giveFile(
      services,
      loginOf(request).district,
      readAs(fileName, request.params.sha256),
      readAs(fileQuery, request.query).from,
    ),
  );

  app.post<FileParams>('/v1/files/:sha256', SMALL, (request) =>
    takeFilePart(
      services,
      loginOf(request).district,
      readAs(fileName, request.params.sha256),
      readAs(filePartRequest, request.body),
    ),
  );

  app.post('/v1/devices/secret', SMALL, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return { clientSecret: await nextSecret(services, identity, loginOf(request).clientId) };
  });

  app.post('/v1/students/match', SMALL, async (request) => ({
    candidates: await matchStudents(database.kysely, readAs(matchStudentRequest, request.body)),
  }));

  app.post('/v1/students', SMALL, async (request, reply) => {
    const { clientId, district } = loginOf(request);
    const wanted = readAs(assignStudentRequest, request.body);
    const answer = await assignStudent(services, district, clientId, wanted, request.body);
    return reply.type('application/json').send(answer);
  });

  app.get('/v1/movements', async (request) => ({
    movements: await districtMovements(database, loginOf(request).district, now(services).slice(0, 10)),
  }));

  app.post<MovementParams>('/v1/movements/:id/release', SMALL, async (request, reply) => {
    const id = readAs(uuid, request.params.id);
    const wanted = readAs(releaseRequest, request.body);
    const answer = await releaseRecords(services, loginOf(request), id, wanted, request.body);
    return reply.type('application/json').send(answer);
  });

  app.post<MovementParams>('/v1/movements/:id/answer', SMALL, async (request, reply) => {
    const id = readAs(uuid, request.params.id);
    const wanted = readAs(moveAnswerRequest, request.body);
    const answer = await answerMovement(services, loginOf(request), id, wanted, request.body);
    return reply.type('application/json').send(answer);
  });

  app.get<MovementParams>('/v1/movements/:id/records', (request) => {
    const query = readAs(releasedQuery, request.query);
    return releasedRecords(services, loginOf(request).district, request.params.id, query);
  });

  app.post<MovementParams>('/v1/movements/:id/grant', SMALL, async (request, reply) => {
    const id = readAs(uuid, request.params.id);
    const wanted = readAs(beginReadingRequest, request.body);
    const answer = await beginReading(services, loginOf(request), id, wanted, request.body);
    return reply.type('application/json').send(answer);
  });

  app.post<MovementParams>('/v1/grants/:id/end', SMALL, async (request, reply) => {
    const id = readAs(uuid, request.params.id);
    const wanted = readAs(endReadingRequest, request.body);
    const answer = await endReading(services, loginOf(request), id, wanted, request.body);
    return reply.type('application/json').send(answer);
  });

  app.get<MovementParams>('/v1/grants/:id/records', (request) => {
    const query = readAs(grantedQuery, request.query);
    return grantedRecords(services, loginOf(request).district, request.params.id, query);
  });

  app.get('/v1/reference', async (request, reply) => {
    const { endYear } = readAs(referenceQuery, request.query);
    const json = JSON.stringify(await publishedList(database, endYear));
    return sendUnlessKnown(request, reply, sha256Hex(json), json);
  });

  app.get<{ Params: { name: string } }>('/v1/reference/:name', async (request, reply) => {
    const { endYear } = readAs(referenceQuery, request.query);
    const set = await publishedSet(database, readAs(referenceName, request.params.name), endYear);
    return sendUnlessKnown(request, reply, set.version, JSON.stringify(set));
  });

  app.get<{ Params: { stateId: string } }>('/v1/students/:stateId/stays', (request) =>
    studentTrail(database, loginOf(request).district, request.params.stateId),
  );
}

/** The page a fetch would begin with. None for a place this state never gave out: the fetch itself is told so. */
async function firstPage(
  database: StateDatabase,
  district: string,
  epoch: string,
  since: string | undefined,
): Promise<ChangesReply | null> {
  if (since === undefined) return null;
  try {
    return await changesPage(database, district, epoch, { since, limit: PAGE_ENTRIES.usual });
  } catch (error) {
    if (error instanceof HttpProblem && error.status < 500) return null;
    throw error;
  }
}

type MovementParams = { Params: { id: string } };
type FileParams = { Params: { sha256: string } };

function checkProtocol(header: string | string[] | undefined): void {
  const version = Number(header);
  if (Number.isInteger(version) && version >= PROTOCOL.min && version <= PROTOCOL.max) return;
  throw new HttpProblem(
    426,
    'protocol',
    'This version of Hi-Line and the state do not fit. Update Hi-Line.',
    {
      protocol: PROTOCOL,
    },
  );
}
