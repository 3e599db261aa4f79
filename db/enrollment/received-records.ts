import { codeSet } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import type { Field } from '#domain/sync/record-type.ts';
import { recordTypeNamed, recordTypes } from '#domain/sync/registry.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

type Value = string | number | boolean | null | string[];

interface Released {
  readonly stateId: string;
  readonly personId: string;
  readonly fromDistrict: string;
  readonly releasedBy: string;
  readonly releasedAt: string;
  readonly records: readonly { type: string; id: string; fields: Readonly<Record<string, Value>> }[];
}

export interface ReceivedRecords {
  stateId: string;
  fromDistrict: string;
  releasedBy: string;
  releasedAt: string;
  receivedAt: string;
  tables: RecordTable[];
}

/** Records of one kind, in words. */
export interface RecordTable {
  title: string;
  columns: string[];
  rows: string[][];
}

/** Records another district has released, in words: as they were there, in no list and no total of ours. */
export function receivedRecords(reader: Reader, id: string, part: string): ReceivedRecords {
  const row = reader.rows<{ reply: string; at: string }>(
    'SELECT reply, at FROM receivedRecords WHERE id = ? AND part = ?',
    id,
    part,
  )[0];
  if (!row) throw new Failure('not-found', 'These records are not here. Fetch them first.');
  const reply = JSON.parse(row.reply) as Released;
  const { stateId, fromDistrict, releasedBy, releasedAt } = reply;
  return {
    stateId,
    fromDistrict,
    releasedBy,
    releasedAt,
    receivedAt: row.at,
    tables: tablesOf(reader, reply),
  };
}

/** Another district's records in words: one table for each kind, in the order of the registry. */
export function tablesOf(
  reader: Reader,
  { records, personId }: { readonly records: Released['records']; readonly personId: string | null },
): RecordTable[] {
  const names = new Map(records.map((record) => [record.id, nameOf(record)]));
  return recordTypes.flatMap((type) => {
    const own = records.filter((record) => record.type === type.name);
    const fields = Object.entries(type.fields).filter(
      ([name, field]) =>
        own.some((record) => (record.fields[name] ?? null) !== null) &&
        !(field.refersTo === 'person' && own.every((record) => record.fields[name] === personId)),
    );
    if (own.length === 0 || fields.length === 0) return [];
    return [
      {
        title: type.label,
        columns: fields.map(([, field]) => field.label),
        rows: own
          .map((record) =>
            fields.map(([name, field]) => words(reader, field, record.fields[name] ?? null, names)),
          )
          .sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1)),
      },
    ];
  });
}

function nameOf({ type, fields }: Released['records'][number]): string {
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  if (type === 'person') return `${text('lastName')}, ${text('firstName')}`;
  return text('name') || text('date') || text('startDate') || (recordTypeNamed(type)?.label ?? type);
}

function words(reader: Reader, field: Field, value: Value, names: ReadonlyMap<string, string>): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map((one) => words(reader, field, one, names)).join(', ');
  const text = String(value);
  if (field.refersTo) return names.get(text) ?? '';
  if (field.kind === 'flag') return value === 1 || value === true ? 'yes' : 'no';
  if (field.kind === 'date') return dateInWords(text);
  if (!field.codeSet) return text;
  return knownCodes(reader, field.codeSet).find(({ code }) => code === text)?.label ?? text;
}

function knownCodes(reader: Reader, name: string): { code: string; label: string }[] {
  try {
    return codeSet(reader, name);
  } catch {
    return []; // a set this version does not carry: the code is shown as it is
  }
}
