import { countRulesOfYear } from '#db/collections/count-rules.ts';
import type { Writer } from '#db/system/connection.ts';
import { putKeyed, requiredRow } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';
import { decimalText, ratioOfDecimal } from '#domain/system/fraction.ts';

/** Figures from the state's finance system for one budget unit and year; decimals are kept with two digits. */
export function saveUnitYear(writer: Writer, row: Omit<Row<'unitYear'>, 'id'>): void {
  requiredRow(writer, 'district', row.districtId);
  if (!countRulesOfYear(writer, row.endYear).units.some(({ code }) => code === row.unit))
    throw new Failure('invalid-input', `There is no budget unit "${row.unit}" in that school year.`, [
      { field: 'unit', message: 'Choose a budget unit.', value: row.unit },
    ]);
  const two = (text: string | null): string | null => {
    const value = text === null ? null : ratioOfDecimal(text);
    return value === null ? null : decimalText(value, 2);
  };
  putKeyed(writer, 'unitYear', {
    ...row,
    anb: two(row.anb),
    fallCount: two(row.fallCount),
    springCount: two(row.springCount),
  });
}
