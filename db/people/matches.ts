import { phonesOf } from '#db/attendance/call-list.ts';
import type { Reader } from '#db/system/connection.ts';
import { duplicateScore } from '#domain/people/duplicate-match.ts';
import { nicknames } from '#domain/people/name-likeness.ts';
import type { Row } from '#domain/sync/registry.ts';
import nicknameGroups from '#resources/people/nicknames.json' with { type: 'json' };

/** Groups of given names that may be one person’s, as they ship. */
export const sameNames = nicknames(nicknameGroups.groups);

/** From this likeness on a new person is only made with a reason why it is somebody else. */
export const LIKELY = 80;

export interface Match {
  readonly personId: string;
  readonly name: string;
  readonly birthDate: string | null;
  readonly detail: string;
  readonly score: number;
  readonly why: string;
}

/** People already here who may be the same child, likeliest first. A person decides; nothing is merged by it. */
export function lookAlikes(
  reader: Reader,
  wanted: { lastName: string; firstName: string; birthDate: string | null },
): Match[] {
  const asked = { ...wanted, usualName: null, gender: null, phones: [] };
  return candidates(reader, wanted)
    .map((person) => ({
      person,
      like: duplicateScore(
        asked,
        {
          lastName: person.lastName,
          firstName: person.firstName,
          usualName: person.usualName,
          birthDate: person.birthDate,
          gender: null,
          phones: phonesOf(reader, person.id),
        },
        sameNames,
      ),
    }))
    .filter(({ like }) => like.agreeing >= 2)
    .sort((a, b) => b.like.score - a.like.score)
    .slice(0, 10)
    .map(({ person, like }) => ({
      personId: person.id,
      name: `${person.lastName}, ${person.firstName}`,
      birthDate: person.birthDate,
      detail: household(reader, person.id),
      score: like.score,
      why: like.reasons.join(', '),
    }));
}

/** A few hundred at most: the same birth date, or a name that begins alike, either way round. */
function candidates(
  reader: Reader,
  wanted: { lastName: string; firstName: string; birthDate: string | null },
): Row<'person'>[] {
  const start = (name: string): string => (name.match(/\p{L}+/u)?.[0] ?? '').slice(0, 2);
  const parts = [start(wanted.lastName), start(wanted.firstName)].filter((part) => part.length > 1);
  const match = parts.map((part) => `names : "${part}" *`).join(' OR ');
  return reader.rows<Row<'person'>>(
    `SELECT * FROM person WHERE isStudent = 1 AND (birthDate = ? ${match ? 'OR id IN (SELECT k.personId FROM personFind f JOIN personFindKey k ON k.number = f.rowid WHERE personFind MATCH ? LIMIT 2000)' : ''})`,
    wanted.birthDate ?? '',
    ...(match ? [match] : []),
  );
}

function household(reader: Reader, personId: string): string {
  const row = reader.rows<{ adult: string | null; grade: string | null }>(
    `SELECT (SELECT a.firstName || ' ' || a.lastName FROM relationship r JOIN person a ON a.id = r.adultId
        WHERE r.studentId = p.id ORDER BY r.priority LIMIT 1) AS adult,
        (SELECT grade FROM enrollment WHERE studentId = p.id ORDER BY startDate DESC LIMIT 1) AS grade
      FROM person p WHERE p.id = ?`,
    personId,
  )[0];
  return (
    [row?.grade && `Grade ${row.grade}`, row?.adult && `with ${row.adult}`].filter(Boolean).join(', ') ||
    'No enrollment yet'
  );
}
