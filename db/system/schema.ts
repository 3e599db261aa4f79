import type { Generated } from 'kysely';
import type { Row, TypeName } from '#domain/sync/registry.ts';

/** The synced tables: their columns are the field registry's fields. */
type SyncedTables = { [N in TypeName]: Row<N> };

/** What the office did, line by line; written by triggers in the same transaction as the change. */
export interface AuditLineTable {
  number: Generated<number>;
  at: string;
  actor: string;
  actorName: string;
  action: string;
  groupId: string | null;
  origin: string;
  type: string;
  recordId: string;
  change: 'made' | 'changed' | 'removed' | 'viewed';
  before: string | null;
  after: string | null;
}

/** Who is writing, set in each transaction; the triggers read it and refuse a write that nobody owns. */
export interface WriteContextTable {
  id: 1;
  actor: string | null;
  actorName: string | null;
  action: string | null;
  at: string | null;
  groupId: string | null;
  origin: 'here' | 'import' | 'sync' | null;
}

export interface UserTable {
  id: string;
  name: string;
  roles: string;
  personId: string | null;
  active: 0 | 1;
  madeAt: string;
}

export interface SettingTable {
  name: string;
  value: string;
}

/** The last values the state confirmed for one record. */
export interface SyncBaseTable {
  type: string;
  id: string;
  rev: number;
  /** Known fields as confirmed, JSON object; null for a tombstone. */
  fields: string | null;
  /** Fields of the server that this version does not know, JSON object; kept for the round trip. */
  unknownFields: string | null;
  receipt: string | null;
  receivedAt: string | null;
  /** Not used since step 100: a record the state removed, with something unsent under it, has a card. */
  removed: 0 | 1;
  /** Fields whose last change was the state's own, JSON list; null for none. */
  stateMade: string | null;
  /** Its place in the district's stream; null when it is not known. */
  seq: number | null;
  /** Of an epoch that is over: compared and replaced while everything is fetched anew. */
  stale: 0 | 1;
}

/** A record that differs from what the state confirmed. */
export interface SyncDirtyTable {
  type: string;
  id: string;
  since: string;
  /** Highest audit line that the mark covers. */
  auditNumber: number;
  groupId: string | null;
  /** After three lost races in a row: not sent again before this instant. */
  notBefore: string | null;
  /** How often in a row another computer was first. */
  lostRaces: number;
}

/** A frozen operation: made once, resent byte for byte until answered. */
export interface SyncOutgoingTable {
  operationId: string;
  deviceSeq: number;
  groupId: string | null;
  type: string;
  id: string;
  kind: 'create' | 'update' | 'delete';
  baseRev: number | null;
  body: string;
  state: 'sending' | 'parked' | 'done' | 'discarded';
  /** The state's words for a parked one, JSON {rule, message, problems}. */
  answer: string | null;
  auditNumber: number;
  frozenAt: string;
  answeredAt: string | null;
  /** How often a request with it was refused as a whole. */
  failures: number;
  /** Lost races in a row before this one. */
  lostRaces: number;
}

export interface SyncPendingRemoteTable {
  type: string;
  id: string;
  rev: number;
  entry: string;
}

export interface SyncQuarantineTable {
  type: string;
  id: string;
  rev: number;
  entry: string;
  reason: 'schema' | 'unknown-type' | 'missing-parent' | 'removal';
  at: string;
}

export interface SyncConflictTable {
  number: Generated<number>;
  type: string;
  id: string;
  kind: 'field' | 'rule' | 'delete' | 'create-create';
  /** JSON {field: {base, local, remote, party, device, since}} for field conflicts. */
  fields: string;
  rev: number;
  /** For a rule: JSON {rule, message, otherIds}. */
  detail: string | null;
  openedAt: string;
  closedAt: string | null;
  /** JSON: who decided what. */
  decision: string | null;
}

export interface SyncMergeLogTable {
  number: Generated<number>;
  at: string;
  type: string;
  id: string;
  field: string;
  rule: string;
  base: string | null;
  local: string | null;
  remote: string | null;
  kept: string | null;
}

/** A page of a fetch from the beginning, kept until all of them are here. */
export interface SyncStagingTable {
  page: number;
  /** JSON list of entries. */
  entries: string;
}

/** What the sync did or found by itself that a person may want to read. */
export interface SyncNoticeTable {
  number: Generated<number>;
  at: string;
  kind: 'divergence' | 'repaired' | 'new epoch' | 'new device' | 'dropped' | 'moved' | 'state list';
  type: string | null;
  id: string | null;
  /** JSON; values that were set aside are in it. */
  detail: string;
}

export interface SyncStateTable {
  name: string;
  value: string;
}

export interface ReferenceSetTable {
  name: string;
  source: 'district' | 'state';
  value: string;
  /** When it was loaded here, or published by the state. */
  at: string;
  /** Of the state's: the school year (ending year) from which it holds, its version, and why it was set aside. */
  fromYear: number | null;
  version: string | null;
  problem: string | null;
}

export interface ImportRunTable {
  id: string;
  at: string;
  actor: string;
  format: string;
  fileHash: string;
  added: number;
  changed: number;
  same: number;
  problems: number;
}

export interface CommandDoneTable {
  commandId: string;
  at: string;
  answer: string;
}

export interface RecentPersonTable {
  userId: string;
  personId: string;
  at: string;
}

/** Full-text names. `status` holds the word "now" for pupils enrolled now. */
export interface PersonFindTable {
  rowid: number;
  names: string;
  status: string;
}

export interface PersonFindKeyTable {
  number: Generated<number>;
  personId: string;
}

export interface LocalTables {
  auditLine: AuditLineTable;
  writeContext: WriteContextTable;
  user: UserTable;
  setting: SettingTable;
  syncBase: SyncBaseTable;
  syncDirty: SyncDirtyTable;
  syncOutgoing: SyncOutgoingTable;
  syncPendingRemote: SyncPendingRemoteTable;
  syncQuarantine: SyncQuarantineTable;
  syncConflict: SyncConflictTable;
  syncMergeLog: SyncMergeLogTable;
  syncState: SyncStateTable;
  syncStaging: SyncStagingTable;
  syncNotice: SyncNoticeTable;
  referenceSet: ReferenceSetTable;
  importRun: ImportRunTable;
  commandDone: CommandDoneTable;
  recentPerson: RecentPersonTable;
  personFind: PersonFindTable;
  personFindKey: PersonFindKeyTable;
}

export type Tables = SyncedTables & LocalTables;
