import type Database from 'better-sqlite3';

/**
 * The end of a grant takes what it opened out of this file in the very transaction that brings the word, whichever way
 * that came: page, answer on a stick, repair. Only the copy of the other district's records goes; nothing that belongs to
 * this district hangs on it.
 */
export function installOutOfScope(database: Database.Database): void {
  const stands = database.prepare(
    "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'grantedCopy'",
  );
  if (!stands.get()) return;
  database.exec(`DROP TRIGGER IF EXISTS readingGrant_ended; DROP TRIGGER IF EXISTS readingGrant_gone;
    CREATE TRIGGER readingGrant_ended AFTER UPDATE OF endedAt ON readingGrant WHEN NEW.endedAt IS NOT NULL BEGIN
      DELETE FROM grantedCopy WHERE grantId = NEW.id;
    END;
    CREATE TRIGGER readingGrant_gone AFTER DELETE ON readingGrant BEGIN
      DELETE FROM grantedCopy WHERE grantId = OLD.id;
    END`);
}
