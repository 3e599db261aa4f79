// A fingerprint of everything a build is made from, so that an unchanged program is not built again.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#scripts/runtime/run.ts';

const folders = ['domain', 'db', 'sync', 'electron', 'renderer', 'resources', 'scripts/building'];
const files = ['package.json', 'package-lock.json'];

export function inputsKey(runtime: string): string {
  const hash = createHash('sha256').update(runtime);
  const add = (path: string) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(projectRoot, path)))
      .update('\0');
  for (const folder of folders) for (const path of filesBelow(folder)) add(path);
  for (const file of files) add(file);
  return hash.digest('hex');
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1))
    .sort();
}
