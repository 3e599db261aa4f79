import { readingGrant } from '#domain/enrollment/grant.records.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import type { Tables } from '#state-server/database/tables.ts';
import { newId, type Services } from '#state-server/services.ts';
import { decideBatch } from '#state-server/sync/decide-batch.ts';
import { loadRecords } from '#state-server/sync/load-world.ts';
import { writeCommit } from '#state-server/sync/write-commit.ts';
import type { Operation } from '#sync/wire/operations.ts';
import { type FieldValues, type Receipt, SCHEMA_VERSION } from '#sync/wire/protocol.ts';

/**
 * Writes how a grant stands now into the streams of both its districts, in one transaction: neither can hear of it
 * without the other. Call with both locks; `ends` is where the streams ended. Afterwards the transaction is the first
 * district's again. Answers the revision, the same in both streams.
 */
export async function writeGrantEntries(
  services: Services,
  trx: StateTransaction,
  grant: Tables['reading_grant'],
  ends: ReadonlyMap<string, number>,
  { receipt, by }: { receipt: Receipt; by: string },
): Promise<number> {
  const { from_district: from, to_district: to } = grant;
  const names = await trx
    .selectFrom('district')
    .select(['number', 'name'])
    .where('number', 'in', [from, to])
    .execute();
  const nameOf = (number: string): string => names.find((one) => one.number === number)?.name ?? number;
  const fields = {
    moveId: grant.move_id,
    part: grant.part,
    stateId: grant.state_id,
    fromDistrict: from,
    fromName: nameOf(from),
    toDistrict: to,
    toName: nameOf(to),
    begunAt: grant.begun_at,
    begunBy: grant.begun_by,
    endedAt: grant.ended_at,
    endedBy: grant.ended_by,
    endReason: grant.end_reason,
  };
  let rev = 0;
  for (const district of [to, from]) {
    await services.database.turnTo(trx, district);
    rev = await writeOne(
      services,
      trx,
      { district, id: grant.id, fields, by },
      ends.get(district) ?? 0,
      receipt,
    );
  }
  return rev;
}

async function writeOne(
  services: Services,
  trx: StateTransaction,
  { district, id, fields, by }: { district: string; id: string; fields: FieldValues; by: string },
  lastSeq: number,
  receipt: Receipt,
): Promise<number> {
  const base = { deviceSeq: 1, schemaVersion: SCHEMA_VERSION, type: readingGrant.name, id };
  const asked: Operation = { ...base, operationId: newId(services), kind: 'create', baseRev: null, fields };
  const stored = await loadRecords(trx, district, [asked]);
  const current = stored.get(id);
  // Key fields never change, so a change leaves them out.
  const { moveId: _move, part: _part, ...changing } = fields;
  const operation: Operation = current
    ? { ...asked, kind: 'update', baseRev: current.rev, fields: changing }
    : asked;
  const author = { party: 'state', device: null } as const;
  const { answers, effects } = decideBatch([operation], stored, author, receipt, lastSeq);
  const [effect] = effects;
  if (!effect) throw new Error(`The entry of a grant was not taken: ${JSON.stringify(answers)}`);
  const nonce = newId(services).replaceAll('-', '');
  await writeCommit(trx, district, effects, {
    ...{ author: { ...author, name: by }, receipt, nonce },
    hashes: new Map(),
  });
  return effect.record.rev;
}
