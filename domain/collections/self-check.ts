/** One pupil as the federal self-check sees him: membership on a date, with what the files break it down by. */
export interface CheckedPupil {
  readonly studentId: string;
  readonly name: string;
  readonly grade: string;
  readonly gender: string | null;
  readonly hispanic: string | null;
  readonly races: readonly string[];
  /** Programs in force on the date. */
  readonly programs: readonly string[];
  /** Detail of a program, such as the night-time residence, by program. */
  readonly details: ReadonlyMap<string, string>;
  readonly chronic: boolean;
  readonly specialEducation: boolean;
}

/** One number of a federal file with the pupils behind it. */
export interface CheckedCount {
  readonly label: string;
  readonly studentIds: readonly string[];
}

export interface CheckedFile {
  /** Number of the federal file, "FS052". */
  readonly file: string;
  readonly title: string;
  readonly counts: readonly CheckedCount[];
  /** Names only special education may see. */
  readonly restricted: boolean;
}

/** The seven federal categories: Hispanic of any race first, then two or more, then the one race. Source: 2007 guidance. */
export function federalRace(pupil: Pick<CheckedPupil, 'hispanic' | 'races'>): string {
  if (pupil.hispanic === 'Y') return 'HI';
  if (pupil.races.length > 1) return 'MU';
  return pupil.races[0] ?? 'none';
}

const RACES: Readonly<Record<string, string>> = {
  HI: 'Hispanic or Latino',
  MU: 'Two or more races',
  AI: 'American Indian or Alaska Native',
  AS: 'Asian',
  BL: 'Black or African American',
  PI: 'Native Hawaiian or Pacific Islander',
  WH: 'White',
  none: 'Not answered',
};

/**
 * What the state will count for the federal files out of our records, so that surprises appear before certifying. The
 * district files none of them. Source: EDFacts file list.
 */
export function selfCheck(pupils: readonly CheckedPupil[]): readonly CheckedFile[] {
  const file = (
    number: string,
    title: string,
    counts: readonly CheckedCount[],
    restricted = false,
  ): CheckedFile => ({
    file: number,
    title,
    counts: counts.filter(({ studentIds }) => studentIds.length > 0),
    restricted,
  });
  const inProgram = (program: string): readonly CheckedPupil[] =>
    pupils.filter(({ programs }) => programs.includes(program));
  return [
    file(
      'FS052',
      'Membership by grade',
      by(pupils, ({ grade }) => grade),
    ),
    file(
      'FS052',
      'Membership by race and ethnicity',
      by(pupils, (pupil) => RACES[federalRace(pupil)] ?? 'Not answered'),
    ),
    file(
      'FS052',
      'Membership by gender',
      by(pupils, ({ gender }) => gender ?? 'Not answered'),
    ),
    file('FS195', 'Chronic absence', [
      counted(
        'Absent 10 percent or more',
        pupils.filter(({ chronic }) => chronic),
      ),
    ]),
    file(
      'FS033',
      'Free and reduced-price meals',
      by(inProgram('MEAL'), ({ details }) => details.get('MEAL') ?? 'no detail'),
    ),
    file(
      'FS118',
      'Homeless',
      by(inProgram('HML'), ({ details }) => details.get('HML') ?? 'no detail'),
    ),
    file('FS141', 'English learners', [
      counted(
        'English learners',
        inProgram('EL').filter(({ details }) => details.get('EL') === 'EL'),
      ),
    ]),
    file('FS037', 'Title I', [counted('Taking part', inProgram('TITLE1'))]),
    file('FS121', 'Migrant', [counted('Migrant', inProgram('MIG'))]),
    file(
      'FS002',
      'Special education',
      [
        counted(
          'With a locked plan',
          pupils.filter((pupil) => pupil.specialEducation),
        ),
      ],
      true,
    ),
    file('OPI', 'American Indian achievement gap', [
      counted(
        'American Indian, alone or with other races',
        pupils.filter(({ races }) => races.includes('AI')),
      ),
    ]),
  ].filter(({ counts }) => counts.length > 0);
}

const counted = (label: string, pupils: readonly CheckedPupil[]): CheckedCount => ({
  label,
  studentIds: pupils.map(({ studentId }) => studentId),
});

function by(pupils: readonly CheckedPupil[], label: (pupil: CheckedPupil) => string): CheckedCount[] {
  const found = new Map<string, CheckedPupil[]>();
  for (const pupil of pupils) found.set(label(pupil), [...(found.get(label(pupil)) ?? []), pupil]);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, own]) => counted(name, own));
}
