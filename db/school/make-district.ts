import { putDefaultCodes } from '#db/attendance/attendance-codes.ts';
import { putDefaultScales } from '#db/marks/default-scales.ts';
import type { Writer } from '#db/system/connection.ts';
import { put } from '#db/system/rows.ts';
import { paddedNumber } from '#domain/school/district-number.ts';

/** The district itself and the tables it starts with: attendance codes, grading scales, comments. All can be edited. */
export function makeDistrict(
  writer: Writer,
  input: {
    districtId: string;
    name: string;
    number: string;
    legalEntity: string | null;
    newId: () => string;
  },
): void {
  put(writer, 'district', {
    id: input.districtId,
    name: input.name,
    number: paddedNumber(input.number),
    legalEntity: input.legalEntity,
    phone: null,
    street: null,
    city: null,
    state: 'MT',
    zip: null,
  });
  putDefaultCodes(writer);
  putDefaultScales(writer);
}
