import { enrollmentFactsOf, saveEnrollmentFacts } from '#db/collections/enrollment-facts.ts';
import { enroll } from '#db/enrollment/enroll.ts';
import { saveRelationship } from '#db/people/adults.ts';
import { changeAddress, changePhones, type PersonDetails, tidyDetails } from '#db/people/change-person.ts';
import { saveDemographics } from '#db/people/demographics.ts';
import { type HouseholdAddress, saveHousehold, saveMember } from '#db/people/households.ts';
import { saveProgram } from '#db/programs/program-records.ts';
import { codeSet } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, requiredRow, rowOf } from '#db/system/rows.ts';
import { familyProblems, householdName } from '#domain/enrollment/family-form.ts';
import type { Row } from '#domain/sync/registry.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { Failure, type Problem } from '#domain/system/failure.ts';

/** The home an adult or a child is in: the family's own, or the second one of parents who live apart. */
export type Home = 'first' | 'second' | 'none';

export interface FamilyHome extends HouseholdAddress {
  /** A household that is already here. */
  readonly id?: string | undefined;
  readonly phone: string | null;
  readonly language: string | null;
  readonly mailingStreet: string | null;
  readonly mailingCity: string | null;
  readonly mailingState: string | null;
  readonly mailingZip: string | null;
}

export interface FamilyAdult {
  readonly personId?: string | undefined;
  readonly lastName: string;
  readonly firstName: string;
  readonly phones: readonly { readonly kind: string | null; readonly number: string }[];
  readonly email: string | null;
  readonly home: Home;
  readonly kind: string | null;
  readonly mayPickUp: boolean;
  readonly getsMail: boolean;
  readonly legalNote: string | null;
}

export interface FamilyChild {
  readonly personId?: string | undefined;
  readonly details: PersonDetails;
  /** The second home gets mail about this child, too. */
  readonly secondHomeMail: boolean;
  readonly calendarId: string;
  readonly grade: string;
  readonly startDate: string;
  readonly startStatus: string | null;
  readonly previousSchool: string | null;
  readonly sectionId?: string | undefined;
  readonly hispanic: string | null;
  readonly races: readonly string[];
  readonly military: string | null;
  readonly photo: string | null;
}

export interface Family {
  readonly home: FamilyHome;
  readonly secondHome: FamilyHome | null;
  readonly adults: readonly FamilyAdult[];
  readonly children: readonly FamilyChild[];
}

/** Enrolls all children of a family in one transaction: address, phones and adults are put down once for all of them. */
export function enrollFamily(
  writer: Writer,
  family: Family,
  newId: () => string,
  today: string,
): { householdId: string; children: { personId: string; enrollmentId: string }[] } {
  const problems = familyProblems(
    family.children.map(({ details, ...child }) => ({ ...child, ...details })),
    today,
  );
  if (problems[0]) throw new Failure('invalid-input', problems[0].message, problems);
  const householdId = putHome(
    writer,
    family.home,
    householdName(family.children.map(({ details }) => details.lastName)),
    newId,
  );
  const secondId =
    family.secondHome &&
    putHome(
      writer,
      family.secondHome,
      householdName(family.adults.filter(({ home }) => home === 'second').map(({ lastName }) => lastName)),
      newId,
    );
  const adults = family.adults.map((adult, at) => ({
    ...adult,
    personId: inPlace('adults', at, () => putAdult(writer, adult, newId)),
  }));
  const places = { householdId, secondId };
  adults.forEach((adult, at) => {
    const isNew = family.adults[at]?.personId === undefined;
    inPlace('adults', at, () => settleAdult(writer, adult, isNew, places, newId));
  });
  const children = family.children.map((child, at) =>
    inPlace('children', at, () => putChild(writer, child, adults, places, family.home, today, newId)),
  );
  for (const [id, home] of [
    [householdId, family.home],
    [secondId, family.secondHome],
  ] as const)
    if (id && home) saveHousehold(writer, requiredRow(writer, 'household', id));
  return { householdId, children };
}

/** A refusal inside a list names the place in the list: `children.1.grade`. */
function inPlace<T>(list: string, at: number, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const problems: Problem[] = error.problems.map((problem) => ({
      ...problem,
      field: `${list}.${at}.${(problem.field ?? '').replace(/^details\./, '')}`,
    }));
    const who = list === 'children' ? `Child ${at + 1}` : `Adult ${at + 1}`;
    throw new Failure(error.kind, `${who}: ${error.message}`, problems);
  }
}

function putHome(writer: Writer, home: FamilyHome, name: string, newId: () => string): string {
  const { id, ...fields } = home;
  const known = id ? rowOf(writer, 'household', id) : undefined;
  const householdId = known?.id ?? newId();
  put(writer, 'household', {
    ...fields,
    // A protected household keeps its substitute address, whatever was typed.
    ...(known && isProtected(writer, known.id) ? known : {}),
    id: householdId,
    name: known?.name ?? name,
  });
  return householdId;
}

const isProtected = (reader: Reader, householdId: string): boolean =>
  reader.rows(
    `SELECT 1 FROM householdMember m JOIN addressProtection a ON a.personId = m.personId
      WHERE m.householdId = ? AND m.active = 1 AND a.active = 1`,
    householdId,
  ).length > 0;

