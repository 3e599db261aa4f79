import type { CompiledQuery, Kysely, KyselyConfig, Transaction } from 'kysely';
import type { Tables } from '#state-server/database/tables.ts';

export type OnQuery = (query: CompiledQuery) => void;

/** The part of Kysely's settings that tells every statement. */
export function telling(onQuery: OnQuery | undefined): Pick<KyselyConfig, 'log'> {
  if (!onQuery) return {};
  return {
    log: (event) => {
      if (event.level === 'query') onQuery(event.query);
    },
  };
}

export type StateTransaction = Transaction<Tables>;

/**
 * The state's database on one of its two engines. All queries are Kysely's and the same on both; only what differs
 * is behind this port: opening, the district's row-level security, and snapshots.
 */
export interface StateDatabase {
  readonly engine: 'sqlite' | 'postgres';
  /** For tables that are not a district's own: server, district, device, codes, students, staff. */
  readonly kysely: Kysely<Tables>;
  /**
   * One READ COMMITTED transaction that sees and writes one district's rows only. With `snapshot` it only reads,
   * and all its reads see one moment.
   */
  inDistrict<T>(
    district: string,
    work: (transaction: StateTransaction) => Promise<T>,
    options?: { snapshot?: boolean },
  ): Promise<T>;
  /**
   * The rest of this transaction sees and writes another district's rows: for the few changes that two districts have in
   * common. Take both locks first, with `lockDistricts`.
   */
  turnTo(transaction: StateTransaction, district: string): Promise<void>;
  /**
   * Only reads, and reads all districts: for the state's own staff and rules. One moment for all its reads. On
   * PostgreSQL it works as a role that cannot write.
   */
  acrossDistricts<T>(work: (transaction: StateTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
