import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sampleFiles } from '#scripts/sample-district/sample-files.ts';

/** Writes `resources/sample-district` anew. A test compares the folder with what this would write. */
const folder = fileURLToPath(new URL('../resources/sample-district/', import.meta.url));
rmSync(folder, { recursive: true, force: true });
for (const [name, text] of sampleFiles()) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
