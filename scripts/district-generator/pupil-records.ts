import { Dice } from '#scripts/district-generator/dice.ts';
import type { DistrictOptions } from '#scripts/district-generator/district-options.ts';
import type { Household } from '#scripts/district-generator/households.ts';
import type { RowBook } from '#scripts/district-generator/row-book.ts';

/**
 * State IDs with leading zeros, local numbers and demographics of every pupil. The newest pupil's state ID is still
 * pending.
 */
export function addPupilRecords(
  book: RowBook,
  options: DistrictOptions,
  households: readonly Household[],
): void {
  const children = households
    .flatMap((household) => household.children)
    .sort((a, b) => a.pupil.number - b.pupil.number);
  const newest = Math.max(...children.map((child) => child.pupil.kindergarten));
  const pending = children.find((child) => child.pupil.kindergarten === newest)?.pupil.number;
  for (const { pupil, person } of children) {
    const dice = new Dice(options.seed, `records ${pupil.number}`);
    if (pupil.number !== pending)
      book.add('identifier', '', {
        personId: person.id,
        system: 'state',
        // Thirteen apart, so that one wrong digit never names another pupil.
        value: String(1_004_110 + (options.seed % 1000) * 7 + pupil.number * 13).padStart(9, '0'),
      });
    book.add('identifier', '', {
      personId: person.id,
      system: 'local',
      value: String(2001 + pupil.number),
    });
    const grade9 = pupil.kindergarten + 9;
    book.add('demographics', '', {
      personId: person.id,
      hispanic: dice.chance(0.08) ? 'Y' : 'N',
      races: JSON.stringify(dice.weighted(RACES)),
      homeLanguage: dice.weighted([
        ['English', 90],
        ['Spanish', 3],
        ['Crow', 3],
        ['German', 3],
        ['Vietnamese', 1],
      ]),
      enteredGrade9: grade9 <= options.endYear ? `${grade9 - 1}-08-26` : null,
    });
  }
}

const RACES: readonly (readonly [readonly string[], number])[] = [
  [['WH'], 76],
  [['AI'], 12],
  [['AI', 'WH'], 5],
  [['AS'], 2],
  [['BL'], 2],
  [['PI'], 1],
  [['AS', 'PI', 'WH'], 1],
  [['BL', 'WH'], 1],
];
