import { planRulesOn } from '#db/special-education/due-plans.ts';
import { codeSet } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { sql } from '#db/system/connection.ts';
import { put, putKeyed, remove, requiredRow } from '#db/system/rows.ts';
import { defaultIepDates, iepDateProblems } from '#domain/special-education/iep-dates.ts';
import {
  amendmentOf,
  editProblem,
  type IepStatus,
  missingForComplete,
  statusProblems,
} from '#domain/special-education/iep-status.ts';
import { dutyAges, transitionProblems } from '#domain/special-education/transition.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { Failure, type Problem } from '#domain/system/failure.ts';

type Iep = Row<'iep'>;
type Service = Row<'iepService'>;
type Transition = Omit<Row<'iepTransition'>, 'id' | 'iepId'>;

const NO_TRANSITION: Transition = { goals: null, services: null, courseOfStudy: null };

/** What an editor may change. Who the plan is for, its status and its parent have ways of their own. */
export type IepContents = Omit<Iep, 'id' | 'studentId' | 'amendsId' | 'status' | 'lockedAt'> & {
  readonly transition?: Transition | undefined;
  readonly services: readonly (Omit<Service, 'id' | 'iepId'> & { readonly id?: string | undefined })[];
};

export function listPlans(
  reader: Reader,
  scope: { studentId?: string | undefined; dueBy?: string | undefined },
) {
  return reader.rows<{
    id: string;
    studentId: string;
    studentName: string;
    grade: string | null;
    status: string;
    meetingDate: string;
    startDate: string;
    endDate: string;
    nextEvaluation: string | null;
    caseManager: string | null;
    /** Last day in special education, where the pupil has left under this plan. */
    leftOn: string | null;
  }>(
    `SELECT i.id, i.studentId, p.lastName || ', ' || p.firstName AS studentName, i.status, i.meetingDate, i.startDate, i.endDate,
        i.nextEvaluation,
        (SELECT min(x.exitedOn) FROM specialEducationExit x WHERE x.studentId = i.studentId
          AND x.exitedOn BETWEEN i.startDate AND i.endDate) AS leftOn,
        m.firstName || ' ' || m.lastName AS caseManager,
        (SELECT grade FROM enrollment WHERE studentId = p.id ORDER BY startDate DESC LIMIT 1) AS grade
      FROM iep i JOIN person p ON p.id = i.studentId LEFT JOIN person m ON m.id = i.caseManagerId
      WHERE (? IS NULL OR i.studentId = ?)
        AND (? IS NULL OR (i.status = 'locked' AND i.endDate <= ? AND NOT EXISTS (
          SELECT 1 FROM iep later WHERE later.studentId = i.studentId AND later.status = 'locked' AND later.endDate > i.endDate)
          AND NOT EXISTS (SELECT 1 FROM specialEducationExit x WHERE x.studentId = i.studentId AND x.exitedOn >= i.startDate)))
      ORDER BY nameOrder(p.lastName, p.firstName), i.startDate DESC, i.lockedAt DESC`,
    scope.studentId ?? null,
    scope.studentId ?? null,
    scope.dueBy ?? null,
    scope.dueBy ?? null,
  );
}

export function planPage(reader: Reader, id: string) {
  const iep = requiredRow(reader, 'iep', id);
  const person = requiredRow(reader, 'person', iep.studentId);
  const services = servicesOf(reader, id);
  return {
    ...iep,
    status: iep.status as IepStatus,
    studentName: `${person.lastName}, ${person.firstName}`,
    services: services.map(({ iepId: _iep, ...service }) => service),
    transition: transitionOf(reader, id),
    problems:
      iep.status === 'locked'
        ? []
        : [...missingForComplete(iep, services), ...withoutTransition(reader, iep, person.birthDate)].map(
            ({ field, message }) => ({ field, message }),
          ),
  };
}

function transitionOf(reader: Reader, iepId: string): Transition {
  const row = reader.rows<Row<'iepTransition'>>('SELECT * FROM iepTransition WHERE iepId = ?', iepId)[0];
  return row ? { goals: row.goals, services: row.services, courseOfStudy: row.courseOfStudy } : NO_TRANSITION;
}

/** The rules are those of the day the plan begins. */
function withoutTransition(reader: Reader, iep: Row<'iep'>, birthDate: CivilDate | null): readonly Problem[] {
  const ages = dutyAges(planRulesOn(reader, iep.startDate));
  return transitionProblems(iep, { birthDate, transition: transitionOf(reader, iep.id) }, ages);
}

