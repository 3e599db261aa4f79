import { runStateServer } from '#state-server/command-line.ts';

process.exitCode = await runStateServer(process.argv.slice(2));
