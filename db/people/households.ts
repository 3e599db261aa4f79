import { changeAddress } from '#db/people/change-person.ts';
import { refuseProtected } from '#db/people/protected-address.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, requiredRow, rowOf } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';

export interface HouseholdView {
  readonly id: string;
  readonly name: string;
  readonly street: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly mailingStreet: string | null;
  readonly mailingCity: string | null;
  readonly mailingState: string | null;
  readonly mailingZip: string | null;
  readonly phone: string | null;
  readonly language: string | null;
  readonly main: boolean;
  readonly getsMail: boolean;
  readonly members: readonly {
    readonly personId: string;
    readonly name: string;
    readonly isStudent: boolean;
  }[];
}

/** The households somebody belongs to, the main one first, each with all who live there. */
export function householdsOf(reader: Reader, personId: string): HouseholdView[] {
  return reader
    .rows<Row<'household'> & { main: number; getsMail: number }>(
      `SELECT h.*, m.main, m.getsMail FROM householdMember m JOIN household h ON h.id = m.householdId
        WHERE m.personId = ? AND m.active = 1 ORDER BY m.main DESC, h.name, h.id`,
      personId,
    )
    .map(({ main, getsMail, ...home }) => ({
      ...home,
      main: main === 1,
      getsMail: getsMail === 1,
      members: reader
        .rows<{ personId: string; name: string; isStudent: number }>(
          `SELECT m.personId, p.lastName || ', ' || p.firstName AS name, p.isStudent
            FROM householdMember m JOIN person p ON p.id = m.personId
            WHERE m.householdId = ? AND m.active = 1 ORDER BY p.isStudent, p.birthDate, nameOrder(p.lastName, p.firstName)`,
          home.id,
        )
        .map((member) => ({ ...member, isStudent: member.isStudent === 1 })),
    }));
}

export type HouseholdAddress = Pick<Row<'household'>, 'street' | 'city' | 'state' | 'zip'>;

/** Puts the household down, and its address with everybody whose main home it is: it is typed once. */
export function saveHousehold(writer: Writer, row: Row<'household'>): void {
  const known = rowOf(writer, 'household', row.id);
  const moves =
    known && (['street', 'city', 'state', 'zip'] as const).some((name) => known[name] !== row[name]);
  if (moves)
    refuseProtected(
      writer,
      writer
        .rows<{ personId: string }>(
          'SELECT personId FROM householdMember WHERE householdId = ? AND active = 1',
          row.id,
        )
        .map(({ personId }) => personId),
    );
  put(writer, 'household', row);
  const home = writer
    .rows<{ personId: string }>(
      `SELECT personId FROM householdMember m WHERE householdId = ? AND main = 1 AND active = 1
        AND NOT EXISTS (SELECT 1 FROM addressProtection a WHERE a.personId = m.personId AND a.active = 1)`,
      row.id,
    )
    .map(({ personId }) => personId);
  const { street, city, state, zip } = row;
  changeAddress(writer, home, { street, city, state, zip });
}

/** Somebody's place in a household. A person has one main home: making another the main one ends the first as such. */
export function saveMember(writer: Writer, member: Omit<Row<'householdMember'>, 'id'>): void {
  requiredRow(writer, 'household', member.householdId);
  requiredRow(writer, 'person', member.personId);
  if (member.main === 1 && member.active === 1)
    for (const other of writer.rows<Row<'householdMember'>>(
      'SELECT * FROM householdMember WHERE personId = ? AND householdId <> ? AND main = 1 AND active = 1',
      member.personId,
      member.householdId,
    ))
      put(writer, 'householdMember', { ...other, main: 0 });
  putKeyed(writer, 'householdMember', member);
}

/**
 * A new address for these people. Where they are all who live in a household, it is the household that moves; where some
 * stay behind, those who move leave it and the rest keep theirs.
 */
export function moveTogether(
  writer: Writer,
  personIds: readonly string[],
  address: HouseholdAddress,
  email?: string | null,
): void {
  refuseProtected(writer, personIds);
  const moving = new Set(personIds);
  changeAddress(writer, personIds, address, email);
  const households = new Set(
    personIds.flatMap((personId) =>
      writer
        .rows<{ householdId: string }>(
          'SELECT householdId FROM householdMember WHERE personId = ? AND main = 1 AND active = 1',
          personId,
        )
        .map(({ householdId }) => householdId),
    ),
  );
  for (const householdId of households) {
    const members = writer.rows<Row<'householdMember'>>(
      'SELECT * FROM householdMember WHERE householdId = ? AND main = 1 AND active = 1',
      householdId,
    );
    if (members.every(({ personId }) => moving.has(personId)))
      put(writer, 'household', { ...requiredRow(writer, 'household', householdId), ...address });
    else
      for (const member of members.filter(({ personId }) => moving.has(personId))) {
        const household = requiredRow(writer, 'household', householdId);
        const stays = (['street', 'city', 'zip'] as const).every((name) => household[name] === address[name]);
        if (!stays) put(writer, 'householdMember', { ...member, active: 0 });
      }
  }
}
