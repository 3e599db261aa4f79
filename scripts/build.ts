// Builds the desktop program into out/app: main, preload, data process and its worker as one CommonJS bundle each, the
// screens as static files. `npm run build` does it on demand; every command that opens a window does it first.
import { pathToFileURL } from 'node:url';
import { buildApp } from '#scripts/building/build-app.ts';
import { electronRuntime } from '#scripts/electron-runtime.ts';
import { say } from '#scripts/runtime/run.ts';

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const runtime = await electronRuntime();
  const { folder, fresh, seconds } = await buildApp(runtime, { force: process.argv.includes('--force') });
  say(fresh ? `built ${folder} in ${seconds.toFixed(1)} s` : `${folder} is up to date`);
}
