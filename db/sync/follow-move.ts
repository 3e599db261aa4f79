import { readBase, writeBase } from '#db/sync/base.ts';
import { closeUndecided, keepConflict, type OpenConflict, openConflict } from '#db/sync/conflict-rows.ts';
import { logMerge } from '#db/sync/merge-log.ts';
import { notice } from '#db/sync/notices.ts';
import type { RemoteEntry } from '#db/sync/set-aside.ts';
import { settleDirty } from '#db/sync/settle.ts';
import { localValues, rowFields } from '#db/sync/wire-fields.ts';
import type { Writer } from '#db/system/connection.ts';
import { put, remove } from '#db/system/rows.ts';
import { mergeGroups, sameValue, type Value, type Values } from '#domain/sync/merge.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import { recordTypeNamed, recordTypes, type TypeName } from '#domain/sync/registry.ts';

type Kind = RecordType<TypeName>;

/**
 * The state has joined a record with another (M10): what was edited here and never sent follows to the one that stays,
 * and so does whatever is here under the one that goes. Where both say something else, a person is asked. False when
 * the one that stays is not here.
 */
export function followMove(writer: Writer, type: Kind, entry: RemoteEntry, at: string): boolean {
  const to = entry.movedTo;
  const local = localValues(writer, type, entry.id);
  if (!to || !local || !localValues(writer, type, to)) return false;
  const base = readBase(writer, type.name, entry.id);
  joinRecords(writer, type, entry.id, to, at);
  writeBase(writer, type.name, entry.id, { rev: entry.rev, seq: entry.seq ?? null, fields: null });
  settleDirty(writer, type, entry.id, at);
  const card = openConflict(writer, type.name, entry.id);
  if (card) closeUndecided(writer, card, 'the state joined it with another record', at);
  // A state that was set back may not have had all of it when it joined the two (M12).
  const before = base?.stale ? { before: { ...base.fields, ...base.unknown } } : {};
  notice(writer, { kind: 'moved', at, record: entry, detail: { to, ...before } });
  return true;
}

/**
 * A record was kept here although the state has removed it, and only now it turns out that it was joined with another: it
 * goes on as that one. False while the removal is still to come, when nothing of it is here, and where its id follows from
 * the record it belongs to: then it goes with that one.
 */
export function followAfterAll(writer: Writer, type: Kind, from: string, to: string, at: string): boolean {
  if (readBase(writer, type.name, from)?.fields !== null || !localValues(writer, type, from)) return false;
  if (type.naturalKey.length > 0 && !localValues(writer, type, to)) return false;
  joinRecords(writer, type, from, to, at);
  return true;
}

/** Makes the record here part of another: unsent values and everything under it go along; then it is gone here. */
export function joinRecords(writer: Writer, type: Kind, from: string, to: string, at: string): void {
  const local = localValues(writer, type, from) ?? {};
  const old = readBase(writer, type.name, from)?.fields ?? {};
  if (localValues(writer, type, to)) carryEdits(writer, type, { old, local }, to, at);
  else {
    put(writer, type.name, rowFields(type, to, local));
    settleDirty(writer, type, to, at);
  }
  carryChildren(writer, type, from, to, at);
  remove(writer, type.name, from);
  settleDirty(writer, type, from, at);
}

function carryEdits(
  writer: Writer,
  type: Kind,
  { old, local }: { old: Values; local: Values },
  to: string,
  at: string,
): void {
  const there = localValues(writer, type, to) ?? {};
  const confirmed = readBase(writer, type.name, to);
  const open = openConflict(writer, type.name, to);
  const next: Record<string, Value> = { ...there };
  const asked: Parameters<typeof keepConflict>[1]['asked'][number][] = [];
  for (const group of mergeGroups(type)) {
    const differ = (a: Values, b: Values): boolean =>
      group.some((field) => !sameValue(a[field] ?? null, b[field] ?? null));
    if (group.some((field) => type.naturalKey.includes(field))) continue;
    if (!differ(local, old) || !differ(local, there)) continue;
    if (taken(group, there, confirmed?.fields ?? null, open)) {
      for (const field of group) {
        const [mine, kept] = [local[field] ?? null, there[field] ?? null];
        const sides = { base: old[field] ?? null, local: mine, remote: kept, kept };
        if (!sameValue(mine, kept)) logMerge(writer, type.name, to, { field, rule: STAYS, ...sides }, at);
      }
      continue;
    }
    for (const field of group) next[field] = local[field] ?? null;
    if (!differ(there, old) || group.every((field) => (there[field] ?? null) === null)) continue;
    for (const field of group) {
      const [mine, theirs] = [local[field] ?? null, confirmed?.fields?.[field] ?? there[field] ?? null];
      if (!sameValue(mine, theirs))
        asked.push({
          field,
          base: old[field] ?? null,
          local: mine,
          remote: theirs,
          author: { party: 'state', device: null },
        });
    }
  }
  put(writer, type.name, rowFields(type, to, next));
  const before = Object.entries(open?.fields ?? {}).map(([field, held]) => ({ field, ...held }));
  if (asked.length > 0)
    keepConflict(writer, {
      ...{ type: type.name, id: to, rev: confirmed?.rev ?? 0, at },
      kind: open?.kind ?? 'field',
      asked: [...before, ...asked],
    });
  settleDirty(writer, type, to, at);
}

const STAYS = 'two records became one, and the one that stays keeps its own';

/** The group of the record that stays was edited here too, or waits for a person: then that stands. */
function taken(
  group: readonly string[],
  there: Values,
  confirmed: Values | null,
  open: OpenConflict | undefined,
): boolean {
  if (open && (open.kind === 'delete' || open.kind === 'rule' || group.some((field) => open.fields[field])))
    return true;
  if (!confirmed) return group.some((field) => (there[field] ?? null) !== null);
  return group.some((field) => !sameValue(there[field] ?? null, confirmed[field] ?? null));
}

/** Records here that point to the one that goes. */
function carryChildren(writer: Writer, parent: Kind, from: string, to: string, at: string): void {
  for (const type of recordTypes)
    for (const [name, field] of Object.entries(type.fields)) {
      if (field.refersTo !== parent.name) continue;
      const ids = writer.rows<{ id: string }>(`SELECT id FROM "${type.name}" WHERE "${name}" = ?`, from);
      for (const { id } of ids) {
        const local = localValues(writer, type, id);
        if (!local) continue;
        const moved = { ...local, [name]: to };
        if (!type.naturalKey.includes(name)) {
          put(writer, type.name, rowFields(type, id, moved));
          settleDirty(writer, type, id, at);
          continue;
        }
        const keyed = naturalId(type, moved);
        if (localValues(writer, type, keyed)) carryEdits(writer, type, { old: {}, local }, keyed, at);
        else put(writer, type.name, rowFields(type, keyed, moved));
        settleDirty(writer, type, keyed, at);
        carryChildren(writer, type, id, keyed, at);
        remove(writer, type.name, id);
        settleDirty(writer, recordTypeNamed(type.name) ?? type, id, at);
      }
    }
}
