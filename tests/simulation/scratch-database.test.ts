import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { ScratchDatabase } from '#scripts/simulating/scratch-database.ts';

/** A file with these names in it. */
function imageOf(...names: string[]): Buffer {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE person (name TEXT)');
  for (const name of names) database.prepare('INSERT INTO person VALUES (?)').run(name);
  return database.serialize();
}

test('the file is exchanged under its connection, and statements prepared before read the new one', () => {
  const scratch = new ScratchDatabase(imageOf('Ada'));
  const read = scratch.database.prepare('SELECT name FROM person ORDER BY name').pluck();
  const write = scratch.database.prepare('INSERT INTO person VALUES (?)');
  expect(read.all()).toEqual(['Ada']);
  write.run('Bea');
  const copy = scratch.image();
  scratch.become(imageOf('Cleo'));
  expect(read.all()).toEqual(['Cleo']);
  write.run('Dora');
  expect(read.all()).toEqual(['Cleo', 'Dora']);
  // As many changes as the copy has seen: a cache that went by their number alone would still show Cleo.
  scratch.become(copy);
  expect(read.all()).toEqual(['Ada', 'Bea']);
});

test('what was not committed is not in the copy, and is gone with the file', () => {
  const scratch = new ScratchDatabase(imageOf('Ada'));
  scratch.database.exec('BEGIN');
  scratch.database.prepare('INSERT INTO person VALUES (?)').run('Bea');
  expect(scratch.database.prepare('SELECT count(*) FROM person').pluck().get()).toBe(2);
  expect(new Database(scratch.image()).prepare('SELECT name FROM person').pluck().all()).toEqual(['Ada']);
  scratch.become(imageOf('Cleo'));
  expect(scratch.database.inTransaction).toBe(false);
  expect(scratch.database.prepare('SELECT name FROM person').pluck().all()).toEqual(['Cleo']);
});
