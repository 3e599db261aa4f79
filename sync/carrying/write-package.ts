import { copiesHere } from '#db/enrollment/grants.ts';
import { ownDistrictsOf } from '#db/school/district-ids.ts';
import { keepCarried } from '#db/sync/carried-packages.ts';
import { freeze, unanswered } from '#db/sync/freeze.ts';
import { unansweredStateCalls } from '#db/sync/state-calls.ts';
import { ackedThrough, beginningOf, cursorOf, isForked } from '#db/sync/sync-state.ts';
import type { Reader } from '#db/system/connection.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { stateSets } from '#db/system/state-reference.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { carrierOf } from '#sync/carrying/carrier.ts';
import { sealSigned } from '#sync/sealing/signed-text.ts';
import { type OutboxPackage, PACKAGE_FORMAT } from '#sync/wire/package.ts';
import { SCHEMA_VERSION } from '#sync/wire/protocol.ts';

/** Operations one package carries; the rest goes in the next. */
const MOST = 100_000;

const fetchesFirst = (reader: Reader): boolean => beginningOf(reader) !== undefined || isForked(reader);

export interface WrittenPackage {
  readonly id: string;
  readonly bytes: Buffer;
  readonly operations: number;
  readonly calls: number;
}

/**
 * Everything the state has not answered, and everything that can go now, frozen as for the line (M1) and sealed for the
 * state. Nothing counts as sent: it waits for the answer, and the line may bring it meanwhile as well. A computer that
 * is about to fetch everything anew, or is a copy that has not caught up, carries no change yet (M12, M13): the answer
 * brings what the state has, and the next package takes the changes along.
 */
export async function writePackage(
  file: DistrictFile,
  by: string,
  clock: { now(): string },
  newId: () => string,
): Promise<WrittenPackage> {
  const { connection, keys, state } = carrierOf(file.reader);
  await file.whenWritable();
  const at = clock.now();
  const id = newId();
  const operations = file.write(
    { actor: 'state', actorName: 'The state', action: 'Made ready to carry', at, origin: 'sync' },
    (writer) => {
      const waiting = unanswered(writer, 0, MOST);
      const limit = fetchesFirst(writer) ? 0 : MOST - waiting.length;
      const fresh = limit > 0 ? freeze(writer, { limit, at, newId, schemaVersion: SCHEMA_VERSION }) : [];
      return [...waiting, ...fresh].map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    },
  );
  const calls = unansweredStateCalls(file.reader).map(({ operationId, path, body }) => ({
    operationId,
    path,
    body: JSON.parse(body) as Record<string, unknown>,
  }));
  const payload: OutboxPackage = {
    kind: 'outbox',
    format: PACKAGE_FORMAT,
    packageId: id,
    serverId: connection.serverId,
    epoch: connection.epoch,
    districtNumber: connection.districtNumber,
    clientId: connection.clientId === '' ? null : connection.clientId,
    ...(connection.enroll
      ? {
          enroll: {
            ...connection.enroll,
            deviceKey: keys.signingPublic.toString('base64'),
            ...ownDistrictsOf(file.reader),
          },
        }
      : {}),
    madeAt: at,
    cursor: cursorOf(file.reader) ?? null,
    ackedThrough: ackedThrough(file.reader),
    operations,
    calls,
    reference: {
      endYear: schoolYearOf(at.slice(0, 10)),
      have: stateSets(file.reader).map(({ name, version }) => ({ name, version })),
    },
    granted: copiesHere(file.reader),
    replyKey: keys.receivingPublic.toString('base64'),
  };
  const bytes = sealSigned(JSON.stringify(payload), keys.signing, state.encryption);
  file.writeLocal((writer) =>
    keepCarried(writer, {
      id,
      writtenAt: at,
      operations: operations.length,
      calls: calls.length,
      actorName: by,
    }),
  );
  return { id, bytes, operations: operations.length, calls: calls.length };
}
