import type { StateDatabase } from '#state-server/database/state-database.ts';

/** One certification as a district sent it, with where it stands in that district's stream. */
export interface ReceivedCertification {
  readonly district: string;
  readonly id: string;
  readonly rev: number;
  readonly collection: string;
  readonly endYear: number;
  readonly certifierId: string | null;
  readonly by: string;
  readonly title: string | null;
  readonly at: string;
  readonly rows: number;
  readonly totals: string;
  readonly hash: string;
  readonly withdrawn: boolean;
  readonly recertifyAsked: string | null;
}

/** What one district has certified for one collection and year, and which primary certifiers are still missing. */
export interface CollectionStanding {
  readonly collection: string;
  readonly endYear: number;
  readonly district: string;
  readonly districtName: string;
  readonly holding: readonly ReceivedCertification[];
  readonly missing: readonly string[];
  readonly complete: boolean;
}

type Fields = Record<string, string | number | null | undefined>;

/**
 * Certifications of a school year by collection and district: those that hold, and the primary certifiers of that kind of
 * data who have not signed. `dataTypeOf` says whose word a collection needs.
 */
export async function certificationStandings(
  database: StateDatabase,
  endYear: number,
  dataTypeOf: (collection: string) => string | null,
): Promise<CollectionStanding[]> {
  return database.acrossDistricts(async (trx) => {
    const rows = await trx
      .selectFrom('record')
      .select(['district', 'type', 'id', 'rev', 'fields'])
      .where('deleted', '=', 0)
      .where('type', 'in', ['certification', 'certifier', 'district'])
      .orderBy('district')
      .execute();
    const names = new Map(
      (await trx.selectFrom('district').select(['number', 'name']).execute()).map((row) => [
        row.number,
        row.name,
      ]),
    );
    const read = rows.map((row) => ({ ...row, values: JSON.parse(row.fields) as Fields }));
    const entities = new Map(
      read.filter(({ type }) => type === 'district').map(({ id, values }) => [id, String(values.name ?? '')]),
    );
    const certifiers = read.filter(
      ({ type, values }) => type === 'certifier' && values.active === 1 && values.primary === 1,
    );
    const standings = new Map<string, { row: (typeof read)[number]; holding: ReceivedCertification[] }>();
    for (const row of read) {
      if (row.type !== 'certification' || row.values.endYear !== endYear) continue;
      const key = `${row.values.collection} ${row.district} ${row.values.districtId}`;
      const held = standings.get(key) ?? { row, holding: [] };
      const received = receivedOf(row);
      if (!received.withdrawn) held.holding.push(received);
      standings.set(key, held);
    }
    return [...standings.values()]
      .map(({ row, holding }): CollectionStanding => {
        const collection = String(row.values.collection);
        const dataType = dataTypeOf(collection);
        const missing = certifiers
          .filter(
            (one) =>
              one.district === row.district &&
              one.values.districtId === row.values.districtId &&
              one.values.dataType === dataType &&
              !holding.some(({ certifierId }) => certifierId === one.id),
          )
          .map(({ values }) => String(values.name ?? ''));
        return {
          collection,
          endYear,
          district: row.district,
          districtName:
            entities.get(String(row.values.districtId)) ?? names.get(row.district) ?? row.district,
          holding: holding.sort((a, b) => (a.at < b.at ? 1 : -1)),
          missing,
          complete: holding.length > 0 && missing.length === 0,
        };
      })
      .sort(
        (a, b) =>
          (a.collection < b.collection ? -1 : a.collection > b.collection ? 1 : 0) ||
          (a.district + a.districtName < b.district + b.districtName ? -1 : 1),
      );
  });
}

function receivedOf(row: {
  district: string;
  id: string;
  rev: number;
  values: Fields;
}): ReceivedCertification {
  const { values } = row;
  const text = (name: string): string => String(values[name] ?? '');
  return {
    district: row.district,
    id: row.id,
    rev: row.rev,
    collection: text('collection'),
    endYear: Number(values.endYear),
    certifierId: values.certifierId == null ? null : text('certifierId'),
    by: text('certifiedBy'),
    title: values.certifiedTitle == null ? null : text('certifiedTitle'),
    at: text('certifiedAt'),
    rows: Number(values.rows ?? 0),
    totals: text('totals'),
    hash: text('hash'),
    withdrawn: values.withdrawnAt != null,
    recertifyAsked: values.recertifyAsked == null ? null : text('recertifyAsked'),
  };
}
