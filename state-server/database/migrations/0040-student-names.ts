import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';
import { soundsOf } from '#state-server/people/name-sounds.ts';

const statements = [
  `create table state_student_name (state_id text not null, last_name text not null, first_name text not null,
    sound_last text not null, sound_first text not null, birth_date text not null,
    primary key (state_id, last_name, first_name))`,
  `create index student_name_by_sound on state_student_name (sound_last, sound_first)`,
  `create index student_name_by_birth on state_student_name (birth_date)`,
  `create index person_of_student on state_student_person (state_id)`,
  `alter table state_student add column merged_into text`,
  `create table student_merge (id text primary key, winner text not null, loser text not null, reason text not null,
    by_name text not null, at text not null, moved text not null, undone_at text, undone_by text)`,
  `create table student_not_same (one text not null, other text not null, reason text not null, by_name text not null,
    at text not null, primary key (one, other))`,
];

/** Every name a student was ever known by, how it sounds, and merges that can be taken back. */
export const studentNames: Migration = {
  number: 40,
  name: 'student names',
  up: async (trx) => {
    for (const statement of statements) await sql.raw(statement).execute(trx);
    const students = await trx
      .selectFrom('state_student')
      .select(['state_id', 'last_name', 'first_name', 'birth_date'])
      .execute();
    for (const student of students)
      await trx
        .insertInto('state_student_name')
        .values({ ...student, ...soundsOf(student.last_name, student.first_name) })
        .execute();
  },
};
