import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';
import { wallIn } from '#state-server/database/migrations/0020-row-security.ts';

/** Files that records name, in the parts in which they came; row security as for records. */
export const files: Migration = {
  number: 330,
  name: 'files',
  up: async (trx, engine) => {
    const bytes = engine === 'postgres' ? 'bytea' : 'blob';
    for (const statement of [
      `create table file (district text not null, sha256 text not null, size bigint not null, received bigint not null,
        whole integer not null, at text not null, primary key (district, sha256))`,
      `create table file_part (district text not null, sha256 text not null, start bigint not null, bytes ${bytes} not null,
        primary key (district, sha256, start))`,
    ])
      await sql.raw(statement).execute(trx);
    if (engine === 'postgres') for (const name of ['file', 'file_part']) await wallIn(trx, name);
  },
};
