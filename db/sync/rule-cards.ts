import { readBase } from '#db/sync/base.ts';
import { keepConflict, openConflict } from '#db/sync/conflict-rows.ts';
import { localValues } from '#db/sync/wire-fields.ts';
import type { Writer } from '#db/system/connection.ts';
import type { SyncOutgoingTable } from '#db/system/schema.ts';
import { sameValue, type Values } from '#domain/sync/merge.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';

/**
 * Two changes, each right alone, break a rule together, and the state refused this one (M9): a card with the rule and
 * the other records. Nothing is taken back here; the refused change waits for a person.
 */
export function openRuleCard(
  writer: Writer,
  row: Pick<SyncOutgoingTable, 'type' | 'id' | 'kind' | 'body'>,
  answer: { rule: string; sentence: string; records?: readonly { type: string; id: string }[] | undefined },
  at: string,
): void {
  const type = recordTypeNamed(row.type);
  // A card about the fields is open already and says more; the refusal stays on the list.
  if (!type || openConflict(writer, row.type, row.id)) return;
  const base = readBase(writer, row.type, row.id);
  const local = localValues(writer, type, row.id);
  const sent = (JSON.parse(row.body) as { fields: Values }).fields;
  // Edited while it was on its way: the newer change goes to the state instead.
  const edited =
    row.kind === 'delete'
      ? local !== null
      : !local || Object.keys(sent).some((field) => !sameValue(sent[field] ?? null, local[field] ?? null));
  if (edited) return;
  keepConflict(writer, {
    type: row.type,
    id: row.id,
    kind: 'rule',
    rev: base?.rev ?? 0,
    asked: Object.keys(sent).map((field) => ({
      field,
      base: base?.fields?.[field] ?? null,
      local: sent[field] ?? null,
      remote: base?.fields?.[field] ?? null,
      author: { party: 'state', device: null },
    })),
    detail: {
      rule: answer.rule,
      sentence: answer.sentence,
      records: answer.records ?? [],
      kind: row.kind,
    },
    at,
  });
}