function putAdult(writer: Writer, adult: FamilyAdult, newId: () => string): string {
  if (adult.personId) {
    requiredRow(writer, 'person', adult.personId);
    return adult.personId;
  }
  if (adult.lastName.trim() === '' && adult.firstName.trim() === '')
    throw new Failure('invalid-input', 'The adult has no name. Enter it, or take the adult off the form.', [
      { field: 'lastName', message: 'Please fill this in.' },
    ]);
  const names = tidyDetails({
    lastName: adult.lastName,
    firstName: adult.firstName,
    middleName: null,
    suffix: null,
    usualName: null,
    birthDate: null,
    gender: null,
  });
  const personId = newId();
  put(writer, 'person', { id: personId, ...names, isStudent: 0, isStaff: 0 });
  return personId;
}

type Places = { readonly householdId: string; readonly secondId: string | null };
type SettledAdult = FamilyAdult & { readonly personId: string };

const placeOf = (home: Home, { householdId, secondId }: Places): string | null =>
  home === 'first' ? householdId : home === 'second' ? secondId : null;

/** A new adult gets what was typed; of one who is here already only the place in the household changes. */
function settleAdult(
  writer: Writer,
  adult: SettledAdult,
  isNew: boolean,
  places: Places,
  newId: () => string,
): void {
  const householdId = placeOf(adult.home, places);
  if (householdId)
    saveMember(writer, { householdId, personId: adult.personId, main: 1, getsMail: 0, active: 1 });
  if (!isNew) return;
  changePhones(writer, adult.personId, adult.phones, newId);
  const nowhere = { street: null, city: null, state: null, zip: null };
  if (adult.email) changeAddress(writer, [adult.personId], nowhere, adult.email);
}

function putChild(
  writer: Writer,
  child: FamilyChild,
  adults: readonly SettledAdult[],
  places: Places,
  home: FamilyHome,
  today: string,
  newId: () => string,
): { personId: string; enrollmentId: string } {
  const made = enroll(
    writer,
    {
      ...child,
      personId: child.personId,
      localId: undefined,
      serviceType: 'P',
      sectionId: child.sectionId,
    },
    newId,
  );
  const { personId, enrollmentId } = made;
  const { householdId, secondId } = places;
  saveMember(writer, { householdId, personId, main: 1, getsMail: 1, active: 1 });
  if (secondId)
    saveMember(writer, {
      householdId: secondId,
      personId,
      main: 0,
      getsMail: child.secondHomeMail ? 1 : 0,
      active: 1,
    });
  relate(writer, personId, adults);
  const known = writer.rows<Row<'demographics'>>(
    'SELECT * FROM demographics WHERE personId = ?',
    personId,
  )[0];
  const answered = child.hispanic !== null || child.races.length > 0;
  saveDemographics(
    writer,
    {
      personId,
      hispanic: answered ? child.hispanic : (known?.hispanic ?? null),
      races: answered ? child.races : (JSON.parse(known?.races ?? '[]') as string[]),
      homeLanguage: known?.homeLanguage ?? home.language,
      enteredGrade9: known?.enteredGrade9 ?? null,
    },
    child.startDate,
  );
  if (child.previousSchool) {
    const facts = enrollmentFactsOf(writer, enrollmentId);
    saveEnrollmentFacts(writer, { ...facts, previousSchool: child.previousSchool });
  }
  if (child.photo !== null) putPhotoChoice(writer, personId, child.photo, child.startDate, today);
  if (child.military !== null) putMilitary(writer, personId, child.military, child.startDate, newId);
  putDuty(writer, personId, child.startDate, child.startStatus);
  return made;
}

/** The adults of the form in their order, before those the child had already. */
function relate(writer: Writer, studentId: string, adults: readonly SettledAdult[]): void {
  adults.forEach((adult, at) => {
    saveRelationship(writer, {
      studentId,
      adultId: adult.personId,
      kind: adult.kind,
      priority: at + 1,
      livesWith: adult.home === 'first' ? 1 : 0,
      mayPickUp: adult.mayPickUp ? 1 : 0,
      getsMail: adult.getsMail ? 1 : 0,
      custodyNote: adult.legalNote,
    });
  });
}

function putMilitary(
  writer: Writer,
  studentId: string,
  detail: string,
  startDate: string,
  newId: () => string,
): void {
  const open = writer.rows(
    "SELECT 1 FROM programRecord WHERE studentId = ? AND program = 'MIL' AND (endDate IS NULL OR endDate >= ?)",
    studentId,
    startDate,
  );
  if (open.length > 0) return;
  saveProgram(writer, {
    id: newId(),
    studentId,
    program: 'MIL',
    startDate,
    endDate: null,
    detail,
    certification: null,
    unaccompanied: null,
    language: null,
    note: null,
  });
}

function putPhotoChoice(writer: Writer, studentId: string, choice: string, on: string, today: string): void {
  if (!codeSet(writer, 'photo_opt_in').some(({ code }) => code === choice))
    throw new Failure('invalid-input', 'Choose the answer about photos from the list.', [
      { field: 'photo', message: 'Choose from the list.' },
    ]);
  putKeyed(writer, 'photoChoice', { studentId, endYear: schoolYearOf(on), choice, chosenOn: today });
}

/** The duties of a first enrollment begin, where the child was never here before and does not simply continue. */
function putDuty(writer: Writer, studentId: string, firstDay: string, startStatus: string | null): void {
  const before = writer.rows('SELECT 1 FROM admissionDuty WHERE studentId = ?', studentId).length > 0;
  const enrolled = writer.rows('SELECT 1 FROM enrollment WHERE studentId = ? LIMIT 2', studentId).length > 1;
  if (before || enrolled || startStatus === '02') return;
  putKeyed(writer, 'admissionDuty', {
    studentId,
    firstDay,
    proof: null,
    proofSeenOn: null,
    recordsAskedOn: null,
    recordsCameOn: null,
    notifiedOn: null,
    note: null,
  });
}
