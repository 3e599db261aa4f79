import { sql } from 'kysely';
import { duplicateScore } from '#domain/people/duplicate-match.ts';
import { nicknames } from '#domain/people/name-likeness.ts';
import nicknameGroups from '#resources/people/nicknames.json' with { type: 'json' };
import type { StateDatabase, StateTransaction } from '#state-server/database/state-database.ts';
import type { Tables } from '#state-server/database/tables.ts';

const NICKNAMES = nicknames(nicknameGroups.groups);
const MOST = 200;

/** One lock for all changes of who is who: they are rare. Must be the first statement of its transaction. */
export async function lockStudents(trx: StateTransaction): Promise<void> {
  await trx
    .updateTable('server')
    .set((column) => ({ students: column('students', '+', 1) }))
    .execute();
}

/** Two State IDs in one order, whichever was named first. */
export function pairOf(a: string, b: string): { one: string; other: string } {
  return a < b ? { one: a, other: b } : { one: b, other: a };
}

export interface DuplicatePair {
  readonly one: Tables['state_student'];
  readonly other: Tables['state_student'];
  readonly score: number;
  readonly reasons: readonly string[];
}

/**
 * State IDs that may belong to one person, likeliest first, at most 200: born the same day with a name that sounds
 * alike, or of the same names and nearly the same birth date. Pairs somebody has told apart are left out.
 */
export async function duplicatePairs(database: StateDatabase): Promise<DuplicatePair[]> {
  return database.acrossDistricts(async (trx) => {
    // The strongest signs first, so that a cut at the end loses only the weakest.
    const near = await sql<{ one: string; other: string }>`
      select one, other, min(sign) as sign from (
        select a.state_id as one, b.state_id as other, case
            when a.sound_last = b.sound_last and a.sound_first = b.sound_first then 0
            when a.sound_last = b.sound_last then 2 else 3 end as sign
          from state_student_name a join state_student_name b
            on a.birth_date = b.birth_date and a.state_id < b.state_id
              and (a.sound_last = b.sound_last or a.sound_first = b.sound_first)
        union all
        select a.state_id, b.state_id, 1 from state_student_name a join state_student_name b
            on a.sound_last = b.sound_last and a.sound_first = b.sound_first and a.state_id < b.state_id
              and a.birth_date <> b.birth_date and substr(a.birth_date, 1, 4) = substr(b.birth_date, 1, 4)
      ) as pairs
      where not exists (select 1 from student_not_same n where n.one = pairs.one and n.other = pairs.other)
      group by one, other order by 3, 1, 2 limit 5000`.execute(trx);
    const ids = [...new Set(near.rows.flatMap(({ one, other }) => [one, other]))];
    if (ids.length === 0) return [];
    const rows = await trx
      .selectFrom('state_student')
      .selectAll()
      .where('merged_into', 'is', null)
      .where('state_id', 'in', ids)
      .execute();
    const students = new Map(rows.map((row) => [row.state_id, row]));
    const pairs: DuplicatePair[] = [];
    for (const ids of near.rows) {
      const [one, other] = [students.get(ids.one), students.get(ids.other)];
      if (!one || !other) continue;
      const { likely, score, reasons } = duplicateScore(identity(one), identity(other), NICKNAMES);
      if (likely) pairs.push({ one, other, score, reasons });
    }
    return pairs.sort((a, b) => b.score - a.score).slice(0, MOST);
  });
}

function identity(student: Tables['state_student']) {
  return {
    lastName: student.last_name,
    firstName: student.first_name,
    usualName: null,
    birthDate: student.birth_date,
    gender: student.gender,
    phones: [],
  };
}
