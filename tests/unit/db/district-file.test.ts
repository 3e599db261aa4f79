import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEncrypted } from '#db/system/connection.ts';
import { openDistrictFile } from '#db/system/district-file.ts';
import { put } from '#db/system/rows.ts';
import { snapshotFacts, snapshotsToDrop, takeSnapshot } from '#db/system/snapshot.ts';
import { aPerson } from '#tests/simulation/support/office.ts';
import { aDistrictFile, context } from '#tests/unit/support/district-file.ts';

let world: ReturnType<typeof aDistrictFile>;
beforeEach(() => {
  world = aDistrictFile();
});
afterEach(() => world.end());

test('nothing of a name can be read in the file, its journal or a copy of it', () => {
  world.file.write(context, (writer) => put(writer, 'person', aPerson({ lastName: 'Unmistakable' })));
  const into = `${world.path}.copy`;
  takeSnapshot({ path: world.path, key: world.key.toString('hex'), into });
  for (const file of [world.path, `${world.path}-wal`, into]) {
    const bytes = readFileSync(file);
    expect(bytes.includes('Unmistakable')).toBe(false);
    expect(bytes.subarray(0, 6).toString()).not.toBe('SQLite');
  }
  expect(snapshotFacts(into, world.key)).toMatchObject({ people: 1, lastChange: 1 });
});

test('a copy that cannot be finished leaves no half of it behind', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-half-'));
  const into = join(folder, 'copy');
  writeFileSync(`${world.path}.keys`, '{}');
  mkdirSync(`${into}.keys`);
  expect(() => takeSnapshot({ path: world.path, key: world.key.toString('hex'), into })).toThrow();
  expect(readdirSync(folder)).toEqual(['copy.keys']);
});

test('the wrong key is refused in a sentence, and the file is as it was', () => {
  expect(() => snapshotFacts(world.path, randomBytes(32))).toThrow(/cannot be read with this key/);
  expect(world.file.reader.rows('PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);
});

test('a file that was encrypted the older way is opened and written as ever', () => {
  const old = join(mkdtempSync(join(tmpdir(), 'hi-line-older-')), 'old.hiline');
  const key = randomBytes(32);
  const made = new Database(old);
  made.pragma("cipher='sqlcipher'");
  made.pragma('legacy=4');
  made.pragma(`key="x'${key.toString('hex')}'"`);
  made.exec('CREATE TABLE kept (words TEXT)');
  made.prepare('INSERT INTO kept VALUES (?)').run('from before');
  made.close();
  const writing = openEncrypted(old, key, { readonly: false, mustExist: true });
  writing.prepare('INSERT INTO kept VALUES (?)').run('from now');
  writing.close();
  const reading = openEncrypted(old, key, { readonly: true, mustExist: true });
  expect(reading.prepare('SELECT words FROM kept').pluck().all()).toEqual(['from before', 'from now']);
  reading.close();
  expect(readFileSync(old).includes('from now')).toBe(false);
});

test('a file that was emptied from outside says so, and no copy is made of it', () => {
  const emptied = join(mkdtempSync(join(tmpdir(), 'hi-line-emptied-')), 'school.hiline');
  writeFileSync(emptied, '');
  const copies: number[] = [];
  const open = () =>
    openDistrictFile(emptied, { key: world.key, beforeMigration: (from) => copies.push(from) });
  expect(open).toThrow(
    expect.objectContaining({ kind: 'storage', message: expect.stringContaining('is empty') }),
  );
  expect(copies).toEqual([]);
});

test('a second opener is told that the file is open elsewhere', () => {
  expect(() => openDistrictFile(world.path, { key: world.key })).toThrow(/already open/);
});

test('a folder in which nothing can be written is not told as a file that is open elsewhere', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-shut-'));
  // The lock cannot be made where something else stands: what a read-only folder answers, for the superuser too.
  mkdirSync(join(folder, 'school.hiline.lock'));
  writeFileSync(join(folder, 'school.hiline'), 'x');
  expect(() => openDistrictFile(join(folder, 'school.hiline'), { key: world.key })).toThrow(
    expect.objectContaining({ kind: 'storage', message: expect.stringContaining('read-only') }),
  );
});

test('a file of a newer Hi-Line is refused kindly and left alone', () => {
  const { path, key } = world;
  world.file.close();
  const raw = openEncrypted(path, key, { readonly: false, mustExist: true });
  raw.pragma('user_version = 99990');
  raw.close();
  expect(() => openDistrictFile(path, { key })).toThrow(/newer Hi-Line/);
  const look = openEncrypted(path, key, { readonly: true, mustExist: true });
  expect(look.pragma('user_version', { simple: true })).toBe(99990);
  look.close();
  world = aDistrictFile();
});

test('a write that fails at its very beginning leaves nothing open behind it', () => {
  const unreadable = { ...context, at: {} as string };
  expect(() => world.file.write(unreadable, () => undefined)).toThrow();
  world.file.write(context, (writer) => put(writer, 'person', aPerson()));
  expect(world.file.reader.rows('SELECT 1 FROM person')).toHaveLength(1);
});

test('every commit is forced to disk before it is called saved', () => {
  expect(world.file.writeLocal((writer) => writer.rows('PRAGMA synchronous'))).toEqual([{ synchronous: 2 }]);
  expect(world.file.writeLocal((writer) => writer.rows('PRAGMA journal_mode'))).toEqual([
    { journal_mode: 'wal' },
  ]);
  expect(world.file.writeLocal((writer) => writer.rows('PRAGMA foreign_keys'))).toEqual([
    { foreign_keys: 1 },
  ]);
});

test('a long write shows nothing until it is done, and nothing at all when it is stopped', async () => {
  const stop = new AbortController();
  const work = world.file.writeLong(
    context,
    function* (writer) {
      for (let i = 0; i < 50; i++) {
        put(writer, 'person', aPerson());
        expect(world.file.reader.rows('SELECT 1 FROM person')).toEqual([]);
        if (i === 25) stop.abort();
        yield;
      }
    },
    stop.signal,
  );
  expect(() => world.file.write(context, (writer) => put(writer, 'person', aPerson()))).toThrow(
    /being saved/,
  );
  await expect(work).rejects.toThrow('Nothing was changed');
  expect(world.file.reader.rows('SELECT 1 FROM person')).toEqual([]);
  world.file.write(context, (writer) => put(writer, 'person', aPerson()));
  expect(world.file.reader.rows('SELECT 1 FROM person')).toHaveLength(1);
});

test('copies are kept: six of today, one a day for two weeks, one a week for eight', () => {
  const files: string[] = [];
  for (let day = 0; day < 120; day++) {
    const date = new Date(Date.UTC(2026, 10, 23) - day * 86_400_000).toISOString().slice(0, 10);
    for (const hour of ['07', '09', '11', '12', '13', '14', '15', '16'])
      files.push(`${date}T${hour}-00-00.hiline`);
  }
  const kept = files.filter((file) => !snapshotsToDrop(files, '2026-11-23').includes(file));
  expect(kept.filter((file) => file.startsWith('2026-11-23'))).toHaveLength(6);
  expect(kept.filter((file) => file >= '2026-11-09' && file < '2026-11-23')).toHaveLength(14);
  expect(kept.length).toBeGreaterThanOrEqual(6 + 14 + 8);
  expect(kept.length).toBeLessThanOrEqual(6 + 14 + 9);
});
