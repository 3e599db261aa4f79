import type { Row } from '#domain/sync/registry.ts';
import { type CivilDate, civilDate } from '#domain/system/civil-date.ts';
import type { Problem } from '#domain/system/failure.ts';
import { addRatios, compareRatios, ratio, ratioOfDecimal } from '#domain/system/fraction.ts';

type Credits = Pick<Row<'ctePathway'>, 'districtCredits' | 'transferCredits' | 'pathwayCredits'>;

/** Credits from which on a pupil is a concentrator. Source: end-of-year CTE upload. */
const CONCENTRATOR = ratio(2);

/** Pathway credits are district plus transfer credits; null when they are. Source: end-of-year CTE upload. */
export function creditsProblem({
  districtCredits,
  transferCredits,
  pathwayCredits,
}: Credits): Problem | null {
  const [district, transfer, pathway] = [districtCredits, transferCredits, pathwayCredits].map((text) =>
    ratioOfDecimal(text),
  );
  return district && transfer && pathway && compareRatios(addRatios(district, transfer), pathway) === 0
    ? null
    : {
        field: 'pathwayCredits',
        message: 'The pathway credits must be the district credits plus the transfer credits.',
      };
}

/** Two credits and not marked a concentrator, or marked with less: somebody should look. */
export function concentratorDiffers({
  pathwayCredits,
  concentrator,
}: Pick<Row<'ctePathway'>, 'pathwayCredits' | 'concentrator'>): boolean {
  const credits = ratioOfDecimal(pathwayCredits) ?? ratio(0);
  return compareRatios(credits, CONCENTRATOR) >= 0 !== (concentrator === 1);
}

/**
 * What is wrong with the day somebody asked a former concentrator; null when nothing is. It lies from October 1 through
 * December 31 of the school year, not before the last day at school, and not ahead. Source: fall CTE upload.
 */
export function contactProblem(
  { endYear, contactDate }: { endYear: number; contactDate: CivilDate | null },
  { leftOn, today }: { leftOn: CivilDate | null; today: CivilDate },
): Problem | null {
  if (contactDate === null) return null;
  const wrong = (message: string): Problem => ({ field: 'contactDate', message, value: contactDate });
  if (contactDate < civilDate(endYear - 1, 10, 1) || contactDate > civilDate(endYear - 1, 12, 31))
    return wrong('The contact date lies outside October 1 to December 31 of the school year.');
  if (leftOn !== null && contactDate < leftOn) return wrong('The contact date is before the pupil left.');
  return contactDate > today ? wrong('The contact date is a day to come.') : null;
}
