import type { Kysely } from 'kysely';
import { duplicateScore } from '#domain/people/duplicate-match.ts';
import { nicknames } from '#domain/people/name-likeness.ts';
import { compactName } from '#domain/people/names.ts';
import nicknameGroups from '#resources/people/nicknames.json' with { type: 'json' };
import type { Tables } from '#state-server/database/tables.ts';
import { soundsOf } from '#state-server/people/name-sounds.ts';
import type { MatchStudentRequest, StudentCandidate } from '#sync/wire/students.ts';

const MOST = 20;
const NICKNAMES = nicknames(nicknameGroups.groups);

interface FullName {
  readonly lastName: string;
  readonly firstName: string;
}

/** A student the state knows, under every name. */
interface Known {
  readonly student: Tables['state_student'];
  readonly names: readonly FullName[];
}

/**
 * Students the state knows who may be this one, likeliest first: by the same rule as the desktop's own search for
 * duplicates, under any name ever used. The birth date has to agree at least nearly, so names cannot be fished for.
 */
export async function matchStudents(
  kysely: Kysely<Tables>,
  wanted: Omit<MatchStudentRequest, 'gender' | 'previousNames'> &
    Partial<Pick<MatchStudentRequest, 'gender' | 'previousNames'>>,
): Promise<StudentCandidate[]> {
  const names = [wanted, ...(wanted.previousNames ?? [])];
  const found: { score: number; candidate: StudentCandidate }[] = [];
  for (const known of await knownStudents(kysely, names, wanted.birthDate)) {
    const best = likeness(names, wanted, known);
    if (!best?.likely || !best.reasons.some((reason) => /birth|month and day/.test(reason))) continue;
    const { student } = known;
    found.push({
      score: best.score,
      candidate: {
        stateId: student.state_id,
        lastName: student.last_name,
        firstName: student.first_name,
        middleName: student.middle_name,
        birthDate: student.birth_date,
        gender: student.gender,
        likeness: best.exact ? 'exact' : 'close',
        matches: [...best.reasons],
      },
    });
  }
  found.sort((a, b) => b.score - a.score || (a.candidate.stateId < b.candidate.stateId ? -1 : 1));
  return found.slice(0, MOST).map(({ candidate }) => candidate);
}

/** The best of all pairs of names; null where there is none. */
function likeness(
  names: readonly FullName[],
  wanted: { birthDate: string; gender?: string | null },
  { student, names: others }: Known,
): { score: number; likely: boolean; exact: boolean; reasons: string[] } | null {
  let best: ReturnType<typeof likeness> = null;
  for (const [at, one] of names.entries())
    for (const other of others) {
      const score = duplicateScore(
        identity(one, wanted.birthDate, wanted.gender ?? null),
        identity(other, student.birth_date, student.gender),
        NICKNAMES,
      );
      if (best && best.score >= score.score) continue;
      const now = other.lastName === student.last_name && other.firstName === student.first_name;
      const same =
        compactName(one.lastName) === compactName(other.lastName) &&
        compactName(one.firstName) === compactName(other.firstName);
      const gender = wanted.gender && wanted.gender === student.gender ? ['same gender'] : [];
      const previous = at > 0 || !now ? ['previous name'] : [];
      best = {
        score: score.score,
        likely: score.likely,
        exact: same && wanted.birthDate === student.birth_date,
        reasons: [...score.reasons, ...gender, ...previous],
      };
    }
  return best;
}

function identity({ lastName, firstName }: FullName, birthDate: string, gender: string | null) {
  return { lastName, firstName, usualName: null, birthDate, gender, phones: [] };
}

/** Students born that day or with a name that sounds the same; a merged one counts as the one it became. */
async function knownStudents(
  kysely: Kysely<Tables>,
  names: readonly FullName[],
  birthDate: string,
): Promise<Known[]> {
  const sounds = names.map(({ lastName, firstName }) => soundsOf(lastName, firstName));
  const near = await kysely
    .selectFrom('state_student_name')
    .select('state_id')
    .where(({ or, and, eb }) =>
      or([
        eb('birth_date', '=', birthDate),
        ...sounds.map(({ sound_last, sound_first }) =>
          and([eb('sound_last', '=', sound_last), eb('sound_first', '=', sound_first)]),
        ),
      ]),
    )
    .distinct()
    .execute();
  let ids = near.map(({ state_id }) => state_id);
  const aliases = new Map<string, string[]>();
  const live = new Map<string, Tables['state_student']>();
  for (let turn = 0; ids.length > 0 && turn < 10; turn++) {
    const rows = await kysely.selectFrom('state_student').selectAll().where('state_id', 'in', ids).execute();
    ids = [];
    for (const row of rows) {
      if (row.merged_into === null) {
        live.set(row.state_id, row);
        continue;
      }
      const from = aliases.get(row.state_id) ?? [];
      aliases.set(row.merged_into, [...(aliases.get(row.merged_into) ?? []), row.state_id, ...from]);
      if (!live.has(row.merged_into)) ids.push(row.merged_into);
    }
  }
  const wanted = [...live.keys(), ...[...aliases.values()].flat()];
  if (wanted.length === 0) return [];
  const all = await kysely
    .selectFrom('state_student_name')
    .select(['state_id', 'last_name', 'first_name'])
    .where('state_id', 'in', wanted)
    .execute();
  return [...live.values()].map((student) => ({
    student,
    names: all
      .filter(
        ({ state_id }) =>
          state_id === student.state_id || aliases.get(student.state_id)?.includes(state_id) === true,
      )
      .map((row) => ({ lastName: row.last_name, firstName: row.first_name })),
  }));
}

/** Equal for what one office and another would write for the same legal name and birth date. */
export function matchKey({ lastName, firstName, birthDate }: FullName & { birthDate: string }): string {
  return `${compactName(lastName)}|${compactName(firstName)}|${birthDate}`;
}
