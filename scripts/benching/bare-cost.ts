import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Mark } from '#scripts/benching/marks-to-send.ts';

const BATCH = 500;

/**
 * What cannot be undercut: the same rows into one bare SQLite table (unencrypted, one row each, synchronous FULL, a
 * transaction for each batch) and the same bytes over loopback HTTP, one request for each batch, with nothing done at
 * either end. Milliseconds for each record, the same number for both ways.
 */
export async function bareCost(marks: readonly Mark[]): Promise<{ push: number; pull: number }> {
  const each = (insertMs(marks) + (await sendMs(marks))) / marks.length;
  return { push: each, pull: each };
}

function insertMs(marks: readonly Mark[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-bench-bare-'));
  const database = new Database(join(folder, 'bare.sqlite'));
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.exec(
      'CREATE TABLE mark (id TEXT PRIMARY KEY, enrollmentId TEXT, date TEXT, block TEXT, source TEXT, code TEXT)',
    );
    const insert = database.prepare('INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?)');
    const start = performance.now();
    for (let at = 0; at < marks.length; at += BATCH)
      database.transaction(() => {
        for (const mark of marks.slice(at, at + BATCH))
          insert.run(mark.id, mark.enrollmentId, mark.date, mark.block, mark.source, mark.code);
      })();
    return performance.now() - start;
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sendMs(marks: readonly Mark[]): Promise<number> {
  const server = createServer((incoming, response) => {
    incoming.resume();
    incoming.once('end', () => response.end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  // As many bytes as an operation on the wire: its id and the record's fields.
  const bodies: string[] = [];
  for (let at = 0; at < marks.length; at += BATCH)
    bodies.push(
      JSON.stringify(
        marks.slice(at, at + BATCH).map((fields) => ({ id: randomBytes(16).toString('hex'), fields })),
      ),
    );
  try {
    const start = performance.now();
    for (const body of bodies)
      await new Promise<void>((resolve, reject) => {
        const sent = request({ port, host: '127.0.0.1', method: 'POST', agent }, (response) => {
          response.resume();
          response.once('end', resolve);
        });
        sent.once('error', reject);
        sent.end(body);
      });
    return performance.now() - start;
  } finally {
    agent.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
