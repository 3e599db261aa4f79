// `npm start`: opens Hi-Line where there is a screen, and shows the tour's pictures where there is none.
import { spawn } from 'node:child_process';
import { prepareDesktop } from '#scripts/prepare-desktop.ts';
import { say } from '#scripts/runtime/run.ts';
import { hasDisplay } from '#scripts/with-display.ts';

if (hasDisplay()) {
  const { executable, arguments: words, environment } = await prepareDesktop();
  const child = spawn(executable, [...words, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: environment,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 0));
} else {
  say(
    'there is no display here, so the tour is run on a hidden one instead and leaves its pictures in a folder',
  );
  await import('#scripts/tour.ts');
}
