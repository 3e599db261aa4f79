// The project's own source files and what each of them imports.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { projectRoot } from '#scripts/runtime/run.ts';

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Project files as paths from the root (`db/x.ts`), everything else as written. */
  readonly imports: readonly string[];
}

const folders = ['domain', 'db', 'sync', 'electron', 'renderer', 'state-server', 'scripts', 'tests'];

export function sourceFiles(): SourceFile[] {
  return folders.filter((folder) => existsSync(join(projectRoot, folder))).flatMap(filesBelow);
}

function filesBelow(folder: string): SourceFile[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = file.slice(projectRoot.length + 1).replaceAll('\\', '/');
      const text = readFileSync(file, 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
}

const importing = /(?:^|[^.\w])(?:from|import)\s*\(?\s*['"]([^'"\n]+)['"]/g;

export function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(importing)].map((match) => inProject(path, match[1] ?? ''));
}

function inProject(path: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return normalize(join(dirname(path), specifier)).replaceAll('\\', '/');
  return specifier;
}
