// `npm run package`: packs the program for this machine and runs the tests of the packed program.
import { join } from 'node:path';
import { packApp } from '#scripts/packaging/pack-app.ts';
import { projectRoot, runCommand, say } from '#scripts/runtime/run.ts';
import { runStage } from '#scripts/testing/run-stage.ts';

await runCommand(async () => {
  const { executable, profile } = await packApp();
  const { failed, passed } = await runStage({
    name: 'package',
    program: join(projectRoot, 'node_modules/vitest/vitest.mjs'),
    args: ['run', '--project', 'package'],
    report: join(projectRoot, 'out/test/package.json'),
  });
  say(`${executable} (${profile} profile)`);
  if (profile === 'stand-in') {
    say('this build is for tests on a closed network; what ships needs the official Electron');
  }
  return failed > 0 || passed === 0 ? 1 : 0;
});
