import { deviceSecret } from '#state-server/accounts/device-secret.ts';
import { enrollDevice } from '#state-server/accounts/enroll-device.ts';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import type { Tables } from '#state-server/database/tables.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { districtMovements } from '#state-server/movement/district-movements.ts';
import { answerPackagedCalls, applyPackagedOperations } from '#state-server/packages/apply-package.ts';
import { type OpenedPackage, type PackageSender, readPackage } from '#state-server/packages/read-package.ts';
import { whatElseComes } from '#state-server/packages/what-else-comes.ts';
import { newId, now, type Services } from '#state-server/services.ts';
import { changesPage } from '#state-server/sync/changes-page.ts';
import { sha256Hex } from '#state-server/sync/sha256.ts';
import { sealSigned } from '#sync/sealing/signed-text.ts';
import { type AnswerPackage, type OutboxPackage, PACKAGE_FORMAT } from '#sync/wire/package.ts';
import { PAGE_ENTRIES } from '#sync/wire/protocol.ts';

export type PackageRow = Tables['package'];

/** What came of a package. `answer` is the file to carry back; null while it waits for review. */
export interface TakenPackage {
  readonly id: string;
  readonly state: 'taken' | 'review';
  readonly district: string;
  readonly operations: number;
  readonly applied: number;
  readonly answer: Buffer | null;
  readonly sentence: string;
}

/**
 * Takes a package that was brought on a stick: applies what it carries and writes the answer to carry back. That of a
 * computer whose access was ended waits for review; nothing of it is applied. Throws a problem 400 with a sentence,
 * or what enrolling throws; then nothing of it is applied.
 */
export async function takePackage(
  services: Services,
  identity: ServerIdentity,
  file: Uint8Array,
  by: string,
): Promise<TakenPackage> {
  const opened = await readPackage(services, identity, file);
  const { outbox } = opened;
  const sender = opened.sender ?? (await enrolled(services, identity, opened));
  if (sender.district !== outbox.districtNumber)
    throw new HttpProblem(400, 'invalid-request', 'The computer belongs to another district than it says.');
  const row = {
    id: newId(services),
    package_id: outbox.packageId,
    district: sender.district,
    client_id: sender.clientId,
    sha256: sha256Hex(Buffer.from(file).toString('base64')),
    at: now(services),
    by_name: by,
    operations: outbox.operations.length,
    decided_by: null,
    decided_at: null,
  };
  if (sender.revokedAt !== null) {
    const reason = 'The access of this computer was ended.';
    await keep(services, {
      ...row,
      ...{ state: 'review', reason, applied: 0, answer: null },
      file: Buffer.from(file).toString('base64'),
    });
    return {
      ...{ id: row.id, state: 'review', district: sender.district, answer: null, applied: 0 },
      operations: row.operations,
      sentence: `${reason} The package waits for review; nothing of it was applied.`,
    };
  }
  const { answer, applied } = await applyAndAnswer(services, identity, sender, outbox);
  await keep(services, {
    ...row,
    ...{ state: 'taken', reason: null, applied, file: null },
    answer: answer.toString('base64'),
  });
  return {
    ...{ id: row.id, state: 'taken', district: sender.district, answer, applied },
    operations: row.operations,
    sentence: `${applied} of ${row.operations} changes were taken. Carry the answer back to the same computer.`,
  };
}

const keep = (services: Services, row: PackageRow): Promise<unknown> =>
  services.database.kysely.insertInto('package').values(row).execute();

/** Spends the code the package brings. */
async function enrolled(
  services: Services,
  identity: ServerIdentity,
  { outbox }: OpenedPackage,
): Promise<PackageSender> {
  const { enroll } = outbox;
  if (!enroll) throw new HttpProblem(400, 'invalid-request', 'This package brings no code.');
  const { clientId, districtNumber } = await enrollDevice(services, identity, {
    code: enroll.code,
    deviceName: enroll.deviceName,
    publicKey: enroll.deviceKey,
    districts: enroll.districts,
    pupils: enroll.pupils,
  });
  return {
    ...{ clientId, district: districtNumber, name: enroll.deviceName },
    ...{ revokedAt: null, secretVersion: 1 },
  };
}

