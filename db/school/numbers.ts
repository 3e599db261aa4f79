import type { Reader, Writer } from '#db/system/connection.ts';
import { change, requiredRow } from '#db/system/rows.ts';
import { hasNumber, paddedNumber } from '#domain/school/district-number.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

/** What is left out stays as it is; null takes it away. */
export type DistrictFacts = Pick<Row<'district'>, 'name' | 'number'> & {
  readonly [F in 'legalEntity' | 'phone' | 'street' | 'city' | 'zip']?: Row<'district'>[F] | undefined;
};

/**
 * Says what the district is called, its number, and where it is. Legal entities of one school system share its number;
 * their own legal entity numbers differ.
 */
export function changeDistrict(writer: Writer, districtId: string, said: DistrictFacts): void {
  const before = requiredRow(writer, 'district', districtId).number;
  const number = paddedNumber(said.number);
  if (said.legalEntity) refuseSharedEntity(writer, districtId, said.legalEntity);
  change(writer, 'district', districtId, { ...said, number });
  for (const { id } of writer.rows<{ id: string }>('SELECT id FROM district WHERE number = ?', before))
    change(writer, 'district', id, { number });
}

function refuseSharedEntity(reader: Reader, districtId: string, legalEntity: string): void {
  const other = reader
    .rows<{ name: string; legalEntity: string }>(
      'SELECT name, legalEntity FROM district WHERE id <> ? AND legalEntity IS NOT NULL ORDER BY name',
      districtId,
    )
    .find((one) => paddedNumber(one.legalEntity) === paddedNumber(legalEntity));
  if (other)
    throw new Failure(
      'conflict',
      `${other.name} has the legal entity number ${other.legalEntity} already. Nothing was changed.`,
      [{ field: 'legalEntity', message: 'Another district has this number.', value: legalEntity }],
    );
}

/** Gives a school its number. Pupils, calendars and rooms stay with it: they know the school, not its number. */
export function changeSchoolNumber(writer: Writer, schoolId: string, typed: string): void {
  requiredRow(writer, 'school', schoolId);
  const number = paddedNumber(typed);
  const [other] = writer.rows<{ name: string }>(
    'SELECT name FROM school WHERE number = ? AND id <> ?',
    number,
    schoolId,
  );
  if (other)
    throw new Failure('conflict', `${other.name} has the number ${number} already. Nothing was changed.`, [
      { field: 'number', message: 'Another school has this number.', value: number },
    ]);
  change(writer, 'school', schoolId, { number });
}

/** The legal entities here that still wait for the number of their school system. */
export const unnumberedDistricts = (reader: Reader): { id: string; name: string }[] =>
  reader
    .rows<{ id: string; name: string; number: string }>(
      'SELECT id, name, number FROM district ORDER BY name, id',
    )
    .filter(({ number }) => !hasNumber(number));

/** Takes over the number that the state's files or the state itself give us; one that is known stays. */
export function adoptDistrictNumber(writer: Writer, number: string): void {
  if (!hasNumber(number)) return;
  for (const { id } of unnumberedDistricts(writer))
    change(writer, 'district', id, { number: paddedNumber(number) });
}

/**
 * What keeps every state file back: a district or school without its number, in a sentence that says where to put it; null
 * when all have one. `school`: number of the only school of the file.
 */
export function missingNumber(reader: Reader, school?: string): string | null {
  const [district] = unnumberedDistricts(reader);
  if (district)
    return `${district.name} has no district number yet, and every state file must carry it. An administrator sets it in Settings, under "The district".`;
  const [without] = reader
    .rows<{ name: string; number: string }>('SELECT name, number FROM school ORDER BY name')
    .filter(({ number }) => !hasNumber(number) && (school === undefined || !hasNumber(school)));
  return without
    ? `${without.name} has no school number yet, and every state file must carry it. An administrator sets it in Settings, under "The district".`
    : null;
}

/** Refuses a file for the state while it would say 0000. */
export function refuseUnnumbered(reader: Reader, school?: string): void {
  const said = missingNumber(reader, school);
  if (said) throw new Failure('conflict', said, [{ field: 'number', message: 'The number is missing.' }]);
}
