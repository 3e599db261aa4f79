import type { Generated } from 'kysely';

/** What a member of the state's staff may do; each may do what those before may. */
export const staffRoles = ['viewer', 'reviewer', 'administrator'] as const;
export type StaffRole = (typeof staffRoles)[number];

/**
 * The state's tables, as Kysely sees them. Times are ISO text in UTC, flags 0 or 1, JSON is text on both engines.
 * Everything that belongs to a district is keyed (district, id): unique checks look past row-level security (M17).
 */
export interface Tables {
  schema_migration: { number: number; name: string; applied_at: string };
  /** One row: who this server is. `epoch` changes when it was restored from a backup (M12). */
  server: {
    one: number;
    server_id: string;
    epoch: string;
    token_secret: string;
    key_seed: string;
    students: number;
  };
  /** `seq` is the end of the district's stream; its row is the district's write lock. */
  district: {
    number: string;
    name: string;
    seq: number;
    last_received_at: string | null;
    created_at: string;
  };
  /** Where each epoch after the first began in each district's stream; `number` counts the epochs from 1. */
  epoch_start: { epoch: string; district: string; seq: number; number: number };
  device: {
    client_id: string;
    district: string;
    name: string;
    public_key: string | null;
    created_at: string;
    revoked_at: string | null;
    acked_through: number;
    /** The secret in force follows from it; a pending one becomes it when it is first used. */
    secret_version: Generated<number>;
    secret_pending: Generated<number>;
    /** The minute of the last call, and the calls in that minute. */
    call_window: Generated<string>;
    calls: Generated<number>;
    last_seen_at: string | null;
    /** Records the computer said it still has to send; null when it never said. */
    waiting: number | null;
    /** The nonce of its newest cycle, and the one that cycle followed (M13). Null: the next one is taken as it is. */
    cycle_nonce: Generated<string | null>;
    cycle_before: Generated<string | null>;
    /** The computer whose file this one is a copy of, and the request that said so. */
    made_from: Generated<string | null>;
    made_request: Generated<string | null>;
    /** JSON list of the districts its file had when it was enrolled. */
    districts: Generated<string | null>;
  };
  /** Who asked for what, when, and what came of it. Written before the answer leaves; never changed. */
  access_log: {
    id: string;
    at: string;
    caller: 'device' | 'staff' | 'nobody';
    /** Client id or the staff member's name. */
    who: string;
    district: string;
    method: string;
    route: string;
    /** The record, student or movement that was asked for: ids only. */
    subject: string | null;
    status: number;
    ms: number;
  };
  enrollment_code: {
    selector: string;
    district: string;
    hash: string;
    expires_at: string;
    attempts: number;
    used_at: string | null;
    used_key: string | null;
    client_id: string | null;
  };
  /** The newest state of each record, tombstones included. */
  record: StoredColumns & { updated_at: string };
  /** Every state each record ever had. */
  history: StoredColumns & {
    kind: string;
    changed: string;
    operation_id: string;
    party: string;
    device: string | null;
    by_name: string;
    at: string;
    receipt: string;
    /** Of the operation's body, to know a repeat by; null for what no operation asked for. */
    body_hash: string | null;
  };
  /** Child points, or once pointed, to target. Readers look at the child itself before they believe it. */
  reference_link: { district: string; target: string; child: string };
  /** Answers to operations and calls that changed no record. Of one that was applied, `history` tells the answer. */
  operation_answer: {
    district: string;
    operation_id: string;
    body_hash: string;
    answer: string;
    device: string | null;
    device_seq: number;
  };
  /** A file that a record names; `received` bytes of it are here, `whole` is 1 once all are and their hash is its name. */
  file: { district: string; sha256: string; size: number; received: number; whole: number; at: string };
  file_part: { district: string; sha256: string; start: number; bytes: Buffer };
  /** `seq` is the last one of a commit. */
  commit_nonce: { district: string; seq: number; nonce: string; at: string };
  state_student: {
    state_id: string;
    match_key: string;
    last_name: string;
    first_name: string;
    middle_name: string | null;
    birth_date: string;
    gender: string | null;
    created_at: string;
    /** The State ID this one was found to be a duplicate of; it stays as an alias. */
    merged_into: string | null;
  };
  /** Every name a district has used for a student; `birth_date` is the student's. */
  state_student_name: {
    state_id: string;
    last_name: string;
    first_name: string;
    sound_last: string;
    sound_first: string;
    birth_date: string;
  };
  /** `moved`: JSON, the [district, person] pairs that had the loser's State ID: what taking it back needs. */
  student_merge: {
    id: string;
    winner: string;
    loser: string;
    reason: string;
    by_name: string;
    at: string;
    moved: string;
    undone_at: string | null;
    undone_by: string | null;
  };
  /** Two State IDs that somebody found to be two people; `one` is the smaller. */
  student_not_same: { one: string; other: string; reason: string; by_name: string; at: string };
  state_student_person: { district: string; person_id: string; state_id: string };
  staff: {
    id: string;
    name: string;
    password_hash: string;
    failures: number;
    locked_until: string | null;
    role: Generated<StaffRole>;
  };
  /** An enrollment as the rules between districts see it; follows the record in the same commit. */
  stay: {
    district: string;
    enrollment_id: string;
    person_id: string;
    school_id: string;
    grade: string;
    service_type: string;
    start_date: string;
    end_date: string | null;
    end_status: string | null;
    /** 1 for a primary enrollment of somebody who came. */
    counts: number;
    /** When the state first had it. */
    received_at: string;
  };
  /** Records one district handed to another, as they were. `records`: JSON of the wire's entries. */
  release: {
    id: string;
    part: 'permanent' | 'special-education';
    from_district: string;
    to_district: string;
    state_id: string;
    from_person: string;
    to_person: string;
    released_by: string;
    role: string;
    released_at: string;
    records: string;
    sha256: string;
  };
  /** Reading of a student's records by another district (M14); `id` is that of the entry in both streams. */
  reading_grant: {
    id: string;
    move_id: string;
    part: 'permanent' | 'special-education';
    state_id: string;
    from_district: string;
    to_district: string;
    from_person: string;
    to_person: string;
    begun_at: string;
    begun_by: string;
    role: string;
    ended_at: string | null;
    ended_by: string | null;
    end_reason: string | null;
  };
  /**
   * The records that a grant in force opens, one row each; `reader` is who may read them. `place`: the student, what
   * hangs on the student, or what those records name (a school, a guardian).
   */
  grant_scope: {
    grant_id: string;
    district: string;
    id: string;
    reader: string;
    place: 'student' | 'hangs' | 'named';
  };
  /** What the district a student left has answered about a move; the newest counts. */
  movement_answer: {
    id: string;
    from_district: string;
    to_district: string;
    says: 'accepted' | 'declined';
    reason: string | null;
    by_name: string;
    at: string;
  };
  /** A refused change; `settled_at` when the record has gone through since. `fields`: JSON list of names. */
  rejected_item: {
    district: string;
    operation_id: string;
    type: string;
    record_id: string;
    rule: string;
    fields: string;
    sentence: string;
    device: string | null;
    at: string;
    settled_at: string | null;
  };
  /**
   * A package that was brought. `file` (base64) is kept only while it waits for review; `answer` (base64) is sealed for
   * the computer it came from.
   */
  package: {
    id: string;
    package_id: string;
    district: string;
    client_id: string;
    sha256: string;
    at: string;
    by_name: string;
    state: 'taken' | 'review' | 'accepted' | 'dismissed';
    reason: string | null;
    operations: number;
    applied: number;
    file: string | null;
    answer: string | null;
    decided_by: string | null;
    decided_at: string | null;
  };
  /** A frozen, dated copy for reporting; its CSV lies in parts. */
  snapshot: {
    id: string;
    kind: string;
    as_of: string;
    made_at: string;
    made_by: string;
    row_count: number;
    sha256: string;
  };
  snapshot_part: { snapshot_id: string; number: number; csv: string };
  /**
   * A list, layout or rule file for every district, from a school year (ending year) on. Of one name and year the highest
   * `number` counts; without a `value` (JSON) it was taken back. `version` is another with each row.
   */
  reference_edition: {
    name: string;
    from_year: number;
    number: number;
    value: string | null;
    version: string;
    at: string;
    by_name: string;
  };
  /** `id` is the SHA-256 of the cookie. */
  staff_session: { id: string; staff_id: string; csrf: string; expires_at: string };
}

export interface StoredColumns {
  district: string;
  id: string;
  type: string;
  rev: number;
  seq: number;
  deleted: number;
  moved_to: string | null;
  fields: string;
  changed_by: string;
}
