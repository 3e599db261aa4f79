import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';

const statements = [
  `create table server (one integer primary key check (one = 1), server_id text not null, epoch text not null,
    token_secret text not null, key_seed text not null, students bigint not null)`,
  `create table district (number text primary key, name text not null, seq bigint not null,
    last_received_at text, created_at text not null)`,
  `create table device (client_id text primary key, district text not null references district (number),
    name text not null, public_key text, created_at text not null, revoked_at text, acked_through bigint not null)`,
  `create table enrollment_code (selector text primary key, district text not null references district (number),
    hash text not null, expires_at text not null, attempts integer not null, used_at text, used_key text,
    client_id text)`,
  `create table record (district text not null, id text not null, type text not null, rev bigint not null,
    seq bigint not null, deleted integer not null, moved_to text, fields text not null, changed_by text not null,
    updated_at text not null, primary key (district, id), check (moved_to is null or deleted = 1))`,
  `create index record_of_type on record (district, type, deleted, id)`,
  `create table history (district text not null, id text not null, type text not null, rev bigint not null,
    seq bigint not null, deleted integer not null, moved_to text, fields text not null, changed_by text not null,
    kind text not null, changed text not null, operation_id text not null, party text not null, device text,
    by_name text not null, at text not null, receipt text not null, primary key (district, seq))`,
  `create unique index history_of_record on history (district, id, seq)`,
  `create table reference_link (district text not null, target text not null, child text not null,
    primary key (district, target, child))`,
  `create table operation_answer (district text not null, operation_id text not null, body_hash text not null,
    answer text not null, device text, device_seq bigint not null, primary key (district, operation_id))`,
  `create index answer_of_device on operation_answer (district, device, device_seq)`,
  `create table commit_nonce (district text not null, seq bigint not null, nonce text not null, at text not null,
    primary key (district, seq))`,
  `create table state_student (state_id text primary key, match_key text not null, last_name text not null,
    first_name text not null, middle_name text, birth_date text not null, gender text, created_at text not null)`,
  `create index student_by_key on state_student (match_key)`,
  `create index student_by_birth on state_student (birth_date)`,
  `create table state_student_person (district text not null, person_id text not null, state_id text not null,
    primary key (district, person_id))`,
  `create table staff (id text primary key, name text not null unique, password_hash text not null,
    failures integer not null, locked_until text)`,
  `create table staff_session (id text primary key, staff_id text not null, csrf text not null,
    expires_at text not null)`,
];

export const firstTables: Migration = {
  number: 10,
  name: 'first tables',
  up: async (trx) => {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
