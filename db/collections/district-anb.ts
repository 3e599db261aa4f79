import { countRulesIfAny, countRulesOfYear } from '#db/collections/count-rules.ts';
import { countDatesOf, countLines } from '#db/collections/student-count.ts';
import type { Reader } from '#db/system/connection.ts';
import { anbOf, financeAda, largerAnb, pirDaysUsed, threeYearAnb } from '#domain/collections/anb.ts';
import type { CountCode, CountRules } from '#domain/collections/count-rules.ts';
import { type CountLine, enrolledIn, isUnreported, presentOn } from '#domain/collections/student-count.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import { addRatios, decimalText, type Ratio, ratio, ratioOfDecimal } from '#domain/system/fraction.ts';

/** One budget unit of one district, for checking what the state works out. Decimals as text. */
export interface UnitAnb {
  readonly districtId: string;
  readonly districtName: string;
  readonly unit: string;
  readonly label: string;
  readonly fall: string;
  readonly spring: string;
  readonly average: string;
  readonly pirDays: number;
  readonly pirDaysUsed: number;
  readonly anb: string;
  /** Four digits, to check a rounding by hand. */
  readonly anbExact: string;
  /** The two years before, newest first: as entered from the finance system, and as worked out where this file has both counts. */
  readonly before: readonly {
    readonly endYear: number;
    readonly anb: string | null;
    readonly workedOut: string | null;
  }[];
  readonly threeYear: string | null;
  readonly larger: 'current' | 'three-year';
  /** What the finance system shows, where it was entered. */
  readonly state: {
    readonly fall: string | null;
    readonly spring: string | null;
    readonly anb: string | null;
  };
  readonly warnings: readonly string[];
}

export interface DistrictAnb {
  readonly endYear: number;
  /** Counts whose date is after today: their numbers are those of the pupils enrolled through that date as known now. */
  readonly stillToCome: readonly { readonly count: CountCode; readonly date: CivilDate }[];
  readonly units: readonly UnitAnb[];
  /** Average daily attendance for finance, by district. */
  readonly financeAda: readonly {
    readonly districtId: string;
    readonly districtName: string;
    readonly ada: string;
  }[];
}

/**
 * ANB of each budget unit: an estimate for checking; the state works out the official one. `leaving` are pupils taken to
 * be gone before the spring count, for a forecast. Source: MCA 20-9-311.
 */
export function districtAnb(
  reader: Reader,
  {
    endYear,
    today,
    leaving = [],
  }: { endYear: number; today: CivilDate; leaving?: readonly string[] | undefined },
): DistrictAnb {
  const rules = countRulesOfYear(reader, endYear);
  const counts = {
    fall: linesByDistrict(reader, endYear, 'fall'),
    spring: linesByDistrict(reader, endYear, 'spring', new Set(leaving)),
  };
  const districts = reader.rows<{ id: string; name: string }>(
    'SELECT id, name FROM district ORDER BY number',
  );
  const entered = reader.rows<Row<'unitYear'>>('SELECT * FROM unitYear');
  const earlier = earlierYears(reader);
  const units: UnitAnb[] = [];
  const ada: { districtId: string; districtName: string; ada: string }[] = [];
  for (const { id, name } of districts) {
    const fall = counts.fall.get(id) ?? [];
    const spring = counts.spring.get(id) ?? [];
    ada.push({
      districtId: id,
      districtName: name,
      ada: decimalText(adaOf(rules, fall, spring), rules.showDigits),
    });
    for (const { code, label } of rules.units) {
      const known = entered.filter((row) => row.districtId === id && row.unit === code);
      const inUnit = [...fall, ...spring].some(({ line }) => line.unit === code);
      if (!inUnit && known.length === 0) continue;
      units.push(
        unitAnb({
          reader,
          rules,
          endYear,
          districtId: id,
          districtName: name,
          code,
          label,
          fall,
          spring,
          known,
          earlier,
        }),
      );
    }
  }
  const stillToCome = (['fall', 'spring'] as const).flatMap((count) =>
    countDatesOf(reader, { endYear, count })
      .slice(-1)
      .filter((date) => date > today)
      .map((date) => ({ count, date })),
  );
  return { endYear, stillToCome, units, financeAda: ada };
}

type Counted = { readonly line: CountLine; readonly grade: string; readonly calendarId: string };

function linesByDistrict(
  reader: Reader,
  endYear: number,
  count: CountCode,
  leaving: ReadonlySet<string> = new Set(),
): Map<string, Counted[]> {
  const { subjects, lines } = countLines(reader, { endYear, count });
  const found = new Map<string, Counted[]>();
  subjects.forEach((subject, at) => {
    if (leaving.has(subject.facts.studentId)) return;
    const list = found.get(subject.districtId) ?? [];
    list.push({ line: lines[at] as CountLine, grade: subject.facts.grade, calendarId: subject.calendarId });
    found.set(subject.districtId, list);
  });
  return found;
}

