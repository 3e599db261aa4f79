import { planRulesOn } from '#db/special-education/due-plans.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed, requiredRow } from '#db/system/rows.ts';
import { dutyAges, rightsProblems } from '#domain/special-education/transition.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';

type Notice = Omit<Row<'rightsNotice'>, 'id'>;

/** When a pupil and the parents were told of the rights that pass at eighteen; nulls where nothing is noted. */
export function rightsOf(reader: Reader, studentId: string): Omit<Notice, 'studentId'> {
  const row = reader.rows<Notice>('SELECT * FROM rightsNotice WHERE studentId = ?', studentId)[0];
  return { toldOn: row?.toldOn ?? null, passedOn: row?.passedOn ?? null };
}

/** Notes the notices of a pupil. Throws a Failure with each problem at its field. */
export function saveRights(writer: Writer, notice: Notice, today: CivilDate): void {
  const { birthDate } = requiredRow(writer, 'person', notice.studentId);
  const problems = rightsProblems(notice, { birthDate, today }, dutyAges(planRulesOn(writer, today)));
  if (problems[0]) throw new Failure('invalid-input', problems[0].message, [...problems]);
  putKeyed(writer, 'rightsNotice', notice);
}
