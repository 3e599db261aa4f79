import { changedSince } from '#db/collections/certify.ts';
import { collectionCalendar } from '#db/collections/collection-calendar.ts';
import { countDatesOf } from '#db/collections/student-count.ts';
import { validate } from '#db/collections/validation/findings.ts';
import { lastWritten } from '#db/state-files/written-files.ts';
import type { Reader } from '#db/system/connection.ts';
import {
  type Collection,
  type CollectionCalendar,
  type WindowState,
  windowOf,
  windowState,
} from '#domain/collections/collection-calendar.ts';
import type { Row } from '#domain/sync/registry.ts';

export interface BoardCertification {
  readonly id: string;
  readonly by: string;
  readonly title: string | null;
  readonly at: string;
  readonly rows: number;
  readonly totals: string;
  readonly hash: string;
  /** The state's receipt, once it has it. */
  readonly receipt: string | null;
  readonly withdrawn: string | null;
  readonly recertifyAsked: string | null;
}

/** One collection of one district on the board. */
export interface BoardCard {
  readonly collection: string;
  readonly title: string;
  readonly about: string;
  readonly districtId: string;
  readonly districtName: string;
  readonly opens: string;
  readonly due: string;
  readonly correctionsEnd: string | null;
  readonly confirmed: boolean;
  readonly state: WindowState;
  readonly countDates: readonly string[];
  readonly certify: boolean;
  readonly zeroAllowed: boolean;
  /** Must-fix findings of its rules. */
  readonly must: number;
  readonly check: number;
  readonly files: readonly { readonly template: string; readonly writtenAt: string | null }[];
  readonly count: string | null;
  readonly dataType: string | null;
  /** Primary certifiers that have not signed yet; all must. */
  readonly missing: readonly string[];
  readonly certifiers: readonly { readonly id: string; readonly name: string; readonly primary: boolean }[];
  readonly certifications: readonly BoardCertification[];
  /** Rows changed since the newest certification that holds; null where nothing holds or its rows are elsewhere. */
  readonly changed: number | null;
  readonly step: 'validate' | 'review' | 'certify' | 'waiting' | 'received' | 'none';
}

export interface Board {
  readonly endYear: number;
  readonly helpDesk: { readonly name: string; readonly phone: string };
  readonly dataTypes: readonly { readonly code: string; readonly label: string }[];
  readonly cards: readonly BoardCard[];
}

/** Every collection of the year with what is done and what is missing, by due date. Works without a line. */
export function collectionBoard(
  reader: Reader,
  { endYear, today, specialEducation }: { endYear: number; today: string; specialEducation: boolean },
): Board {
  const calendar = collectionCalendar(reader);
  const districts = reader.rows<{ id: string; name: string }>(
    'SELECT id, name FROM district ORDER BY number',
  );
  const certifications = reader.rows<Row<'certification'> & { receipt: string | null }>(
    `SELECT c.*, b.receipt FROM certification c
      LEFT JOIN syncBase b ON b.type = 'certification' AND b.id = c.id AND b.removed = 0
      WHERE c.endYear = ? ORDER BY c.certifiedAt DESC, c.id`,
    endYear,
  );
  const certifiers = reader.rows<Row<'certifier'>>('SELECT * FROM certifier WHERE active = 1 ORDER BY name');
  const written = lastWritten(reader, endYear);
  const cards = districts.flatMap((district) => {
    const findings = validate(reader, { endYear, today, districtId: district.id }).findings;
    return calendar.collections
      .filter(({ dataType }) => specialEducation || dataType !== 'special-education')
      .map((collection) =>
        cardOf({
          reader,
          calendar,
          collection,
          district,
          endYear,
          today,
          findings: findings.filter(({ collections }) =>
            collections.includes(collection.code.replace(/-finance$/, '')),
          ),
          certifications: certifications.filter(
            (row) => row.districtId === district.id && row.collection === collection.code,
          ),
          certifiers: certifiers.filter(
            (row) => row.districtId === district.id && row.dataType === collection.dataType,
          ),
          written,
        }),
      );
  });
  return {
    endYear,
    helpDesk: calendar.helpDesk,
    dataTypes: calendar.dataTypes,
    cards: cards.sort(
      (a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0) || (a.collection < b.collection ? -1 : 1),
    ),
  };
}

function cardOf(given: {
  reader: Reader;
  calendar: CollectionCalendar;
  collection: Collection;
  district: { id: string; name: string };
  endYear: number;
  today: string;
  findings: readonly { severity: string; accepted: string | null }[];
  certifications: readonly (Row<'certification'> & { receipt: string | null })[];
  certifiers: readonly Row<'certifier'>[];
  written: ReadonlyMap<string, Row<'writtenFile'>>;
}): BoardCard {
  const { collection, district, certifications, certifiers, today, endYear } = given;
  const window = windowOf(given.calendar, collection, endYear);
  const holding = certifications.filter((row) => row.withdrawnAt === null);
  const missing = certifiers
    .filter((row) => row.primary === 1 && !holding.some((signed) => signed.certifierId === row.id))
    .map(({ name }) => name);
  const signed = collection.certify && holding.length > 0 && missing.length === 0;
  const newest = holding[0];
  const must = given.findings.filter(({ severity }) => severity === 'must').length;
  const received = signed && holding.every(({ receipt }) => receipt !== null);
  return {
    collection: collection.code,
    title: collection.title,
    about: collection.about,
    districtId: district.id,
    districtName: district.name,
    opens: window.opens,
    due: window.due,
    correctionsEnd: window.correctionsEnd,
    confirmed: window.confirmed,
    state: windowState(window, today, collection.certify ? signed : null),
    countDates:
      collection.count === null ? [] : countDatesOf(given.reader, { endYear, count: collection.count }),
    certify: collection.certify,
    zeroAllowed: collection.zeroAllowed,
    must,
    check: given.findings.filter(({ severity, accepted }) => severity === 'check' && accepted === null)
      .length,
    files: collection.files.map((template) => ({
      template,
      writtenAt: given.written.get(template)?.writtenAt ?? null,
    })),
    count: collection.count,
    dataType: collection.dataType,
    missing,
    certifiers: certifiers.map(({ id, name, primary }) => ({ id, name, primary: primary === 1 })),
    certifications: certifications.map((row) => ({
      id: row.id,
      by: row.certifiedBy,
      title: row.certifiedTitle,
      at: row.certifiedAt,
      rows: row.rows,
      totals: row.totals,
      hash: row.hash,
      receipt: row.receipt,
      withdrawn: row.withdrawnAt === null ? null : (row.withdrawnReason ?? ''),
      recertifyAsked: row.recertifyAsked,
    })),
    changed: newest ? (changedSince(given.reader, newest, today)?.length ?? null) : null,
    step: received
      ? 'received'
      : signed
        ? 'waiting'
        : !collection.certify
          ? 'none'
          : must > 0
            ? 'validate'
            : 'certify',
  };
}
