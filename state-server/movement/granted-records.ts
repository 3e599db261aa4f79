import type { z } from 'zod';
import { specialEducationRoles } from '#domain/accounts/roles.ts';
import { scopeDigest } from '#domain/sync/scope-digest.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import type { Tables } from '#state-server/database/tables.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { handedOut } from '#state-server/movement/permanent-record.ts';
import { now, type Services } from '#state-server/services.ts';
import { sha256 } from '#state-server/sync/sha256.ts';
import { recordOf, storedColumns } from '#state-server/sync/stored-record.ts';
import type { GrantedReply, grantedQuery } from '#sync/wire/grant.ts';

/**
 * What a grant in force opens, as it is now, for its two districts. Read as the asking district: on PostgreSQL row-level
 * security lets the other one's rows through only while they are in the grant's scope. Throws problems 404, also when the
 * two districts' students turned out not to be one, and 409 `not-allowed`.
 */
export function grantedRecords(
  services: Services,
  district: string,
  id: string,
  { role, have }: z.output<typeof grantedQuery>,
): Promise<GrantedReply> {
  return services.database.inDistrict(
    district,
    async (trx) => {
      const grant = await trx
        .selectFrom('reading_grant')
        .selectAll()
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .where(({ or, eb }) => or([eb('from_district', '=', district), eb('to_district', '=', district)]))
        .executeTakeFirst();
      if (!grant || !(await stillOneStudent(trx, grant)))
        throw new HttpProblem(404, 'not-found', 'These records are not open to you, or not any more.');
      if (grant.part === 'special-education' && !specialEducationRoles.includes(role))
        // Not 403: that tells the whole computer to stop.
        throw new HttpProblem(409, 'not-allowed', 'Your role may not see special education documents.');
      const rows = await trx
        .selectFrom('grant_scope as scope')
        .innerJoin('record', (join) =>
          join.onRef('record.district', '=', 'scope.district').onRef('record.id', '=', 'scope.id'),
        )
        .select([...storedColumns.map((column) => `record.${column}` as const), 'scope.place'])
        .where('scope.grant_id', '=', id)
        .where(({ or, eb }) => or([eb('scope.reader', '=', district), eb('scope.district', '=', district)]))
        .where('record.deleted', '=', 0)
        .execute();
      const records = rows.map((row) => handedOut(recordOf(row)));
      const digest = scopeDigest(records, sha256);
      const same = have === digest;
      return {
        ...{ id, part: grant.part, stateId: grant.state_id, fromDistrict: grant.from_district },
        personId: rows.find(({ place }) => place === 'student')?.id ?? null,
        ...{ at: now(services), digest, same, records: same ? [] : records },
      };
    },
    { snapshot: true },
  );
}

/** A State ID that was found to be another's takes its grants with it. */
async function stillOneStudent(
  trx: StateTransaction,
  { from_district, from_person, to_district, to_person }: Tables['reading_grant'],
): Promise<boolean> {
  const rows = await trx
    .selectFrom('state_student_person')
    .select('state_id')
    .where(({ or, and, eb }) =>
      or([
        and([eb('district', '=', from_district), eb('person_id', '=', from_person)]),
        and([eb('district', '=', to_district), eb('person_id', '=', to_person)]),
      ]),
    )
    .execute();
  return rows.length === 2 && rows[0]?.state_id === rows[1]?.state_id;
}
