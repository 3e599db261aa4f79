import { recordTypeNamed } from '#domain/sync/registry.ts';
import type { StaffMember } from '#state-server/accounts/staff-accounts.ts';
import { newId, type Services } from '#state-server/services.ts';
import { applyOperations } from '#state-server/sync/apply-operations.ts';
import type { Operation } from '#sync/wire/operations.ts';
import { type FieldValues, SCHEMA_VERSION } from '#sync/wire/protocol.ts';
import type { StaffChange } from '#sync/wire/staff.ts';

/**
 * A change by the state's staff, through the same door as a district's: same lock, same checks, same history.
 * Returns the answer's JSON.
 */
export async function applyStaffChange(
  services: Services,
  staff: StaffMember,
  type: string,
  id: string,
  change: StaffChange,
): Promise<string> {
  const operation: Operation = {
    operationId: change.operationId ?? newId(services),
    deviceSeq: 1,
    schemaVersion: SCHEMA_VERSION,
    type,
    id,
    kind: change.kind,
    baseRev: change.baseRev,
    fields: change.kind === 'update' ? await wholeGroups(services, type, id, change) : change.fields,
  };
  // What staff sent is the body: the filled-in members may differ at a repeat.
  const body = { type, id, ...change, operationId: operation.operationId };
  const author = { party: 'state', device: null, name: staff.name } as const;
  const [answer] = await applyOperations(services, change.district, author, [{ operation, body }], null);
  return answer ?? '';
}

/** Adds the members of every touched merge group as they are now; the base rev guards them like the rest. */
async function wholeGroups(
  services: Services,
  typeName: string,
  id: string,
  { district, fields }: StaffChange,
): Promise<FieldValues> {
  const row = await services.database.inDistrict(district, (trx) =>
    trx
      .selectFrom('record')
      .select('fields')
      .where('district', '=', district)
      .where('id', '=', id)
      .executeTakeFirst(),
  );
  const current: FieldValues = row ? JSON.parse(row.fields) : {};
  const registry = recordTypeNamed(typeName)?.fields ?? {};
  const groups = new Set(Object.keys(fields).flatMap((name) => registry[name]?.group ?? []));
  const whole: FieldValues = { ...fields };
  for (const name in registry) {
    const group = registry[name]?.group;
    if (group !== undefined && groups.has(group) && !(name in whole)) whole[name] = current[name] ?? null;
  }
  return whole;
}
