import { naturalId } from '#domain/sync/natural-id.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import type { Dice } from '#scripts/district-generator/dice.ts';
import type { Journal } from '#scripts/simulating/journal.ts';
import type { SimulatedState } from '#scripts/simulating/simulated-state.ts';
import { applyOperations } from '#state-server/sync/apply-operations.ts';
import type { Operation } from '#sync/wire/operations.ts';

interface Stored {
  readonly id: string;
  readonly type: string;
  readonly rev: number;
  readonly fields: string;
}

const live = (state: SimulatedState, district: string, type: string): Stored[] =>
  state.file
    .prepare(
      'SELECT id, type, rev, fields FROM record WHERE district = ? AND type = ? AND deleted = 0 ORDER BY id',
    )
    .all(district, type) as Stored[];

const newId = (dice: Dice): string => {
  const hex = Array.from({ length: 32 }, () => dice.whole(0, 15).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
};

async function asStaff(
  state: SimulatedState,
  district: string,
  dice: Dice,
  changes: readonly (Pick<Operation, 'type' | 'id' | 'kind' | 'baseRev' | 'fields'> & { movedTo?: string })[],
): Promise<void> {
  const groupId = newId(dice);
  const received = changes.map((change) => {
    const operation: Operation = {
      ...{ operationId: newId(dice), deviceSeq: 1, schemaVersion: 1, groupId },
      ...change,
    };
    return { operation, body: operation };
  });
  await applyOperations(
    state.services,
    district,
    { party: 'state', device: null, name: 'Reviewer' },
    received,
    null,
  );
}

/** Something the state's own staff do: a change, one with a field no office knows yet, a removal, or two people made one. */
export async function workAtState(
  state: SimulatedState,
  district: string,
  dice: Dice,
  journal: Journal,
  tell: (line: string) => void,
): Promise<'joined' | 'other'> {
  const doing = dice.weighted<'district' | 'person' | 'later' | 'remove' | 'join'>([
    ['district', 4],
    ['person', 4],
    ['later', 2],
    ['remove', 2],
    ['join', 2],
  ]);
  const rows = live(
    state,
    district,
    doing === 'district' ? 'district' : doing === 'remove' ? 'phone' : 'person',
  );
  if (rows.length === 0) return 'other';
  const row = dice.pick(rows);
  const change = { type: row.type, id: row.id, baseRev: row.rev };
  if (doing === 'join') {
    const other = rows.find(({ id }) => id !== row.id);
    if (other) await join(state, district, dice, row, other);
    tell(`State: made ${row.id.slice(0, 6)} one with ${other?.id.slice(0, 6)}`);
    return 'joined';
  } else if (doing === 'remove') {
    await asStaff(state, district, dice, [{ ...change, kind: 'delete', fields: {} }]);
    tell(`State: removed ${row.type} ${row.id.slice(0, 6)}`);
  } else {
    const field =
      doing === 'later'
        ? 'laterField'
        : doing === 'person'
          ? dice.pick(['usualName', 'lastName'])
          : dice.pick(['name', 'legalEntity', 'phone']);
    const fields = { [field]: journal.fresh().replace('value', 'staff') };
    await asStaff(state, district, dice, [{ ...change, kind: 'update', fields }]);
    tell(`State: changed ${row.type} ${row.id.slice(0, 6)} ${JSON.stringify(fields)}`);
  }
  return 'other';
}

/** M10: the loser's children go to the winner, those with a key of their own under new ids; then the loser moves. */
async function join(
  state: SimulatedState,
  district: string,
  dice: Dice,
  loser: Stored,
  winner: Stored,
): Promise<void> {
  const changes: Parameters<typeof asStaff>[3][number][] = [];
  for (const kind of ['phone', 'directory', 'demographics', 'enrollment'])
    for (const child of live(state, district, kind)) {
      const fields = JSON.parse(child.fields) as Record<string, string>;
      const name = kind === 'enrollment' ? 'studentId' : 'personId';
      if (fields[name] !== loser.id) continue;
      const type = recordTypeNamed(kind);
      const change = { type: kind, id: child.id, baseRev: child.rev };
      if (!type || type.naturalKey.length === 0) {
        changes.push({ ...change, kind: 'update', fields: { [name]: winner.id } });
        continue;
      }
      const next = { ...fields, [name]: winner.id };
      const id = naturalId(type, next);
      if (!live(state, district, kind).some((one) => one.id === id)) {
        const gone = state.file
          .prepare('SELECT rev FROM record WHERE district = ? AND id = ?')
          .pluck()
          .get(district, id) as number | undefined;
        changes.push({ type: kind, id, kind: 'create', baseRev: gone ?? null, fields: next });
      }
      changes.push({ ...change, kind: 'delete', fields: {}, movedTo: id });
    }
  changes.push({
    type: 'person',
    id: loser.id,
    kind: 'delete',
    baseRev: loser.rev,
    fields: {},
    movedTo: winner.id,
  });
  await asStaff(state, district, dice, changes);
}

function put(state: SimulatedState, table: string, row: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(row);
  state.file
    .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    .run(...Object.values(row));
}

/** A record of a kind that no office knows yet. */
export function recordOfLaterKind(state: SimulatedState, district: string, dice: Dice): void {
  const [id, operation] = [newId(dice), newId(dice)];
  const seq =
    (state.file.prepare('SELECT seq FROM district WHERE number = ?').pluck().get(district) as number) + 1;
  const at = '2026-10-06T00:00:00.000Z';
  const stored = {
    ...{ district, id, type: 'laterKind', rev: 1, seq, deleted: 0, moved_to: null },
    ...{ fields: '{"name":"later1"}', changed_by: '[]' },
  };
  put(state, 'record', { ...stored, updated_at: at });
  put(state, 'history', {
    ...{ ...stored, kind: 'create', changed: '[]', operation_id: operation },
    ...{ party: 'state', device: null, by_name: 'State', at, receipt: 'x' },
  });
  state.file
    .prepare('INSERT INTO commit_nonce VALUES (?, ?, ?, ?)')
    .run(district, seq, newId(dice).replaceAll('-', ''), 'x');
  state.file.prepare('UPDATE district SET seq = ? WHERE number = ?').run(seq, district);
}
