import type { Reader } from '#db/system/connection.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';

export interface HistoryLine {
  readonly at: string;
  readonly who: string;
  readonly action: string;
  readonly change: string;
  readonly fields: { label: string; before: string | null; after: string | null }[];
}

/** The audit lines of one record, newest first, in the office's words. */
export function historyOf(reader: Reader, type: string, id: string): HistoryLine[] {
  const fields = recordTypeNamed(type)?.fields ?? {};
  return reader
    .rows<{
      at: string;
      actorName: string;
      action: string;
      change: string;
      before: string | null;
      after: string | null;
    }>(
      'SELECT at, actorName, action, change, before, after FROM auditLine WHERE type = ? AND recordId = ? ORDER BY number DESC LIMIT 500',
      type,
      id,
    )
    .map((line) => {
      const before = JSON.parse(line.before ?? '{}') as Record<string, unknown>;
      const after = JSON.parse(line.after ?? '{}') as Record<string, unknown>;
      const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
      return {
        at: line.at,
        who: line.actorName,
        action: line.action,
        change: line.change,
        fields: names
          .filter((name) => before[name] != null || after[name] != null)
          .map((name) => ({
            label: fields[name]?.label ?? name,
            before: inWords(before[name]),
            after: inWords(after[name]),
          })),
      };
    });
}

const inWords = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);