/** Applies everything and writes the sealed answer. */
async function applyAndAnswer(
  services: Services,
  identity: ServerIdentity,
  sender: PackageSender,
  outbox: OutboxPackage,
): Promise<{ answer: Buffer; applied: number }> {
  const { database } = services;
  const { district, clientId } = sender;
  // A cursor the state never gave out is found before anything is applied.
  const since = outbox.cursor === null ? {} : { since: outbox.cursor };
  await changesPage(database, district, identity.epoch, { ...since, limit: 1 });
  const answers = await applyPackagedOperations(services, sender, outbox);
  const calls = await answerPackagedCalls(services, sender, outbox.calls);
  const { name } = await database.kysely
    .selectFrom('district')
    .select('name')
    .where('number', '=', district)
    .executeTakeFirstOrThrow();
  const payload: AnswerPackage = {
    kind: 'answer',
    format: PACKAGE_FORMAT,
    packageId: outbox.packageId,
    serverId: identity.serverId,
    epoch: identity.epoch,
    districtNumber: district,
    districtName: name,
    clientId,
    ...(outbox.clientId === null
      ? { clientSecret: deviceSecret(identity, clientId, sender.secretVersion) }
      : {}),
    madeAt: now(services),
    answers,
    calls,
    since: outbox.cursor,
    pages: await pagesSince(services, identity.epoch, district, outbox.cursor),
    movements: await districtMovements(database, district, now(services).slice(0, 10)),
    ...(await whatElseComes(services, district, outbox)),
  };
  return {
    answer: sealSigned(
      JSON.stringify(payload),
      identity.keys.signing,
      Buffer.from(outbox.replyKey, 'base64'),
    ),
    applied: answers.filter(({ outcome }) => outcome === 'applied').length,
  };
}

/** One window from the computer's cursor to the end of the stream, in the pages a line would bring. */
async function pagesSince(
  services: Services,
  epoch: string,
  district: string,
  cursor: string | null,
): Promise<AnswerPackage['pages']> {
  const pages: AnswerPackage['pages'] = [];
  let query: { since?: string; pinned?: string } = cursor === null ? {} : { since: cursor };
  for (;;) {
    const page = await changesPage(services.database, district, epoch, {
      ...query,
      limit: PAGE_ENTRIES.usual,
    });
    pages.push(page);
    if (!page.more) return pages;
    query = { since: page.next, pinned: page.pinned };
  }
}

/** Packages, the newest first; those that wait for review before all others. */
export async function listPackages(services: Services): Promise<Omit<PackageRow, 'file' | 'answer'>[]> {
  return services.database.kysely
    .selectFrom('package')
    .select(['id', 'package_id', 'district', 'client_id', 'sha256', 'at', 'by_name', 'state', 'reason'])
    .select(['operations', 'applied', 'decided_by', 'decided_at'])
    .orderBy((order) => order.case().when('state', '=', 'review').then(0).else(1).end())
    .orderBy('at', 'desc')
    .limit(200)
    .execute();
}

/** The answer of a package that was taken. Throws a problem 404. */
export async function packageAnswer(services: Services, id: string): Promise<Buffer> {
  const row = await services.database.kysely
    .selectFrom('package')
    .select('answer')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row?.answer) throw new HttpProblem(404, 'not-found', 'There is no answer for this package.');
  return Buffer.from(row.answer, 'base64');
}

/**
 * A person of the state's decides about a package in review: accepted, it is applied in the name of its computer, whose
 * access stays ended; dismissed, it is let go. Throws a problem 404 when it does not wait any more.
 */
export async function decidePackage(
  services: Services,
  identity: ServerIdentity,
  id: string,
  decision: 'accepted' | 'dismissed',
  by: string,
): Promise<void> {
  const { kysely } = services.database;
  const row = await kysely
    .selectFrom('package')
    .select('file')
    .where('id', '=', id)
    .where('state', '=', 'review')
    .executeTakeFirst();
  if (!row?.file) throw new HttpProblem(404, 'not-found', 'This package does not wait for review any more.');
  const decided = { state: decision, decided_by: by, decided_at: now(services), file: null };
  if (decision === 'dismissed') {
    await kysely.updateTable('package').set(decided).where('id', '=', id).execute();
    return;
  }
  const { outbox, sender } = await readPackage(services, identity, Buffer.from(row.file, 'base64'));
  if (!sender) throw new HttpProblem(404, 'not-found', 'The state does not know this computer any more.');
  const { answer, applied } = await applyAndAnswer(services, identity, sender, outbox);
  await kysely
    .updateTable('package')
    .set({ ...decided, applied, answer: answer.toString('base64') })
    .where('id', '=', id)
    .where('state', '=', 'review')
    .execute();
}
