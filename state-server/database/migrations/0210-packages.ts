import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';

const statements = [
  `create table package (id text primary key, package_id text not null, district text not null, client_id text not null,
    sha256 text not null, at text not null, by_name text not null, state text not null, reason text,
    operations bigint not null, applied bigint not null, file text, answer text, decided_by text, decided_at text)`,
  `create index package_by_time on package (at)`,
  `create index package_by_computer on package (client_id, at)`,
  `create index device_by_key on device (public_key)`,
];

/** Packages that came on a stick: what was taken, what waits for review, and the answer that goes back. */
export const packages: Migration = {
  number: 210,
  name: 'packages',
  up: async (trx) => {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
