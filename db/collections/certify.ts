import { createHash } from 'node:crypto';
import { collectionCalendar, collectionNamed } from '#db/collections/collection-calendar.ts';
import { collectionContent } from '#db/collections/collection-content.ts';
import { countDatesOf } from '#db/collections/student-count.ts';
import { validate } from '#db/collections/validation/findings.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { change, put, requiredRow } from '#db/system/rows.ts';
import { type Collection, windowOf } from '#domain/collections/collection-calendar.ts';
import {
  canonicalContent,
  differencesSince,
  type FrozenContent,
  type FrozenDifference,
} from '#domain/collections/frozen-rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

export interface CertifyInput {
  readonly collection: string;
  readonly endYear: number;
  readonly districtId: string;
  readonly certifierId: string;
  /** Name as the certifier typed it; it must be the name on record. */
  readonly typedName: string;
  /** For a collection past its last day of corrections: why it is certified all the same. */
  readonly lateReason: string | null;
}

export interface CertifyTime {
  readonly now: string;
  readonly today: string;
}

export const hashOf = (content: FrozenContent): string =>
  createHash('sha256').update(canonicalContent(content)).digest('hex');

/** What is certified, made fresh: for a special-education collection only to be shown to its roles. */
export function contentOf(
  reader: Reader,
  collection: Collection,
  scope: { endYear: number; districtId: string; today: string },
): FrozenContent {
  return collectionContent(reader, collection, { ...scope, asOf: asOfDay(reader, collection, scope) });
}

/** The day a collection's flags are read at: its first day, the count date for a count, never a day to come. */
function asOfDay(
  reader: Reader,
  collection: Collection,
  { endYear, today }: { endYear: number; today: string },
): string {
  const { opens } = windowOf(collectionCalendar(reader), collection, endYear);
  return opens < today ? opens : today;
}

/**
 * Freezes a collection and signs it: rows and totals with their hash, person, time and statement. Refused while something
 * must be fixed, before the count date, and past the last day of corrections without a reason. Source: OPI bulletins on
 * certification; ARM 10.20.102 for the October count.
 */
export function certify(
  writer: Writer,
  input: CertifyInput,
  time: CertifyTime,
  newId: () => string,
): { id: string; hash: string; rows: number } {
  const calendar = collectionCalendar(writer);
  const collection = collectionNamed(writer, input.collection);
  if (!collection.certify)
    throw new Failure('conflict', `"${collection.title}" is handed in without being certified.`);
  const certifier = requiredRow(writer, 'certifier', input.certifierId);
  if (certifier.active === 0 || certifier.dataType !== collection.dataType)
    throw new Failure('conflict', `${certifier.name} does not certify this kind of data.`, [
      { field: 'certifierId', message: 'Choose a certifier of this kind of data.' },
    ]);
  if (input.typedName.trim().toLowerCase() !== certifier.name.toLowerCase())
    throw new Failure('invalid-input', `Type the name as it is on record: ${certifier.name}.`, [
      { field: 'typedName', message: 'This is not the name on record.' },
    ]);
  refuseTooEarlyOrLate(writer, collection, input, time.today);
  const { must } = validate(writer, {
    endYear: input.endYear,
    today: time.today,
    collection: collection.code.replace(/-finance$/, ''),
    districtId: input.districtId,
  });
  if (must > 0)
    throw new Failure(
      'conflict',
      `${must === 1 ? 'One thing' : `${must} things`} must be fixed before this can be certified. Open "Validate" on the card to see ${must === 1 ? 'it' : 'them'}.`,
    );
  const content = contentOf(writer, collection, { ...input, today: time.today });
  if (content.rows.length === 0 && !collection.zeroAllowed && collection.content !== null)
    throw new Failure(
      'conflict',
      'There is nothing in this collection yet. Check the school year, or whether pupils are enrolled.',
    );
  const hash = hashOf(content);
  const rulesVersion = validationVersion(writer, input.endYear, time.today);
  const standing = sameAlready(writer, { ...input, hash, rulesVersion });
  if (standing !== undefined) return { id: standing, hash, rows: content.rows.length };
  const id = newId();
  put(writer, 'certification', {
    id,
    districtId: input.districtId,
    collection: collection.code,
    endYear: input.endYear,
    certifierId: certifier.id,
    certifiedBy: certifier.name,
    certifiedTitle: certifier.title,
    certifiedAt: time.now,
    statement: input.lateReason
      ? `${calendar.statement} Certified after the last day of corrections: ${input.lateReason}`
      : calendar.statement,
    rows: content.rows.length,
    totals:
      content.totals.length === 0
        ? 'nothing to report'
        : content.totals.map(({ label, value }) => `${label}: ${value}`).join('; '),
    hash,
    rulesVersion,
    withdrawnAt: null,
    withdrawnBy: null,
    withdrawnReason: null,
    recertifyAsked: null,
  });
  writer.exec(
    'INSERT INTO frozenRows (certificationId, rows) VALUES (?, ?)',
    id,
    JSON.stringify({ rows: content.rows, totals: content.totals }),
  );
  return { id, hash, rows: content.rows.length };
}

