import { subjectOf, titleOf } from '#db/sync/titles.ts';
import { valueWords } from '#db/sync/value-words.ts';
import type { Reader } from '#db/system/connection.ts';
import type { Value } from '#domain/sync/merge.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';

/** One field of a decision: both values, and the one that was kept. */
export interface DecidedField {
  readonly label: string;
  readonly mine: string;
  readonly state: string;
  readonly kept: string;
}

/** A card that is closed, in words. */
export interface Decision {
  readonly number: number;
  readonly at: string;
  /** Who decided; null when both sides came to agree by themselves. */
  readonly by: string | null;
  readonly title: string;
  readonly to: string;
  readonly openedAt: string;
  /** A person decided it, so a person can take it back (`sync.undo-decision`). */
  readonly canUndo: boolean;
  readonly fields: DecidedField[];
}

interface Held {
  readonly local: Value;
  readonly remote: Value;
}
interface Kept {
  readonly by?: string;
  readonly name?: string;
  readonly choices?: Readonly<Record<string, 'mine' | 'state' | { value: string | null }>>;
  readonly fields?: Readonly<Record<string, Held>>;
  readonly local?: Readonly<Record<string, Value>> | null;
}

/** What was decided about changes made in two places, the newest first. Confidential values stay on their own pages. */
export function decisions(reader: Reader, limit: number): Decision[] {
  return reader
    .rows<{
      number: number;
      type: string;
      id: string;
      kind: string;
      openedAt: string;
      closedAt: string;
      decision: string | null;
    }>(
      `SELECT number, type, id, kind, openedAt, closedAt, decision FROM syncConflict
        WHERE closedAt IS NOT NULL ORDER BY closedAt DESC, number DESC LIMIT ?`,
      limit,
    )
    .map((row) => {
      const kept = JSON.parse(row.decision ?? '{}') as Kept;
      return {
        number: row.number,
        at: row.closedAt,
        by: kept.name ?? null,
        openedAt: row.openedAt,
        canUndo: kept.choices !== undefined,
        ...subjectOf(reader, row.type, row.id),
        fields: row.kind === 'delete' ? wholeRecord(kept) : decidedFields(reader, row.type, kept),
      };
    });
}

function wholeRecord(kept: Kept): DecidedField[] {
  const choice = kept.choices?.record;
  return [
    {
      label: 'The whole record',
      mine: 'as it was here',
      state: 'as it was at the state',
      kept: choice === 'state' ? 'as it was at the state' : 'as it was here',
    },
  ];
}

function decidedFields(reader: Reader, type: string, kept: Kept): DecidedField[] {
  const fields = recordTypeNamed(type)?.fields ?? {};
  return Object.entries(kept.fields ?? {}).map(([name, held]) => {
    const field = fields[name];
    const words = (value: Value): string =>
      field?.sensitivity === 'confidential'
        ? '(confidential)'
        : valueWords(reader, field, value, titleOf) || 'nothing';
    const choice = kept.choices?.[name];
    const mine = kept.local?.[name] ?? held.local;
    return {
      label: field?.label ?? name,
      mine: words(mine),
      state: words(held.remote),
      kept:
        choice === undefined
          ? words(held.remote)
          : choice === 'state'
            ? words(held.remote)
            : choice === 'mine'
              ? words(mine)
              : words(choice.value),
    };
  });
}
