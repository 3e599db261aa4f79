import type { Kysely } from 'kysely';
import type { Tables } from '#state-server/database/tables.ts';
import type { MatchStudentRequest, StudentCandidate } from '#sync/wire/students.ts';

const MOST = 20;

/**
 * Students the state knows who may be this one: born the same day, with the same names (`exact`) or with one of them
 * alike (`close`). Without the birth date nothing is shown, so names cannot be fished for.
 */
export async function matchStudents(
  kysely: Kysely<Tables>,
  wanted: MatchStudentRequest,
): Promise<StudentCandidate[]> {
  const rows = await kysely
    .selectFrom('state_student')
    .selectAll()
    .where('birth_date', '=', wanted.birthDate)
    .execute();
  const key = matchKey(wanted);
  const candidates: StudentCandidate[] = [];
  for (const row of rows) {
    const exact = row.match_key === key;
    if (!exact && !isLike(wanted, { lastName: row.last_name, firstName: row.first_name })) continue;
    candidates.push({
      stateId: row.state_id,
      lastName: row.last_name,
      firstName: row.first_name,
      middleName: row.middle_name,
      birthDate: row.birth_date,
      gender: row.gender,
      likeness: exact ? 'exact' : 'close',
    });
  }
  candidates.sort(
    (a, b) =>
      Number(b.likeness === 'exact') - Number(a.likeness === 'exact') || (a.stateId < b.stateId ? -1 : 1),
  );
  return candidates.slice(0, MOST);
}

type Names = Pick<MatchStudentRequest, 'lastName' | 'firstName'>;

/** Equal for what one office and another would write for the same legal name and birth date. */
export function matchKey({ lastName, firstName, birthDate }: MatchStudentRequest): string {
  return `${plain(lastName)}|${plain(firstName)}|${birthDate}`;
}

function isLike(a: Names, b: Names): boolean {
  const [last, first] = [plain(a.lastName), plain(a.firstName)];
  const [otherLast, otherFirst] = [plain(b.lastName), plain(b.firstName)];
  const begins = (one: string, other: string) => one.slice(0, 3) === other.slice(0, 3);
  return (
    (last === otherLast && begins(first, otherFirst)) || (first === otherFirst && begins(last, otherLast))
  );
}

/** Letters and digits only, without marks and case. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
