import type { Migration } from '#db/system/migrate.ts';

/**
 * A photo is a record that names its picture, so that every computer of the office knows of it; the bytes follow by
 * themselves. Photos from before are brought over when the file is opened (`db/people/older-photos.ts`).
 */
export const photosThatTravel: Migration = {
  number: 610,
  name: 'photos that travel',
  sql: `
CREATE TABLE pupilPhoto (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, takenOn TEXT, sha256 TEXT,
  size INTEGER);
CREATE INDEX pupilPhoto_student ON pupilPhoto (studentId);
CREATE INDEX pupilPhoto_picture ON pupilPhoto (sha256) WHERE sha256 IS NOT NULL;
CREATE TABLE picture (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL, atState INTEGER NOT NULL DEFAULT 0);
`,
};