/**
 * The certification that says the very same already: of the same person, over the same rows, not withdrawn, and not asked
 * for again by the state. Pressing twice, or a call that is repeated, makes no second one.
 */
function sameAlready(
  reader: Reader,
  said: CertifyInput & { readonly hash: string; readonly rulesVersion: string },
): string | undefined {
  const newest = reader.rows<Row<'certification'>>(
    `SELECT * FROM certification WHERE districtId = ? AND collection = ? AND endYear = ? AND certifierId = ?
      ORDER BY certifiedAt DESC, id DESC LIMIT 1`,
    said.districtId,
    said.collection,
    said.endYear,
    said.certifierId,
  )[0];
  return newest?.withdrawnAt === null &&
    newest.recertifyAsked === null &&
    newest.hash === said.hash &&
    newest.rulesVersion === said.rulesVersion
    ? newest.id
    : undefined;
}

function refuseTooEarlyOrLate(
  reader: Reader,
  collection: Collection,
  { endYear, lateReason }: CertifyInput,
  today: string,
): void {
  const window = windowOf(collectionCalendar(reader), collection, endYear);
  if (collection.count !== null) {
    const last = countDatesOf(reader, { endYear, count: collection.count }).at(-1);
    if (last !== undefined && today <= last)
      throw new Failure(
        'conflict',
        `The count date is ${dateInWords(last)}. A count is certified from the day after on.`,
      );
  } else if (today < window.opens)
    throw new Failure('conflict', `This collection opens on ${dateInWords(window.opens)}.`);
  if (window.correctionsEnd !== null && today > window.correctionsEnd && !lateReason)
    throw new Failure(
      'conflict',
      `Corrections ended on ${dateInWords(window.correctionsEnd)}. After that the state takes a significant reporting error only: say what it is.`,
      [{ field: 'lateReason', message: 'Say what the significant reporting error is.' }],
    );
}

const validationVersion = (reader: Reader, endYear: number, today: string): string =>
  validate(reader, { endYear, today, collection: 'none' }).rulesVersion;

/** Takes a certification back. It stays on record with its frozen rows, and says why it no longer holds. */
export function withdrawCertification(
  writer: Writer,
  input: { id: string; reason: string; by: string; at: string },
): void {
  const row = requiredRow(writer, 'certification', input.id);
  if (row.withdrawnAt !== null)
    throw new Failure(
      'conflict',
      `This certification was withdrawn already by ${row.withdrawnBy ?? 'someone'}.`,
    );
  change(writer, 'certification', input.id, {
    withdrawnAt: input.at,
    withdrawnBy: input.by,
    withdrawnReason: input.reason,
  });
}

/** The rows as they were certified; null where this computer was not the one that certified. */
export function frozenContentOf(reader: Reader, certificationId: string): FrozenContent | null {
  const row = reader.rows<{ rows: string }>(
    'SELECT rows FROM frozenRows WHERE certificationId = ?',
    certificationId,
  )[0];
  return row ? (JSON.parse(row.rows) as FrozenContent) : null;
}

/** What has changed since a certification; null where its rows are not on this computer. */
export function changedSince(
  reader: Reader,
  certification: Row<'certification'>,
  today: string,
): readonly FrozenDifference[] | null {
  const frozen = frozenContentOf(reader, certification.id);
  if (!frozen) return null;
  const now = contentOf(reader, collectionNamed(reader, certification.collection), {
    endYear: certification.endYear,
    districtId: certification.districtId,
    today,
  });
  return differencesSince(frozen, now);
}
