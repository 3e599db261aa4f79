import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { HEADER, pupilLine } from '#tests/unit/support/import-host.ts';

const READ_ALL = `
  import { openImport } from '#db/imports/open-import.ts';
  const steps = openImport({ rows: () => [] }, 'aim-sd', process.argv[1]);
  let step = steps.next();
  while (!step.done) step = steps.next();
  let rows = 0;
  for (const row of step.value.rows()) rows += row.cells.length === 12 ? 1 : 0;
  console.log(JSON.stringify({ rows, lines: step.value.lines }));
`;

test('200,000 pupils are read in a heap that could never hold them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-flat-'));
  try {
    const path = join(folder, 'sd.tsv');
    const handle = openSync(path, 'w');
    writeSync(handle, `${HEADER}\r\n`);
    for (let from = 1; from <= 200_000; from += 5000)
      writeSync(handle, Array.from({ length: 5000 }, (_, i) => pupilLine(from + i)).join(''));
    closeSync(handle);
    const child = spawnSync(
      process.execPath,
      ['--max-old-space-size=32', '--input-type=module', '-e', READ_ALL, path],
      { cwd: fileURLToPath(new URL('../../../', import.meta.url)), encoding: 'utf8' },
    );
    expect(child.stderr).not.toContain('heap');
    expect(JSON.parse(child.stdout)).toEqual({ rows: 200_000, lines: 200_001 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
