import { stepSet, stepsOf } from '#db/programs/program-steps.ts';
import { codeSet, codeSetFile } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { sql } from '#db/system/connection.ts';
import { put, requiredRow } from '#db/system/rows.ts';
import { overlappingPrograms, type ProgramValue, programProblems } from '#domain/programs/program-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import { labelOf } from '#domain/system/code-set.ts';
import { Failure } from '#domain/system/failure.ts';

const programs = (reader: Reader) => codeSetFile<ProgramValue>(reader, 'program');

export function programChoices(reader: Reader) {
  const steps = stepSet(reader);
  return programs(reader).values.map((value) => ({
    code: value.code,
    label: value.label,
    details: value.detailSet ? codeSet(reader, value.detailSet) : [],
    detailRequired: value.detailRequired === true,
    certification: value.certification === true,
    unaccompanied: value.unaccompanied === true,
    steps: steps.values
      .filter((step) => step.programs.includes(value.code))
      .map((step) => ({
        code: step.code,
        label: step.label,
        localDefault: step.authority === 'D',
        outcomes: step.outcomes === true,
      })),
  }));
}

/** A program that is neither in the list of this district nor in any record of it is a slip, and not an empty list. */
export function requireProgram(reader: Reader, program: string): void {
  const known = programs(reader).values.map(({ code }) => code);
  if (known.includes(program)) return;
  if (reader.rows('SELECT 1 FROM programRecord WHERE program = ? LIMIT 1', program).length > 0) return;
  const message = `There is no program with that code. There are: ${known.join(', ')}.`;
  throw new Failure('not-found', message, [{ field: 'program', message, value: program }]);
}

export function listPrograms(
  reader: Reader,
  scope: { studentId?: string | undefined; program?: string | undefined; on?: string | undefined },
) {
  const set = programs(reader);
  if (scope.program !== undefined) requireProgram(reader, scope.program);
  const rows = reader.rows<Row<'programRecord'> & { name: string; grade: string | null }>(
    `SELECT r.*, p.lastName || ', ' || p.firstName AS name,
        (SELECT grade FROM enrollment WHERE studentId = p.id ORDER BY startDate DESC LIMIT 1) AS grade
      FROM programRecord r JOIN person p ON p.id = r.studentId
      WHERE (? IS NULL OR r.studentId = ?) AND (? IS NULL OR r.program = ?)
        AND (? IS NULL OR (r.startDate <= ? AND (r.endDate IS NULL OR r.endDate >= ?)))
      ORDER BY nameOrder(p.lastName, p.firstName), r.program, r.startDate DESC`,
    scope.studentId ?? null,
    scope.studentId ?? null,
    scope.program ?? null,
    scope.program ?? null,
    scope.on ?? null,
    scope.on ?? null,
    scope.on ?? null,
  );
  const steps = stepsOf(reader, scope.studentId);
  return rows.map((row) => {
    const detailSet = set.values.find((value) => value.code === row.program)?.detailSet;
    return {
      ...row,
      programLabel: labelOf(set, row.program),
      detailLabel:
        row.detail === null
          ? null
          : detailSet
            ? labelOf(codeSetFile(reader, detailSet), row.detail)
            : row.detail,
      unaccompanied: row.unaccompanied === null ? null : row.unaccompanied === 1,
      steps: steps.get(row.id) ?? [],
    };
  });
}

/** Checks the record by the rules of its program and against the pupil's others, then writes it. */
export function saveProgram(writer: Writer, row: Row<'programRecord'>): void {
  requiredRow(writer, 'person', row.studentId);
  const set = programs(writer);
  const detailSets = new Map(
    set.values.flatMap((value) =>
      value.detailSet ? [[value.detailSet, codeSetFile(writer, value.detailSet)] as const] : [],
    ),
  );
  const problems = programProblems(row, set, detailSets);
  if (problems[0]) throw new Failure('invalid-input', problems[0].message, problems);
  const others = writer.all(
    sql
      .selectFrom('programRecord')
      .selectAll()
      .where('studentId', '=', row.studentId)
      .where('id', '!=', row.id),
  );
  const clash = overlappingPrograms([...others, row], set).find(
    (o) => o.firstId === row.id || o.secondId === row.id,
  );
  if (clash) throw new Failure('conflict', clash.message, [{ field: 'startDate', message: clash.message }]);
  put(writer, 'programRecord', row);
}
