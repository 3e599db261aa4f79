import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { HistoryResult } from '#scripts/simulating/run-history.ts';
import type { PlantedResult } from '#scripts/simulating/run-planted.ts';

/** What a player is asked: histories of seeds in a row, or one planted bug. */
export type Job =
  | { readonly kind: 'histories'; readonly first: number; readonly count: number }
  | {
      readonly kind: 'plant';
      readonly name: string;
      readonly seed: number;
      readonly known: boolean;
      readonly histories: number;
    };

/** What a player says; `done` after the last word about a job. */
export type Told =
  | { readonly kind: 'history'; readonly result: HistoryResult }
  | { readonly kind: 'plant'; readonly result: PlantedResult }
  | { readonly kind: 'done' };

const PLAYER = fileURLToPath(new URL('player.ts', import.meta.url));

/**
 * Has the jobs done by so many processes at once, each taking the next when it is ready. Rejects with a sentence when one
 * of the processes ends before its job.
 */
export async function onCores(
  cores: number,
  jobs: readonly Job[],
  hear: (told: Told) => void,
): Promise<void> {
  const waiting = [...jobs];
  const players = Array.from({ length: Math.min(cores, jobs.length) }, () => fork(PLAYER));
  try {
    await Promise.all(
      players.map(async (player) => {
        for (let job = waiting.shift(); job; job = waiting.shift()) await play(player, job, hear);
      }),
    );
  } finally {
    for (const player of players) if (player.connected) player.disconnect();
  }
}

function play(player: ChildProcess, job: Job, hear: (told: Told) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const listen = (told: Told): void => {
      if (told.kind === 'done') {
        player.off('message', listen).off('exit', fail);
        resolve();
      } else hear(told);
    };
    const fail = (code: number | null): void =>
      reject(new Error(`A process of the simulator ended with ${code} over ${JSON.stringify(job)}.`));
    player.on('message', listen).once('exit', fail);
    player.send(job);
  });
}
