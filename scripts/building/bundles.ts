// How each part is bundled. Targets are the older of the two Electrons the program runs on: Chrome 130 and Node 20.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { projectRoot } from '#scripts/runtime/run.ts';

interface NodeBundle {
  readonly entry: string;
  readonly file: string;
}

export const nodeBundles: readonly NodeBundle[] = [
  { entry: 'electron/main/main.ts', file: 'main.cjs' },
  { entry: 'electron/preload/preload.ts', file: 'preload.cjs' },
  { entry: 'electron/data-process/data-process.ts', file: 'data-process.cjs' },
  { entry: 'electron/data-process/read-worker.ts', file: 'read-worker.cjs' },
];

/** Packages with compiled parts stay outside; everything else goes in, so that the installed program has few files. */
const outside = ['electron', 'better-sqlite3', '@node-rs/argon2'];

const shared: InlineConfig = { configFile: false, root: projectRoot, logLevel: 'warn', mode: 'production' };

/** One minified CommonJS file: a sandboxed preload must be one, and a utility process starts faster with one. */
export async function bundleForNode(
  bundle: NodeBundle,
  folder: string,
  define: Record<string, string>,
): Promise<void> {
  await build({
    ...shared,
    define: { ...define, 'process.env.NODE_ENV': '"production"' },
    publicDir: false,
    ssr: { noExternal: true, external: outside, target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      minify: true,
      emptyOutDir: false,
      outDir: folder,
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(projectRoot, bundle.entry),
        external: outside,
        output: { format: 'cjs', entryFileNames: bundle.file, codeSplitting: false },
      },
    },
  });
}

/** The screens and the print page: relative addresses, no inlined files, so that the content policy can forbid data. */
export async function bundleScreens(folder: string, define: Record<string, string>): Promise<void> {
  const root = join(projectRoot, 'renderer');
  await build({
    ...shared,
    root,
    base: './',
    define,
    publicDir: false,
    plugins: [react()],
    build: {
      target: 'chrome130',
      outDir: folder,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: pages(root) },
    },
  });
}

/** Every HTML file of the folder is a page. */
const pages = (root: string): string[] =>
  readdirSync(root)
    .filter((name) => name.endsWith('.html'))
    .map((name) => join(root, name));
