import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import type { Value } from '#domain/sync/merge.ts';
import type { Field } from '#domain/sync/record-type.ts';
import { type CodeSet, labelOf } from '#domain/system/code-set.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import attendanceExcuse from '#resources/code-sets/attendance_excuse.json' with { type: 'json' };
import attendanceSource from '#resources/code-sets/attendance_source.json' with { type: 'json' };
import callOutcome from '#resources/code-sets/call_outcome.json' with { type: 'json' };
import dayKind from '#resources/code-sets/day_kind.json' with { type: 'json' };
import identifierSystem from '#resources/code-sets/identifier_system.json' with { type: 'json' };
import iepStatus from '#resources/code-sets/iep_status.json' with { type: 'json' };
import sectionKind from '#resources/code-sets/section_kind.json' with { type: 'json' };

/** How a record that a reference points to is called. */
type Called = (reader: Reader, type: string, id: string) => string;

/**
 * A value of a field as the office says it: a code with the label of its list, yes or no, a date in words, the name of the
 * record it points to. A code no list knows stays as it is; nothing at all is "".
 */
export function valueWords(reader: Reader, field: Field | undefined, value: Value, called: Called): string {
  if (value === null || value === undefined) return '';
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.map((one) => oneValue(reader, field, String(one), called)).join(', ');
}

function oneValue(reader: Reader, field: Field | undefined, text: string, called: Called): string {
  if (field?.refersTo) return called(reader, field.refersTo, text);
  if (field?.codeSet) return codeWords(reader, field.codeSet, text);
  if (field?.kind === 'flag') return text === '1' ? 'yes' : 'no';
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? dateInWords(text) : text;
}

/** Lists that are part of the program: nobody replaces them under Settings. */
const FIXED = new Map(
  [
    ...[attendanceExcuse, attendanceSource, callOutcome, dayKind],
    ...[identifierSystem, iepStatus, sectionKind],
  ].map((set) => [set.name, set as unknown as CodeSet]),
);

/** The label of a code; attendance codes are records of the district's own. */
export function codeWords(reader: Reader, set: string, code: string): string {
  if (set === 'attendance_code')
    return (
      reader.rows<{ label: string }>('SELECT label FROM attendanceCode WHERE code = ?', code)[0]?.label ??
      code
    );
  return labelOf(FIXED.get(set) ?? codeSetFile(reader, set), code);
}
