import { REPORTED } from '#db/school/calendar-reporting.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed } from '#db/system/rows.ts';

/** A student the state knows who may be this one, and what agrees, in words. */
export interface Candidate {
  stateId: string;
  lastName: string;
  firstName: string;
  middleName: string | null;
  birthDate: string;
  gender: string | null;
  likeness: 'exact' | 'close';
  matches: string[];
}

export interface PendingNumber {
  readonly personId: string;
  readonly name: string;
  readonly birthDate: string | null;
  readonly grade: string;
  /**
   * `missing`: without a birth date nobody can search. `not-asked`: no line yet. `candidates`: a person has to say who it
   * is. `no-match`: the state knows nobody like this. `on-its-way`: asked for, not answered.
   */
  readonly standing: 'missing' | 'not-asked' | 'candidates' | 'no-match' | 'on-its-way';
  readonly candidates: Candidate[];
  readonly askedAt: string | null;
}

/** What the state is asked with; the names and birth date as they stand now. */
export interface SearchFields {
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string | null;
  readonly birthDate: string;
  readonly gender: string | null;
  readonly previousNames: { lastName: string; firstName: string }[];
}

interface Found {
  personId: string;
  lastName: string;
  firstName: string;
  usualName: string | null;
  birthDate: string | null;
  grade: string;
  asked: string | null;
  candidates: string | null;
  at: string | null;
  onItsWay: number;
}

/** Pupils enrolled now or later who have no state number, by name. They work everywhere but in state files. */
export function pendingNumbers(reader: Reader, today: string): PendingNumber[] {
  return reader
    .rows<Found>(
      `SELECT p.id AS personId, p.lastName, p.firstName, p.usualName, p.birthDate, min(e.grade) AS grade,
          m.asked, m.candidates, m.at,
          EXISTS (SELECT 1 FROM stateCall c WHERE c.kind = 'assign' AND c.subject = p.id AND c.state = 'sending') AS onItsWay
        FROM person p JOIN enrollment e ON e.studentId = p.id AND (e.endDate IS NULL OR e.endDate >= ?)
        LEFT JOIN identifier i ON i.personId = p.id AND i.system = 'state'
        LEFT JOIN stateMatch m ON m.personId = p.id
        WHERE i.value IS NULL AND ${REPORTED} AND p.isStudent = 1
        GROUP BY p.id ORDER BY nameOrder(p.lastName, p.firstName), p.id`,
      today,
    )
    .map((row) => {
      const fresh = row.asked !== null && row.asked === searchKey(searchFields(reader, row.personId));
      const candidates = fresh ? (JSON.parse(row.candidates ?? '[]') as Candidate[]) : [];
      return {
        personId: row.personId,
        name: `${row.lastName}, ${row.firstName}${row.usualName ? ` (${row.usualName})` : ''}`,
        birthDate: row.birthDate,
        grade: row.grade,
        standing: row.onItsWay
          ? 'on-its-way'
          : row.birthDate === null
            ? 'missing'
            : !fresh
              ? 'not-asked'
              : candidates.length > 0
                ? 'candidates'
                : 'no-match',
        candidates,
        askedAt: fresh ? row.at : null,
      };
    });
}

/** Numbers the state has given or confirmed through this computer, the newest first. */
export function givenNumbers(reader: Reader, limit: number) {
  return reader
    .rows<{
      personId: string;
      name: string;
      stateId: string;
      answer: string;
      answeredAt: string;
      by: string;
    }>(
      `SELECT p.id AS personId, p.lastName || ', ' || p.firstName AS name, i.value AS stateId, c.answer, c.answeredAt,
          c.actorName AS "by"
        FROM stateCall c JOIN person p ON p.id = c.subject
        JOIN identifier i ON i.personId = p.id AND i.system = 'state' AND i.value IS NOT NULL
        WHERE c.kind = 'assign' AND c.state = 'done' AND json_extract(c.answer, '$.outcome') = 'assigned'
        ORDER BY c.answeredAt DESC LIMIT ?`,
      limit,
    )
    .map(({ answer, answeredAt, ...row }) => {
      const { isNew, receipt } = JSON.parse(answer) as { isNew: boolean; receipt: { number: string } };
      return { ...row, at: answeredAt, isNew, receipt: receipt.number };
    });
}

export interface NumberToCheck {
  readonly personId: string;
  readonly name: string;
  readonly stateId: string;
  /** What the state says of it. */
  readonly words: string;
}

