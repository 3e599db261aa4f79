import type Database from 'better-sqlite3';

/**
 * Names for "find anything", kept by triggers so that no way of writing can forget them. The word "now" in `status`
 * marks pupils whose enrollment has not ended, so that they are found first without ranking.
 */
const refresh = (personId: string): string => `
  INSERT INTO personFindKey (personId) SELECT id FROM person
    WHERE id = ${personId} AND NOT EXISTS (SELECT 1 FROM personFindKey WHERE personId = ${personId});
  DELETE FROM personFind WHERE rowid = (SELECT number FROM personFindKey WHERE personId = ${personId});
  INSERT INTO personFind (rowid, names, status)
    SELECT k.number,
      p.lastName || ' ' || p.firstName || ' ' || coalesce(p.middleName, '') || ' ' || coalesce(p.usualName, '')
        || ' ' || replace(replace(replace(p.lastName, '''', ''), '’', ''), '-', ''),
      CASE WHEN EXISTS (
        SELECT 1 FROM enrollment e WHERE e.studentId = p.id AND e.noShow = 0
          AND (e.endDate IS NULL OR e.endDate >= substr((SELECT at FROM writeContext WHERE id = 1), 1, 10))
      ) THEN 'now' ELSE 'other' END
    FROM person p JOIN personFindKey k ON k.personId = p.id WHERE p.id = ${personId};`;

export function installFindIndex(database: Database.Database): void {
  const onPerson = ['INSERT', 'UPDATE OF lastName, firstName, middleName, usualName'];
  database.exec('DROP TRIGGER IF EXISTS person_find_0; DROP TRIGGER IF EXISTS person_find_1;');
  onPerson.forEach((when, i) => {
    database.exec(`CREATE TRIGGER person_find_${i} AFTER ${when} ON person BEGIN ${refresh('NEW.id')} END`);
  });
  database.exec(`DROP TRIGGER IF EXISTS person_find_gone;
    CREATE TRIGGER person_find_gone AFTER DELETE ON person BEGIN
      DELETE FROM personFind WHERE rowid = (SELECT number FROM personFindKey WHERE personId = OLD.id);
      DELETE FROM personFindKey WHERE personId = OLD.id;
    END`);
  const onEnrollment = [
    ['made', 'INSERT', 'NEW'],
    ['changed', 'UPDATE OF endDate, noShow, studentId', 'NEW'],
    ['removed', 'DELETE', 'OLD'],
  ] as const;
  for (const [name, when, side] of onEnrollment) {
    database.exec(`DROP TRIGGER IF EXISTS enrollment_find_${name};
      CREATE TRIGGER enrollment_find_${name} AFTER ${when} ON enrollment BEGIN ${refresh(`${side}.studentId`)} END`);
  }
}
