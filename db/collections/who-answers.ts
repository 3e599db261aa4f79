import { collectionCalendar } from '#db/collections/collection-calendar.ts';
import { codeSet } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, requiredRow } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

/** Names who certifies one kind of data. */
export function saveCertifier(writer: Writer, row: Row<'certifier'>): void {
  requiredRow(writer, 'district', row.districtId);
  if (!collectionCalendar(writer).dataTypes.some(({ code }) => code === row.dataType))
    throw new Failure('invalid-input', 'Choose the kind of data from the list.', [
      { field: 'dataType', message: 'Choose from the list.', value: row.dataType },
    ]);
  put(writer, 'certifier', row);
}

export function districtContacts(reader: Reader): Row<'districtContact'>[] {
  return reader.rows<Row<'districtContact'>>(
    'SELECT * FROM districtContact ORDER BY active DESC, backup, name, id',
  );
}

export function saveContact(writer: Writer, row: Row<'districtContact'>): void {
  requiredRow(writer, 'district', row.districtId);
  if (row.schoolId !== null) requiredRow(writer, 'school', row.schoolId);
  if (!codeSet(writer, 'contact_area').some(({ code }) => code === row.area))
    throw new Failure('invalid-input', 'Choose what the contact answers for.', [
      { field: 'area', message: 'Choose from the list.', value: row.area },
    ]);
  put(writer, 'districtContact', row);
}