/** A part that never had a word is no record. */
function keepTransition(writer: Writer, iepId: string, said: Transition): void {
  const nothing = Object.values(said).every((text) => text === null);
  if (nothing && Object.values(transitionOf(writer, iepId)).every((text) => text === null)) return;
  putKeyed(writer, 'iepTransition', { iepId, ...said });
}

export function servicesOf(reader: Reader, iepId: string): Service[] {
  return reader.all(
    sql.selectFrom('iepService').selectAll().where('iepId', '=', iepId).orderBy('service').orderBy('id'),
  );
}

/** A draft with the dates the law gives: starts the day after the meeting, ends a year after it (34 CFR 300.324). */
export function startPlan(
  writer: Writer,
  input: { id: string; studentId: string; meetingDate: string },
): void {
  requiredRow(writer, 'person', input.studentId);
  put(writer, 'iep', {
    id: input.id,
    studentId: input.studentId,
    amendsId: null,
    status: 'draft',
    lockedAt: null,
    meetingDate: input.meetingDate,
    ...defaultIepDates(input.meetingDate),
    lastEvaluation: null,
    nextEvaluation: null,
    disability: null,
    setting: null,
    caseManagerId: null,
    presentLevels: null,
    goals: null,
    progress: null,
    participation: null,
    assessment: null,
    schoolMinutes: null,
  });
}

export function savePlan(
  writer: Writer,
  id: string,
  { services, transition, ...fields }: IepContents,
  newId: () => string,
): void {
  const iep = requiredRow(writer, 'iep', id);
  const closed = editProblem({ status: iep.status });
  if (closed) throw new Failure('locked', closed);
  const row: Iep = { ...iep, ...tidy(fields) };
  const problems = iepDateProblems(row);
  if (problems[0]) throw new Failure('invalid-input', problems[0].message, problems);
  refuseUnknown(writer, 'disability', 'disability', row.disability);
  refuseUnknown(writer, 'setting', 'environment', row.setting);
  put(writer, 'iep', row);
  if (transition) keepTransition(writer, id, tidy(transition));
  const kept = new Set<string>();
  const known = new Set(servicesOf(writer, id).map((service) => service.id));
  for (const service of services) {
    const serviceId = service.id && known.has(service.id) ? service.id : newId();
    kept.add(serviceId);
    put(writer, 'iepService', { ...service, id: serviceId, iepId: id });
  }
  for (const old of known) if (!kept.has(old)) remove(writer, 'iepService', old);
}

function refuseUnknown(reader: Reader, field: string, set: string, value: string | null): void {
  if (value !== null && !codeSet(reader, set).some((choice) => choice.code === value))
    throw new Failure('invalid-input', `"${value}" is not in the list for this field.`, [
      { field, message: 'Choose from the list.', value },
    ]);
}

/** Texts are trimmed; an empty one is nothing. */
function tidy<T extends object>(fields: T): T {
  const entries = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.normalize('NFC').trim() || null : value,
  ]);
  return Object.fromEntries(entries) as T;
}

/** draft → complete → locked. A locked plan never changes again. */
export function setPlanStatus(writer: Writer, id: string, status: IepStatus, at: string): void {
  const iep = requiredRow(writer, 'iep', id);
  const { birthDate } = requiredRow(writer, 'person', iep.studentId);
  const problems = [
    ...statusProblems(iep, servicesOf(writer, id), status),
    ...(iep.status === 'draft' && status === 'complete' ? withoutTransition(writer, iep, birthDate) : []),
  ];
  if (problems[0])
    throw new Failure(iep.status === 'locked' ? 'locked' : 'conflict', problems[0].message, problems);
  put(writer, 'iep', { ...iep, status, lockedAt: status === 'locked' ? at : null });
}

/** A new draft with the contents of a locked plan, which stays as it is. */
export function amendPlan(writer: Writer, id: string, newId: () => string): string {
  const iep = requiredRow(writer, 'iep', id);
  if (iep.status !== 'locked')
    throw new Failure('conflict', 'Only a locked plan is amended; this one can still be edited.');
  const draft = { ...amendmentOf(iep), id: newId() };
  put(writer, 'iep', draft);
  for (const service of servicesOf(writer, id))
    put(writer, 'iepService', { ...service, id: newId(), iepId: draft.id });
  keepTransition(writer, draft.id, transitionOf(writer, id));
  return draft.id;
}
