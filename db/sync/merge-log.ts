import type { Writer } from '#db/system/connection.ts';
import type { MergedField } from '#domain/sync/merge.ts';

/** Writes down what was decided without asking, both values with it ("Merged for you"). */
export function logMerge(writer: Writer, type: string, id: string, line: MergedField, at: string): void {
  writer.exec(
    'INSERT INTO syncMergeLog (at, type, id, field, rule, base, local, remote, kept) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    at,
    type,
    id,
    line.field,
    line.rule,
    JSON.stringify(line.base),
    JSON.stringify(line.local),
    JSON.stringify(line.remote),
    JSON.stringify(line.kept),
  );
}
