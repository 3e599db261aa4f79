// The official Electron program, fetched by the electron package's own installer where its site can be reached.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, oneAtATime } from '#scripts/runtime/cache.ts';
import { projectRoot, run, say } from '#scripts/runtime/run.ts';

const retryAfterHours = 6;
const answerWithin = 6_000;

/** The executable, or a sentence that says why it cannot be had. A refusal is remembered for some hours. */
export async function officialElectron(version: string): Promise<{ executable: string } | { why: string }> {
  const present = installed(version);
  if (present) return { executable: present };
  const memory = join(cacheFolder(), `electron-${version}-unreachable`);
  if (existsSync(memory) && Date.now() - statSync(memory).mtimeMs < retryAfterHours * 3_600_000) {
    return { why: readFileSync(memory, 'utf8') };
  }
  return oneAtATime('official-electron', async () => {
    const meanwhile = installed(version);
    if (meanwhile) return { executable: meanwhile };
    const trouble = (await unreachable(version)) ?? (await download());
    const executable = installed(version);
    if (executable) return { executable };
    const why = `The official Electron ${version} could not be fetched (${trouble ?? 'its installer left no program'}).`;
    writeFileSync(memory, why);
    return { why };
  });
}

function installed(version: string): string | undefined {
  const folder = join(projectRoot, 'node_modules/electron');
  try {
    if (readFileSync(join(folder, 'dist/version'), 'utf8').replace(/^v/, '').trim() !== version)
      return undefined;
    const executable = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}

/** Asks for one small file first, so that a closed network costs seconds and not the whole download's time limit. */
async function unreachable(version: string): Promise<string | undefined> {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
  const base = mirror ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const answer = await fetch(`${base}v${version}/SHASUMS256.txt`, {
      signal: AbortSignal.timeout(answerWithin),
    });
    await answer.body?.cancel();
    return answer.ok ? undefined : `the download site answered ${answer.status}`;
  } catch {
    return 'the download site does not answer';
  }
}

async function download(): Promise<string | undefined> {
  say('fetching the official Electron (about 120 MB)');
  const installer = join(projectRoot, 'node_modules/electron/install.js');
  const { code, said } = await run(process.execPath, [installer], { limit: 15 * 60_000 });
  return code === 0 ? undefined : (said.trim().split('\n')[0] ?? 'the installer failed');
}
