import * as assessments from '#domain/assessments/assessments.records.ts';
import * as attendance from '#domain/attendance/attendance.records.ts';
import * as behavior from '#domain/behavior/behavior.records.ts';
import * as collections from '#domain/collections/collections.records.ts';
import * as enrollment from '#domain/enrollment/enrollment.records.ts';
import * as grants from '#domain/enrollment/grant.records.ts';
import * as immunization from '#domain/enrollment/immunization.records.ts';
import * as studentRecords from '#domain/enrollment/student-records.records.ts';
import * as marks from '#domain/marks/marks.records.ts';
import * as families from '#domain/people/families.records.ts';
import * as people from '#domain/people/people.records.ts';
import * as staff from '#domain/people/staff.records.ts';
import * as cte from '#domain/programs/cte.records.ts';
import * as nonPublic from '#domain/programs/non-public.records.ts';
import * as programSteps from '#domain/programs/program-steps.records.ts';
import * as programs from '#domain/programs/programs.records.ts';
import * as classReporting from '#domain/school/class-reporting.records.ts';
import * as school from '#domain/school/school.records.ts';
import * as specialEducation from '#domain/special-education/special-education.records.ts';
import * as stateFiles from '#domain/state-files/state-files.records.ts';
import type { RecordType, RowOf } from '#domain/sync/record-type.ts';

const all = {
  ...school,
  ...people,
  ...families,
  ...enrollment,
  ...studentRecords,
  ...immunization,
  ...attendance,
  ...marks,
  ...programs,
  ...programSteps,
  ...nonPublic,
  ...specialEducation,
  ...collections,
  ...stateFiles,
  ...classReporting,
  ...staff,
  ...cte,
  ...behavior,
  ...assessments,
  ...grants,
};

type All = typeof all;
export type TypeName = { [K in keyof All]: All[K]['name'] }[keyof All];
type TypeNamed<N extends TypeName> = Extract<All[keyof All], RecordType<N>>;
/** The row of a synced table, by its name. */
export type Row<N extends TypeName> = RowOf<TypeNamed<N>>;

/** Every synced kind of record, parents before children. */
export const recordTypes: readonly RecordType<TypeName>[] = Object.values(all).sort(
  (a, b) => a.order - b.order || (a.name < b.name ? -1 : 1),
);

const byName = new Map<string, RecordType<TypeName>>(recordTypes.map((type) => [type.name, type]));

/** The type of that name, or undefined for one this version does not know. */
export function recordTypeNamed(name: string): RecordType<TypeName> | undefined {
  return byName.get(name);
}
