import { adultsOf } from '#db/attendance/call-list.ts';
import { protectionOf } from '#db/people/protected-address.ts';
import { papersInForce } from '#db/people/pupil-papers.ts';
import { seatsNow } from '#db/people/seats-now.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { sql } from '#db/system/connection.ts';
import { requiredRow } from '#db/system/rows.ts';
import { ageOn } from '#domain/system/civil-date.ts';

/** What the office sees of one person. Programs and special education have pages of their own, by role. */
export function personPage(reader: Reader, personId: string, today: string) {
  const person = requiredRow(reader, 'person', personId);
  const number = (system: string): string | null =>
    reader.rows<{ value: string | null }>(
      'SELECT value FROM identifier WHERE personId = ? AND system = ?',
      personId,
      system,
    )[0]?.value ?? null;
  const directory = reader.one(sql.selectFrom('directory').selectAll().where('personId', '=', personId));
  const demographics = reader.one(
    sql.selectFrom('demographics').selectAll().where('personId', '=', personId),
  );
  const { lastName, firstName, middleName, suffix, usualName, birthDate, gender } = person;
  return {
    id: personId,
    name: `${lastName}, ${firstName}${usualName ? ` (${usualName})` : ''}`,
    details: { lastName, firstName, middleName, suffix, usualName, birthDate, gender },
    isStudent: person.isStudent === 1,
    isStaff: person.isStaff === 1,
    localId: number('local'),
    stateId: number('state'),
    age: birthDate ? ageOn(birthDate, today) : null,
    address: {
      street: directory?.street ?? null,
      city: directory?.city ?? null,
      state: directory?.state ?? null,
      zip: directory?.zip ?? null,
      email: directory?.email ?? null,
    },
    phones: reader.all(
      sql
        .selectFrom('phone')
        .select(['id', 'kind', 'number'])
        .where('personId', '=', personId)
        .orderBy('position'),
    ),
    demographics: {
      hispanic: demographics?.hispanic ?? null,
      races: demographics?.races ? (JSON.parse(demographics.races) as string[]) : [],
      homeLanguage: demographics?.homeLanguage ?? null,
      enteredGrade9: demographics?.enteredGrade9 ?? null,
    },
    addressProtected: protectionOf(reader, personId)?.active === true,
    courtPapers: papersInForce(reader, personId, today).map(({ kind, says, expiresOn }) => ({
      kind,
      says,
      expiresOn,
    })),
    adults: adultsOf(reader, personId),
    pupilsOf: reader.rows<{ studentId: string; name: string; kind: string | null }>(
      `SELECT r.studentId, p.lastName || ', ' || p.firstName AS name, r.kind FROM relationship r
        JOIN person p ON p.id = r.studentId WHERE r.adultId = ? ORDER BY nameOrder(p.lastName, p.firstName)`,
      personId,
    ),
    seats: seatsNow(reader, personId, today),
    enrollments: reader
      .all(
        sql
          .selectFrom('enrollment')
          .innerJoin('school', 'school.id', 'enrollment.schoolId')
          .select([
            'enrollment.id',
            'school.name as schoolName',
            'school.number as schoolNumber',
            'enrollment.calendarId',
            'enrollment.grade',
            'enrollment.serviceType',
            'enrollment.startDate',
            'enrollment.startStatus',
            'enrollment.endDate',
            'enrollment.endStatus',
            'enrollment.endReason',
            'enrollment.noShow',
          ])
          .where('enrollment.studentId', '=', personId)
          .orderBy('enrollment.startDate', 'desc'),
      )
      .map((row) => ({ ...row, noShow: row.noShow === 1 })),
  };
}

/** Remembers whom this user opened, for "Recent" on Today. */
export function noteOpened(writer: Writer, userId: string, personId: string, at: string): void {
  writer.exec(
    'INSERT INTO recentPerson (userId, personId, at) VALUES (?, ?, ?) ON CONFLICT (userId, personId) DO UPDATE SET at = excluded.at',
    userId,
    personId,
    at,
  );
}

export function recentPeople(reader: Reader, userId: string): { personId: string; name: string }[] {
  return reader.rows(
    `SELECT r.personId, p.lastName || ', ' || p.firstName AS name FROM recentPerson r JOIN person p ON p.id = r.personId
      WHERE r.userId = ? ORDER BY r.at DESC LIMIT 8`,
    userId,
  );
}
