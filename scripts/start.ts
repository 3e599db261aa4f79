// `npm start`: opens Hi-Line where there is a screen, and takes the tour's pictures where there is none.
import { spawn } from 'node:child_process';
import { prepareDesktop } from '#scripts/prepare-desktop.ts';
import { runCommand, say } from '#scripts/runtime/run.ts';
import { hasDisplay } from '#scripts/with-display.ts';

if (hasDisplay()) await runCommand(openWindow);
else {
  say(
    'there is no display here, so the tour is run on a hidden one instead and leaves its pictures in a folder',
  );
  await import('#scripts/tour.ts');
}

async function openWindow(): Promise<number> {
  const { executable, arguments: words, environment } = await prepareDesktop();
  const child = spawn(executable, [...words, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: environment,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 0)));
}