/** Pupils whose number came from another system and was never shown to the state. */
export const unclaimedNumbers = (reader: Reader, today: string, limit: number): string[] =>
  reader
    .rows<{ personId: string }>(
      `SELECT DISTINCT i.personId FROM identifier i JOIN person p ON p.id = i.personId
        JOIN enrollment e ON e.studentId = p.id AND (e.endDate IS NULL OR e.endDate >= ?)
        WHERE i.system = 'state' AND length(i.value) = 9 AND p.birthDate IS NOT NULL
          AND EXISTS (SELECT 1 FROM syncBase b WHERE b.type = 'person' AND b.id = p.id)
          AND NOT EXISTS (SELECT 1 FROM stateCall c WHERE c.kind = 'assign' AND c.subject = p.id)
        LIMIT ?`,
      today,
      limit,
    )
    .map(({ personId }) => personId);

/** Numbers from another system that the state does not know as this pupil's. */
export function numbersToCheck(reader: Reader): NumberToCheck[] {
  return reader
    .rows<{ personId: string; name: string; stateId: string; answer: string }>(
      `SELECT p.id AS personId, p.lastName || ', ' || p.firstName AS name, i.value AS stateId, c.answer
        FROM stateCall c JOIN person p ON p.id = c.subject
        JOIN identifier i ON i.personId = p.id AND i.system = 'state' AND i.value IS NOT NULL
        WHERE c.kind = 'assign' AND c.state = 'done' AND json_extract(c.body, '$.claims') IS NOT NULL
          AND c.deviceSeq = (SELECT max(deviceSeq) FROM stateCall d WHERE d.kind = 'assign' AND d.subject = p.id)
        ORDER BY nameOrder(p.lastName, p.firstName)`,
    )
    .flatMap(({ answer, ...row }) => {
      const said = JSON.parse(answer) as {
        outcome: string;
        stateId?: string;
        sentence?: string;
        candidates?: Candidate[];
      };
      if (said.outcome === 'assigned')
        return said.stateId === row.stateId
          ? []
          : [{ ...row, words: `The state has ${said.stateId} for this pupil.` }];
      const other = said.candidates?.[0];
      if (other)
        return [
          {
            ...row,
            words: `The state knows somebody like this under ${other.stateId}: ${other.matches.join(', ')}.`,
          },
        ];
      return [{ ...row, words: said.sentence ?? 'The state gave no answer.' }];
    });
}

/** Null when the birth date is missing or the person is not here. Earlier names come from the history. */
export function searchFields(reader: Reader, personId: string): SearchFields | null {
  const row = reader.rows<Omit<SearchFields, 'previousNames' | 'birthDate'> & { birthDate: string | null }>(
    'SELECT lastName, firstName, middleName, birthDate, gender FROM person WHERE id = ?',
    personId,
  )[0];
  if (!row?.birthDate) return null;
  return { ...row, birthDate: row.birthDate, previousNames: previousNames(reader, personId, row) };
}

function previousNames(
  reader: Reader,
  personId: string,
  now: { lastName: string; firstName: string },
): { lastName: string; firstName: string }[] {
  const names: { lastName: string; firstName: string }[] = [];
  let later = { ...now };
  const changes = reader.rows<{ before: string }>(
    `SELECT before FROM auditLine WHERE type = 'person' AND recordId = ? AND change = 'changed' ORDER BY number DESC`,
    personId,
  );
  for (const { before } of changes) {
    const was = JSON.parse(before) as { lastName?: string | null; firstName?: string | null };
    const earlier = {
      lastName: was.lastName ?? later.lastName,
      firstName: was.firstName ?? later.firstName,
    };
    const known = [now, ...names].some(
      (name) => name.lastName === earlier.lastName && name.firstName === earlier.firstName,
    );
    if (!known) names.push(earlier);
    later = earlier;
  }
  return names.slice(0, 10);
}

/** The same as long as the search would be the same. */
export const searchKey = (fields: SearchFields | null): string => JSON.stringify(fields);

export function keepMatch(
  writer: Writer,
  personId: string,
  fields: SearchFields,
  candidates: readonly Candidate[],
  at: string,
): void {
  writer.exec(
    `INSERT INTO stateMatch (personId, asked, candidates, at) VALUES (?, ?, ?, ?)
      ON CONFLICT (personId) DO UPDATE SET asked = excluded.asked, candidates = excluded.candidates, at = excluded.at`,
    personId,
    searchKey(fields),
    JSON.stringify(candidates),
    at,
  );
}

/**
 * Writes the number the state has given. One that stands here already and differs stays: false then, and a person has to
 * look. A person who is gone meanwhile gets none.
 */
export function takeStateNumber(writer: Writer, personId: string, stateId: string): boolean {
  if (writer.rows('SELECT 1 FROM person WHERE id = ?', personId).length === 0) return false;
  const now = writer.rows<{ value: string | null }>(
    "SELECT value FROM identifier WHERE personId = ? AND system = 'state'",
    personId,
  )[0];
  if (now?.value && now.value !== stateId) return false;
  putKeyed(writer, 'identifier', { personId, system: 'state', value: stateId });
  writer.exec('DELETE FROM stateMatch WHERE personId = ?', personId);
  return true;
}
