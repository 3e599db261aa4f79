// The floors of the house as a law: a file on the wrong floor fails here, with the name of the right room.
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Floor, floors } from '#tests/unit/house/floors.ts';
import { importsOf, type SourceFile, sourceFiles } from '#tests/unit/house/source-files.ts';

const files = sourceFiles();
const projectFolder = /^(domain|db|sync|electron|renderer|state-server|resources|scripts|tests)\//;

const isIn = (folder: string, path: string) => path.startsWith(`${folder}/`);
const floorOf = (path: string): Floor | undefined => floors.find((floor) => isIn(floor.folder, path));

function allowed(floor: Floor, imported: string): boolean {
  if (!projectFolder.test(imported)) return !floor.never.some((pattern) => pattern.test(imported));
  return [floor.folder, ...floor.sees].some((seen) => isIn(seen, imported));
}

function breaches(of: readonly SourceFile[]): string[] {
  return of.flatMap((file) => {
    const floor = floorOf(file.path);
    if (!floor) return [];
    const wrong = file.imports.filter((imported) => !allowed(floor, imported));
    return wrong.map((imported) => `${file.path} imports ${imported}, but ${floor.room}.`);
  });
}

describe('the floors of the house', () => {
  it('lets every file import only from the floors below it', () => {
    expect(breaches(files)).toEqual([]);
  });

  it('would notice a screen that reads the database', () => {
    const imports = ['#db/system/connection.ts', 'kysely'];
    const text = imports.map((name) => `import x from '${name}';`).join('\n');
    const file = {
      path: 'renderer/people/people-page.tsx',
      text,
      imports: importsOf('renderer/x.tsx', text),
    };
    expect(breaches([file])).toHaveLength(2);
    expect(breaches([file])[0]).toContain('records belong to db');
  });

  it('keeps wall clock, chance and the page out of domain', () => {
    const touching =
      /\b(Date\.now|Math\.random|new Date\(\)|performance\.now|process\.|document\.|window\.|fetch\(|v[147] } from 'uuid'|v[147]\(\))/;
    const guilty = files.filter(
      (file) => isIn('domain', file.path) && touching.test(withoutComments(file.text)),
    );
    expect(guilty.map((file) => `${file.path}: pass the clock, the id or the fact in.`)).toEqual([]);
  });

  it('lets one file under sync send HTTP, through node-fetch', () => {
    const sending =
      /import (?!type)[^;]*\b(request|get)\b[^;]* from 'node:https?'|from '(node-fetch|undici)'/;
    const senders = files.filter((file) => isIn('sync', file.path) && sending.test(file.text));
    expect(senders.map((file) => file.path)).toEqual(['sync/transport.ts']);
  });

  it('has no barrel files and no rooms for odds and ends', () => {
    const vague =
      /^(index|utils?|helpers?|managers?|misc|common|shared)\.(ts|tsx|mjs)$|-(utils?|helpers?|manager)\.(ts|tsx)$/;
    const guilty = files.filter((file) => vague.test(basename(file.path)));
    expect(guilty.map((file) => `${file.path}: name the file after the one thing it does.`)).toEqual([]);
  });

  it('keeps files short enough to read in one sitting', () => {
    const long = files.filter((file) => file.text.split('\n').length > 400);
    expect(long.map((file) => `${file.path} has more than 400 lines: give each of its jobs a file.`)).toEqual(
      [],
    );
  });
});

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
