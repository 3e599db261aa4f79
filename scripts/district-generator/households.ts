import type { Row } from '#domain/sync/registry.ts';
import { Dice } from '#scripts/district-generator/dice.ts';
import type { DistrictOptions } from '#scripts/district-generator/district-options.ts';
import {
  type Address,
  addPerson,
  addPhone,
  inventAddress,
  inventName,
} from '#scripts/district-generator/people.ts';
import type { Pupil } from '#scripts/district-generator/pupils.ts';
import type { RowBook } from '#scripts/district-generator/row-book.ts';

/** Children of one roof. */
export interface Household {
  readonly number: number;
  readonly children: readonly { readonly pupil: Pupil; readonly person: Row<'person'> }[];
}

/** Puts the pupils into families of one to three, with adults, addresses and phones. */
export function inventHouseholds(
  book: RowBook,
  options: DistrictOptions,
  pupils: readonly Pupil[],
): readonly Household[] {
  const dice = new Dice(options.seed, 'households');
  const families = groupBySiblings(dice.shuffled(pupils), dice);
  return families.map((family, number) => inventHousehold(book, options, family, number));
}

/** Siblings are at least one school year apart. */
function groupBySiblings(pupils: readonly Pupil[], dice: Dice): Pupil[][] {
  const families: Pupil[][] = [];
  let open: { family: Pupil[]; size: number } | null = null;
  for (const pupil of pupils) {
    const fits = open?.family.every((other) => Math.abs(other.kindergarten - pupil.kindergarten) >= 1);
    if (!open || !fits || open.family.length >= open.size) {
      open = {
        family: [],
        size: dice.weighted([
          [1, 4],
          [2, 4],
          [3, 2],
        ]),
      };
      families.push(open.family);
    }
    open.family.push(pupil);
  }
  return families;
}

type Kind = 'mother' | 'father' | 'guardian' | 'grandmother' | 'stepfather';

function inventHousehold(
  book: RowBook,
  options: DistrictOptions,
  family: readonly Pupil[],
  number: number,
): Household {
  const dice = new Dice(options.seed, `household ${number}`);
  const lastName = family[0]?.name.lastName ?? 'Larkspur';
  const home = inventAddress(dice);
  const given = new Set<string>();
  const children = family.map((pupil) => {
    // No family names two children alike.
    let { name } = pupil;
    for (let again = 0; given.has(name.firstName); again++)
      name = inventName(new Dice(options.seed, `name ${pupil.number} ${again}`));
    given.add(name.firstName);
    const person = addPerson(
      book,
      `pupil ${pupil.number}`,
      { ...name, lastName },
      { birthDate: pupil.birthDate, isStudent: 1, isStaff: 0 },
    );
    addHome(book, person.id, home);
    return { pupil, person };
  });
  const kinds = dice.weighted<readonly Kind[]>([
    [['mother', 'father'], 55],
    [['mother'], 15],
    [['father'], 6],
    [['mother', 'stepfather'], 8],
    [['grandmother'], 6],
    [['guardian'], 4],
    [['mother', 'father', 'grandmother'], 6],
  ]);
  const apart = kinds.length === 2 && dice.chance(0.15);
  kinds.forEach((kind, at) => {
    const away = apart && at === 1;
    addAdult(book, dice, { number, at, kind, away, lastName, home }, children);
  });
  return { number, children };
}

interface AdultFacts {
  readonly number: number;
  readonly at: number;
  readonly kind: Kind;
  /** Lives elsewhere: a split household. */
  readonly away: boolean;
  readonly lastName: string;
  readonly home: Address;
}

function addAdult(book: RowBook, dice: Dice, facts: AdultFacts, children: Household['children']): void {
  const { number, at, kind, away, home } = facts;
  const wanted = kind === 'father' || kind === 'stepfather' ? 'M' : 'F';
  let name = inventName(dice);
  while (name.gender !== wanted) name = inventName(dice);
  const ownName = away || kind === 'stepfather' || dice.chance(0.2);
  const lastName = ownName ? name.lastName : facts.lastName;
  const label = `household ${number} adult ${at}`;
  const adult = addPerson(book, label, { ...name, lastName }, { isStudent: 0, isStaff: 0 });
  addHome(book, adult.id, away ? inventAddress(dice) : home, `household${number}.${at + 1}@example.org`);
  addPhone(book, adult.id, 'cell', 1, number * 4 + at);
  if (at === 0 && dice.chance(0.4)) addPhone(book, adult.id, 'home', 2, number * 4 + 3);
  for (const { person } of children)
    book.add('relationship', '', {
      studentId: person.id,
      adultId: adult.id,
      kind,
      priority: at + 1,
      livesWith: away ? 0 : 1,
      mayPickUp: away && dice.chance(0.3) ? 0 : 1,
      getsMail: at === 0 || away ? 1 : 0,
      custodyNote: away ? 'Lives elsewhere; every second weekend.' : null,
    });
}

function addHome(book: RowBook, personId: string, home: Address, email: string | null = null): void {
  book.add('directory', '', { personId, ...home, email });
}
