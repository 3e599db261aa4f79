import { fixPlace } from '#db/sync/fix-place.ts';
import { subjectOf } from '#db/sync/titles.ts';
import type { Reader } from '#db/system/connection.ts';
import { recordTypeNamed, type TypeName } from '#domain/sync/registry.ts';

/** One change that the state has not received, as people read it. */
export interface WaitingLine {
  readonly type: string;
  readonly id: string;
  readonly title: string;
  /** Screen that shows the record. */
  readonly to: string;
  /** When the change was made here; sending it again never makes it younger. */
  readonly since: string;
  readonly state: 'waiting' | 'sending' | 'rejected' | 'blocked' | 'decision';
  /** Why it stays: the state's sentence for a refused one, what it waits for otherwise. */
  readonly reason: string | null;
  /** What the state said of single fields, under the names the office knows them by. */
  readonly problems: { field: string | null; label: string; message: string }[];
  /** Where a refused one is mended, the field under the cursor. */
  readonly fix: string | null;
}

interface Found {
  readonly type: string;
  readonly id: string;
  readonly since: string;
  readonly state: 'waiting' | 'sending' | 'rejected';
  readonly groupId: string | null;
  readonly answer: string | null;
  readonly rank: number;
}

/** A refused operation whose record was not changed again since. */
const PARKED = `state = 'parked' AND NOT EXISTS (SELECT 1 FROM syncDirty d WHERE d.type = o.type AND d.id = o.id)`;
/** The columns are named with their table where it has a `number` of its own, or auditLine's would be meant. */
const CHANGED_AT = (number: string, otherwise: string): string =>
  `coalesce((SELECT a.at FROM auditLine a WHERE a.number = ${number}), ${otherwise})`;

/** What waits, in words: what needs a person first, then the oldest. */
export function waitingList(reader: Reader, limit: number): WaitingLine[] {
  const rows = reader.rows<Found>(
    `SELECT type, id, ${CHANGED_AT('auditNumber', 'frozenAt')} AS since, 'rejected' AS state, groupId, answer, 0 AS rank
        FROM syncOutgoing o WHERE ${PARKED}
      UNION ALL SELECT type, id, ${CHANGED_AT('auditNumber', 'frozenAt')}, 'sending', groupId, NULL, 1
        FROM syncOutgoing o WHERE state = 'sending'
          AND NOT EXISTS (SELECT 1 FROM syncDirty d WHERE d.type = o.type AND d.id = o.id)
      UNION ALL SELECT type, id, min(since, ${CHANGED_AT('auditNumber', 'since')}), 'waiting', groupId, NULL, 1
        FROM syncDirty
      ORDER BY rank, since, type, id LIMIT ?`,
    limit,
  );
  const refusedGroups = new Map(
    reader
      .rows<{ groupId: string; type: string; id: string }>(
        `SELECT groupId, type, id FROM syncOutgoing o WHERE groupId IS NOT NULL AND ${PARKED}`,
      )
      .map(({ groupId, type, id }) => [groupId, { type, id }]),
  );
  return rows.map(({ answer, groupId, rank: _rank, ...row }) => {
    const said = { ...row, ...subjectOf(reader, row.type, row.id) };
    if (row.state === 'rejected') return { ...said, ...refusal(reader, row, answer) };
    const held = row.state === 'waiting' ? whyHeld(reader, row, groupId, refusedGroups) : null;
    return { ...said, ...(held ?? { reason: null }), problems: [], fix: null };
  });
}

/** When the oldest change that still waits was made; null when nothing does. */
export function oldestWaiting(reader: Reader): string | null {
  const [row] = reader.rows<{ dirty: string | null; frozen: string | null }>(
    `SELECT (SELECT ${CHANGED_AT('oldest.number', 'oldest.since')} FROM
          (SELECT min(nullif(auditNumber, 0)) AS number, min(since) AS since FROM syncDirty) AS oldest) AS dirty,
        (SELECT ${CHANGED_AT('oldest.number', 'oldest.since')} FROM
          (SELECT min(auditNumber) AS number, min(frozenAt) AS since FROM
            (SELECT auditNumber, frozenAt FROM syncOutgoing WHERE state = 'sending'
              UNION ALL SELECT auditNumber, frozenAt FROM syncOutgoing WHERE state = 'parked')) AS oldest) AS frozen`,
  );
  return [row?.dirty, row?.frozen].filter((at) => typeof at === 'string').sort()[0] ?? null;
}

function refusal(
  reader: Reader,
  { type, id }: { type: string; id: string },
  answer: string | null,
): Pick<WaitingLine, 'reason' | 'problems' | 'fix'> {
  const fields = recordTypeNamed(type)?.fields ?? {};
  const said = JSON.parse(answer ?? '{}') as {
    sentence?: string;
    problems?: { field: string; message: string }[];
    records?: { type: string; id: string }[];
  };
  const problems = (said.problems ?? []).map(({ field, message }) => ({
    field: Object.hasOwn(fields, field) ? field : null,
    label: fields[field]?.label ?? field,
    message,
  }));
  const others = (said.records ?? []).map((record) => subjectOf(reader, record.type, record.id).title);
  const reason = [
    said.sentence ?? 'The state gave no reason.',
    others.length > 0 ? `It is about: ${others.join(', ')}.` : '',
  ];
  return {
    reason: reason.filter(Boolean).join(' '),
    problems,
    fix: fixPlace(reader, type, id, problems.find(({ field }) => field !== null)?.field ?? null),
  };
}

/** What a change waits for besides the line: a decision, another part of its action, or a record it points to. */
function whyHeld(
  reader: Reader,
  { type, id }: { type: string; id: string },
  groupId: string | null,
  refusedGroups: ReadonlyMap<string, { type: string; id: string }>,
): Pick<WaitingLine, 'state' | 'reason'> | null {
  const open = reader.rows<{ kind: string }>(
    'SELECT kind FROM syncConflict WHERE type = ? AND id = ? AND closedAt IS NULL',
    type,
    id,
  )[0];
  if (open && open.kind !== 'field')
    return { state: 'decision', reason: 'It waits for your decision: see “Changed in two places”.' };
  const sunk = groupId === null ? undefined : refusedGroups.get(groupId);
  if (sunk)
    return {
      state: 'blocked',
      reason: `It goes together with “${subjectOf(reader, sunk.type, sunk.id).title}”, which the state did not accept.`,
    };
  const parent = refusedParent(reader, type, id);
  if (!parent) return null;
  return {
    state: 'blocked',
    reason: `It waits for “${subjectOf(reader, parent.type, parent.id).title}”, which the state did not accept.`,
  };
}

/** A record this one points to that the state has refused and therefore does not have. */
function refusedParent(reader: Reader, type: string, id: string): { type: string; id: string } | null {
  const known = recordTypeNamed(type);
  if (!known) return null;
  const row = reader.rows<Record<string, string | null>>(
    `SELECT * FROM "${known.name as TypeName}" WHERE id = ?`,
    id,
  )[0];
  for (const [name, { refersTo }] of Object.entries(known.fields)) {
    const target = row?.[name];
    if (!refersTo || !target) continue;
    const refused = reader.rows(
      `SELECT 1 FROM syncOutgoing o WHERE type = ? AND id = ? AND ${PARKED}
        AND NOT EXISTS (SELECT 1 FROM syncBase b WHERE b.type = o.type AND b.id = o.id AND b.fields IS NOT NULL)`,
      refersTo,
      target,
    );
    if (refused.length > 0) return { type: refersTo, id: target };
  }
  return null;
}
