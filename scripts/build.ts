// `npm run build`: builds the desktop program into out/app. Every command that opens a window does so by itself.
import { buildApp } from '#scripts/building/build-app.ts';
import { electronRuntime } from '#scripts/electron-runtime.ts';
import { runCommand, say } from '#scripts/runtime/run.ts';

await runCommand(async () => {
  const runtime = await electronRuntime();
  const { folder, fresh, seconds } = await buildApp(runtime, { force: process.argv.includes('--force') });
  say(fresh ? `built ${folder} in ${seconds.toFixed(1)} s` : `${folder} is up to date`);
  return 0;
});
