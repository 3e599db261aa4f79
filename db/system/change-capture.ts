import type Database from 'better-sqlite3';
import type { RecordType } from '#domain/sync/record-type.ts';
import { recordTypes } from '#domain/sync/registry.ts';

/**
 * Triggers on every synced table: a change that nobody owns is refused; an owned one leaves an audit line and, unless it
 * came from the state, a mark that it waits to be sent, in the same statement. They are made from the field registry,
 * so a table cannot be forgotten; after an early migration step, of the tables and columns that stand by then.
 */
export function installChangeCapture(database: Database.Database): void {
  const columnsOf = database.prepare('SELECT name FROM pragma_table_info(?)').pluck();
  for (const type of recordTypes) {
    const standing = new Set(columnsOf.all(type.name) as string[]);
    if (standing.size === 0) continue;
    const fields = Object.keys(type.fields).filter((field) => standing.has(field));
    for (const statement of captureTriggers(type, fields)) database.exec(statement);
  }
}

function captureTriggers(type: RecordType, fields: readonly string[]): string[] {
  const made = `json_object(${fields.map((f) => `'${f}', NEW."${f}"`).join(', ')})`;
  const removed = `json_object(${fields.map((f) => `'${f}', OLD."${f}"`).join(', ')})`;
  const differing = (side: 'OLD' | 'NEW'): string =>
    `(SELECT json_group_object(k, v) FROM (${fields
      .map((f) => `SELECT '${f}' AS k, ${side}."${f}" AS v WHERE OLD."${f}" IS NOT NEW."${f}"`)
      .join(' UNION ALL ')}))`;
  const anyDiffers = fields.map((f) => `OLD."${f}" IS NOT NEW."${f}"`).join(' OR ');
  const keyMoves = ['id', ...type.naturalKey].map((f) => `OLD."${f}" IS NOT NEW."${f}"`).join(' OR ');
  return [
    `DROP TRIGGER IF EXISTS "${type.name}_made"`,
    `DROP TRIGGER IF EXISTS "${type.name}_changed"`,
    `DROP TRIGGER IF EXISTS "${type.name}_removed"`,
    `CREATE TRIGGER "${type.name}_made" AFTER INSERT ON "${type.name}" BEGIN
      ${refuseUnowned}
      ${auditLine(type.name, 'made', 'NEW', 'NULL', made)}
      ${dirtyMark(type.name, 'NEW')}
    END`,
    `CREATE TRIGGER "${type.name}_changed" AFTER UPDATE ON "${type.name}" WHEN ${anyDiffers} OR OLD.id IS NOT NEW.id BEGIN
      ${refuseUnowned}
      SELECT RAISE(ABORT, 'a key field never changes') WHERE ${keyMoves};
      ${auditLine(type.name, 'changed', 'NEW', differing('OLD'), differing('NEW'))}
      ${dirtyMark(type.name, 'NEW')}
    END`,
    `CREATE TRIGGER "${type.name}_removed" AFTER DELETE ON "${type.name}" BEGIN
      ${refuseUnowned}
      ${auditLine(type.name, 'removed', 'OLD', removed, 'NULL')}
      ${dirtyMark(type.name, 'OLD')}
    END`,
  ];
}

const refuseUnowned = `SELECT RAISE(ABORT, 'a synced record may only be changed inside an action')
        WHERE (SELECT actor FROM writeContext WHERE id = 1) IS NULL;`;

function auditLine(type: string, change: string, side: string, before: string, after: string): string {
  return `INSERT INTO auditLine (at, actor, actorName, action, groupId, origin, type, recordId, change, before, after)
        SELECT at, actor, actorName, action, groupId, origin, '${type}', ${side}.id, '${change}', ${before}, ${after}
        FROM writeContext WHERE id = 1;`;
}

function dirtyMark(type: string, side: string): string {
  return `INSERT INTO syncDirty (type, id, since, auditNumber, groupId)
        SELECT '${type}', ${side}.id, at, (SELECT max(number) FROM auditLine), groupId
        FROM writeContext WHERE id = 1 AND origin <> 'sync'
        ON CONFLICT (type, id) DO UPDATE SET auditNumber = excluded.auditNumber,
          groupId = coalesce(excluded.groupId, groupId);`;
}