function unitAnb(given: {
  reader: Reader;
  rules: CountRules;
  endYear: number;
  districtId: string;
  districtName: string;
  code: string;
  label: string;
  fall: readonly Counted[];
  spring: readonly Counted[];
  known: readonly Row<'unitYear'>[];
  earlier: EarlierYears;
}): UnitAnb {
  const { rules, endYear, code, known } = given;
  const text = (value: Ratio): string => decimalText(value, rules.showDigits);
  const own = known.find((row) => row.endYear === endYear);
  const { fall, spring, pir, pirDays, anb } = unitOf(given.reader, rules, given, code, own?.pirDays ?? null);
  const years = [endYear - 1, endYear - 2].map((year) => {
    const row = known.find((one) => one.endYear === year);
    const entered = row?.anb ?? null;
    const workedOut =
      entered === null ? given.earlier(year, given.districtId, code, row?.pirDays ?? null) : null;
    return { endYear: year, entered, workedOut };
  });
  const threeYear = threeYearAnb(
    anb,
    years.map(({ entered, workedOut }) => (entered === null ? workedOut : ratioOfDecimal(entered))),
  );
  const warnings = years
    .filter(({ workedOut }) => workedOut !== null)
    .map(
      ({ endYear: year }) =>
        `The ANB of ${schoolYearInWords(year)} was worked out from the counts in this file. Enter the one of the finance system.`,
    );
  if (pirDays > rules.maximumPirDays)
    warnings.push(
      `${pirDays} PIR days are on record; at most ${rules.maximumPirDays} count, so ${rules.maximumPirDays} were used.`,
    );
  if (own?.pirDays == null && pir.differ)
    warnings.push(
      'The calendars of this unit have different numbers of PIR days; the largest was taken. Enter the approved number.',
    );
  return {
    districtId: given.districtId,
    districtName: given.districtName,
    unit: code,
    label: given.label,
    fall: text(fall),
    spring: text(spring),
    average: decimalText(
      ratio(addRatios(fall, spring).numerator, addRatios(fall, spring).denominator * 2n),
      4,
    ),
    pirDays,
    pirDaysUsed: pirDaysUsed(rules, pirDays),
    anb: text(anb),
    anbExact: decimalText(anb, 4),
    before: years.map(({ endYear: year, entered, workedOut }) => ({
      endYear: year,
      anb: entered,
      workedOut: workedOut === null ? null : text(workedOut),
    })),
    threeYear: threeYear === null ? null : text(threeYear),
    larger: largerAnb(anb, threeYear),
    state: { fall: own?.fallCount ?? null, spring: own?.springCount ?? null, anb: own?.anb ?? null },
    warnings,
  };
}

/** Both counts of one unit and its ANB. `entered`: the approved PIR days, null where the calendars tell them. */
function unitOf(
  reader: Reader,
  rules: CountRules,
  counted: { readonly fall: readonly Counted[]; readonly spring: readonly Counted[] },
  unit: string,
  entered: number | null,
) {
  const sum = (lines: readonly Counted[]): Ratio =>
    enrolledIn(
      lines.map(({ line }) => line),
      unit,
    );
  const [fall, spring] = [sum(counted.fall), sum(counted.spring)];
  const pir = pirDaysOf(reader, [...counted.fall, ...counted.spring], unit);
  const pirDays = entered ?? pir.days;
  return { fall, spring, pir, pirDays, anb: anbOf(rules, { fall, spring, pirDays }) };
}

/** The ANB of a unit in an earlier year; null where this file has not both of its counts. */
type EarlierYears = (year: number, districtId: string, unit: string, pirDays: number | null) => Ratio | null;

/** Counts an earlier year when it is first asked for, and once. */
function earlierYears(reader: Reader): EarlierYears {
  const counted = new Map<number, Readonly<Record<CountCode, Map<string, Counted[]>>>>();
  return (year, districtId, unit, pirDays) => {
    const here = reader.rows('SELECT 1 FROM schoolYear WHERE endYear = ?', year).length > 0;
    const rules = countRulesIfAny(reader, year);
    if (!here || !rules) return null;
    const counts = counted.get(year) ?? {
      fall: linesByDistrict(reader, year, 'fall'),
      spring: linesByDistrict(reader, year, 'spring'),
    };
    counted.set(year, counts);
    const of = (count: CountCode): Counted[] => counts[count].get(districtId) ?? [];
    const [fall, spring] = [of('fall'), of('spring')];
    const both = [fall, spring].every((lines) => lines.some(({ line }) => line.unit === unit));
    return both ? unitOf(reader, rules, { fall, spring }, unit, pirDays).anb : null;
  };
}

/** PIR days of the calendars that a unit's pupils are in. */
function pirDaysOf(
  reader: Reader,
  counted: readonly Counted[],
  unit: string,
): { days: number; differ: boolean } {
  const calendars = new Set(
    counted
      .filter(({ line }) => line.unit === unit && !isUnreported(line))
      .map(({ calendarId }) => calendarId),
  );
  const numbers = [...calendars].map(
    (id) =>
      reader.rows<{ n: number }>(
        "SELECT count(*) AS n FROM calendarDay WHERE calendarId = ? AND kind = 'pir'",
        id,
      )[0]?.n ?? 0,
  );
  return { days: Math.max(0, ...numbers), differ: new Set(numbers).size > 1 };
}

/** Pupils there on the count dates, half weight for preschool and half-time kindergarten; each pupil once. */
function adaOf(rules: CountRules, fall: readonly Counted[], spring: readonly Counted[]): Ratio {
  const there = (counted: readonly Counted[], half: boolean): number =>
    new Set(
      counted
        .filter(
          ({ line, grade }) =>
            presentOn([line]).length > 0 &&
            !line.exclusions.includes('ECA') &&
            !isUnreported(line) &&
            rules.halfWeightGrades.includes(grade) === half,
        )
        .map(({ line }) => line.studentId),
    ).size;
  return financeAda({
    fullFall: there(fall, false),
    fullSpring: there(spring, false),
    halfFall: there(fall, true),
    halfSpring: there(spring, true),
  });
}
