import type { Field, RecordType } from '#domain/sync/record-type.ts';
import { isCivilDate } from '#domain/system/civil-date.ts';

/** One field that is not in the one form both ends agree on. The message is a sentence without the value in it. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

const FIELD_NAME = /^[a-z][A-Za-z0-9]{0,63}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.(\d+))?$/;
/** Read by code point, a surrogate that is matched stands alone. */
const LONE_SURROGATE = /\p{Surrogate}/u;
const NEGATIVE_ZERO = /^-0(?:\.0+)?$/;

/**
 * What is wrong with these values of a record, each in normal form or not (design: Digest). Only the fields given
 * are looked at: null is right unless the field is required, fields this version does not know are right when they
 * are a plain value or a list of texts. Nothing is ever converted here; an empty result means "keep as it is".
 */
export function checkFields(type: RecordType, fields: Readonly<Record<string, unknown>>): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const name in fields) {
    const field = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
    const message = field ? problemOfKnown(field, fields[name]) : problemOfUnknown(name, fields[name]);
    if (message) problems.push({ field: name, message });
  }
  return problems;
}

/**
 * As `checkFields`, for a whole record: required fields that are absent are problems too, unless they came with a schema
 * later than `schemaVersion`, in which the record was written (M15).
 */
export function checkRecord(
  type: RecordType,
  fields: Readonly<Record<string, unknown>>,
  schemaVersion = Number.POSITIVE_INFINITY,
): FieldProblem[] {
  const problems = checkFields(type, fields);
  for (const name in type.fields) {
    const field = type.fields[name];
    if (field?.required && fields[name] === undefined && (field.since ?? 1) <= schemaVersion)
      problems.push({ field: name, message: `${field.label} is missing.` });
  }
  return problems;
}

/** True for a lowercase UUID, the only form of an id on the wire. */
export function isRecordId(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

function problemOfKnown(field: Field, value: unknown): string | null {
  if (value === undefined) return `${field.label} has no value: send null to clear it.`;
  if (value === null) return field.required ? `${field.label} may not be empty.` : null;
  return isNormal(field, value) ? null : `${field.label} is not ${WANTED[field.kind]}.`;
}

const WANTED: Readonly<Record<Field['kind'], string>> = {
  text: 'text in normal form (NFC, not empty)',
  code: 'a code in normal form (NFC text, not empty)',
  date: 'a date that exists, like 2026-10-06',
  time: 'a time like 08:30',
  instant: 'a moment like 2026-10-06T14:05:00.000Z',
  integer: 'a whole number',
  decimal: 'a decimal with the right number of places',
  flag: '0 or 1',
  set: 'a list of distinct codes in order (an empty list is null)',
  reference: 'the id of a record',
};

function isNormal(field: Field, value: unknown): boolean {
  switch (field.kind) {
    case 'text':
    case 'code':
      return isNormalText(value);
    case 'date':
      return typeof value === 'string' && isCivilDate(value);
    case 'time':
      return typeof value === 'string' && TIME.test(value);
    case 'instant':
      return typeof value === 'string' && isCivilDate(INSTANT.exec(value)?.[1] ?? '');
    case 'integer':
      return Number.isSafeInteger(value) && !Object.is(value, -0);
    case 'decimal':
      return isDecimal(value, field.scale ?? 0);
    case 'flag':
      return (value === 0 && !Object.is(value, -0)) || value === 1;
    case 'set':
      return isSortedSet(value);
    case 'reference':
      return isRecordId(value);
  }
}

function isNormalText(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && isStorable(value) && value === value.normalize('NFC');
}

/** No U+0000, which PostgreSQL cannot keep, and no half of a surrogate pair, which UTF-8 cannot write. */
function isStorable(value: string): boolean {
  return !value.includes('\u0000') && !LONE_SURROGATE.test(value);
}

function isDecimal(value: unknown, scale: number): boolean {
  if (typeof value !== 'string' || NEGATIVE_ZERO.test(value)) return false;
  const match = DECIMAL.exec(value);
  return match !== null && (match[1]?.length ?? 0) === scale;
}

/** JavaScript compares strings by code unit, which is the order wanted. */
function isSortedSet(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((item, at) => isNormalText(item) && (at === 0 || value[at - 1] < item));
}

function problemOfUnknown(name: string, value: unknown): string | null {
  if (!FIELD_NAME.test(name) || name === 'id') return 'This is not a name a field can have.';
  const plain =
    value === null ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)) ||
    (typeof value === 'string' && isStorable(value)) ||
    (Array.isArray(value) && value.every((item) => typeof item === 'string' && isStorable(item)));
  return plain ? null : 'This field is not a plain value or a list of texts.';
}
