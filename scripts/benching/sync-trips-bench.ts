import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchLine, benchLine } from '#scripts/benching/bench-lines.ts';
import { Desk } from '#scripts/benching/desk.ts';
import { fillOffice, marksOf, writeMarks } from '#scripts/benching/marks-to-send.ts';
import { startStateEnd } from '#scripts/touring/state-end.ts';

const CHANGES = 200;

/** Requests of one ordinary sync: 200 changes of this office to send, as many of another to fetch. */
export async function syncTripsBench(): Promise<BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-bench-trips-'));
  const state = await startStateEnd(folder);
  const [office, other] = [new Desk(), new Desk()];
  try {
    fillOffice(office.file);
    await office.connect(state);
    await office.cycle();
    await other.connect(state);
    await other.cycle();
    const records = marksOf(office.file, 2 * CHANGES);
    writeMarks(other.file, records.slice(CHANGES));
    await other.cycle();
    await office.cycle();
    writeMarks(
      other.file,
      records.slice(CHANGES).map((mark) => ({ ...mark, code: 'T' })),
    );
    await other.cycle();
    writeMarks(office.file, records.slice(0, CHANGES));
    const before = office.requests;
    await office.cycle();
    return [benchLine('sync.incremental200.roundTrips', office.requests - before)];
  } finally {
    office.end();
    other.end();
    await state.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
