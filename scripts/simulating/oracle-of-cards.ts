import type { Journal } from '#scripts/simulating/journal.ts';
import { all, type Fields, type HistoryRow, type WatchedDevice } from '#scripts/simulating/oracle-tables.ts';

/** Fields that compare as a tuple: one of them may well be where it was. */
const GROUPED = [
  'street',
  'city',
  'state',
  'zip',
  'mailingStreet',
  'mailingCity',
  'hispanic',
  'races',
].concat(['startDate', 'endDate', 'endStatus', 'code', 'minutes']);

interface Held {
  readonly base: unknown;
  readonly local: unknown;
  readonly remote: unknown;
}

const isUnique = (value: unknown): value is string => typeof value === 'string' && /^value\d+$/.test(value);

/** Cards ask what only a person can decide, and nothing of it is decided or sent before. */
export function askedRightly(
  device: WatchedDevice,
  journal: Journal,
  history: readonly HistoryRow[],
  { copies, few }: { copies: boolean; few: boolean },
): string[] {
  return [
    ...openCards(device, journal, { copies, few }),
    ...(copies || few ? [] : decidedBetweenComputers(device, history)),
  ];
}

function openCards(
  { name, database }: WatchedDevice,
  journal: Journal,
  { copies, few }: { copies: boolean; few: boolean },
): string[] {
  const broken: string[] = [];
  const cards = all<{ type: string; id: string; rev: number; fields: string; detail: string | null }>(
    database,
    "SELECT type, id, rev, fields, detail FROM syncConflict WHERE closedAt IS NULL AND kind IN ('field', 'create-create')",
  );
  for (const card of cards) {
    const held = Object.entries(JSON.parse(card.fields) as Record<string, Held>);
    const row = all<Record<string, unknown>>(
      database,
      `SELECT * FROM "${card.type}" WHERE id = ?`,
      card.id,
    )[0];
    const waits = all(database, 'SELECT 1 FROM syncDirty WHERE id = ?', card.id).length > 0;
    if (row && !waits && held.every(([field, { remote }]) => text(remote) === text(row[field])))
      broken.push(`${name} asks about ${card.type} ${card.id.slice(0, 6)} though both sides agree`);
    const takenBack = card.detail?.includes('takenBackBy') ?? false;
    if (
      !copies &&
      held.length > 0 &&
      held.every(
        ([field, { base, remote }]) =>
          !GROUPED.includes(field) && JSON.stringify(base) === JSON.stringify(remote),
      )
    )
      broken.push(
        `${name} asks about ${card.type} ${card.id.slice(0, 6)} though the state is where it was before`,
      );
    for (const { body } of all<{ body: string }>(
      database,
      "SELECT body FROM syncOutgoing WHERE id = ? AND baseRev = ? AND kind = 'update' AND state IN ('sending', 'parked')",
      card.id,
      card.rev,
    ))
      if (!takenBack && held.some(([field]) => field in (JSON.parse(body) as { fields: Fields }).fields))
        broken.push(`${name} sends ${card.type} ${card.id.slice(0, 6)} while a person is asked about it`);
    for (const [field, { remote }] of held)
      if (
        !copies &&
        !few &&
        !takenBack &&
        isUnique(remote) &&
        !GROUPED.includes(field) &&
        isOnlyOf(name, journal, card.id, field, remote)
      )
        broken.push(`${name} asks about its own ${card.type}.${field} ${remote}`);
  }
  return broken;
}

/** One computer wrote the value, and nobody else put it back by hand. */
function isOnlyOf(name: string, journal: Journal, id: string, field: string, value: string): boolean {
  const makers = journal.edits.filter(
    (edit) => edit.id === id && edit.field === field && edit.value === value,
  );
  return makers.length > 0 && makers.every((edit) => edit.device === name);
}

const text = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) ? JSON.stringify(value) : (value ?? null));

/** The registry decides between parties only: of two computers of one district neither is right by itself (M6). */
function decidedBetweenComputers(
  { name, database }: WatchedDevice,
  history: readonly HistoryRow[],
): string[] {
  const lines = all<{ id: string; field: string; local: string; remote: string; rule: string }>(
    database,
    'SELECT id, field, local, remote, rule FROM syncMergeLog',
  );
  if (lines.length === 0) return [];
  const broken: string[] = [];
  for (const { id, field, local, remote, rule } of lines) {
    const [mine, theirs] = [JSON.parse(local) as unknown, JSON.parse(remote) as unknown];
    if (!isUnique(mine) || !isUnique(theirs)) continue;
    const makers = history.filter(
      (row) => row.id === id && (JSON.parse(row.fields) as Fields)[field] === theirs,
    );
    if (makers.length > 0 && !rule.startsWith('two records') && makers[0]?.device !== null)
      broken.push(`${name} decided ${field} between ${mine} and ${theirs} of another computer unasked`);
  }
  return broken;
}
