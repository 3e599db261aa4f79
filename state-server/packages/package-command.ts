import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { serverIdentity } from '#state-server/accounts/server-identity.ts';
import { stateCardFor } from '#state-server/packages/state-card.ts';
import {
  decidePackage,
  listPackages,
  packageAnswer,
  takePackage,
} from '#state-server/packages/take-package.ts';
import type { Services } from '#state-server/services.ts';

interface Values {
  readonly file?: string | undefined;
  readonly answer?: string | undefined;
  readonly district?: string | undefined;
  readonly url?: string | undefined;
  readonly id?: string | undefined;
}

/** The commands about packages; each answers what to print. Throws an Error with a sentence. */
export async function packageCommand(
  services: Services,
  command: string,
  values: Values,
): Promise<Record<string, unknown>> {
  const identity = await serverIdentity(services);
  switch (command) {
    case 'card': {
      const card = await stateCardFor(
        services,
        identity,
        needed(values.district, '--district'),
        values.url ?? '',
      );
      save(needed(values.file, '--file'), JSON.stringify(card));
      return { district: card.districtNumber, keyFingerprint: identity.keyFingerprint };
    }
    case 'package take': {
      const file = load(needed(values.file, '--file'));
      const place = needed(values.answer, '--answer');
      const { answer, ...taken } = await takePackage(services, identity, file, 'command line');
      if (answer) save(place, answer);
      return { ...taken, answer: answer ? place : null };
    }
    case 'package list':
      return { packages: await listPackages(services) };
    default: {
      const id = needed(values.id, '--id');
      const decision = command === 'package accept' ? 'accepted' : 'dismissed';
      await decidePackage(services, identity, id, decision, 'command line');
      if (decision === 'accepted' && values.answer) save(values.answer, await packageAnswer(services, id));
      return { id, state: decision };
    }
  }
}

function load(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : 'cannot be read';
    throw new Error(
      `The package ${path} ${why}. Check the stick and the name after --file; nothing was taken in.`,
    );
  }
}

/** Whole or not at all, also when the stick is pulled out. */
function save(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.part`, content, { flush: true });
  renameSync(`${path}.part`, path);
}

function needed(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new Error(`${option} is missing.`);
  return value;
}
