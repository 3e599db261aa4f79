import { createPublicKey } from 'node:crypto';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import type { Services } from '#state-server/services.ts';
import { rawKey } from '#sync/sealing/package-keys.ts';
import { SealProblem } from '#sync/sealing/sealed-file.ts';
import { isSignedBy, unsealSigned } from '#sync/sealing/signed-text.ts';
import { type OutboxPackage, outboxPackage } from '#sync/wire/package.ts';

/** The computer a package came from. */
export interface PackageSender {
  readonly clientId: string;
  readonly district: string;
  readonly name: string;
  readonly revokedAt: string | null;
  readonly secretVersion: number;
}

/** A package that was opened. `sender` is null for a computer that was never enrolled and brings its code. */
export interface OpenedPackage {
  readonly outbox: OutboxPackage;
  readonly sender: PackageSender | null;
  /** The key it was signed with, raw. */
  readonly signer: Buffer;
}

const refuse = (sentence: string): HttpProblem => new HttpProblem(400, 'invalid-request', sentence);

/**
 * Opens a package and makes sure who sent it. Throws a problem 400 with a sentence for a file that is no package, is
 * damaged, is for another state, or was not signed by the computer it names.
 */
export async function readPackage(
  services: Services,
  identity: ServerIdentity,
  file: Uint8Array,
): Promise<OpenedPackage> {
  const signed = opened(identity, file);
  const outbox = parsed(signed.payload);
  if (outbox.serverId !== identity.serverId)
    throw refuse('This package is for another state. It was not opened further.');
  if (outbox.epoch !== identity.epoch)
    throw refuse(
      'The state was set back to an earlier copy since this package was made. The computer has to compare everything over a line first; nothing was taken.',
    );
  const sender = await senderOf(services, outbox);
  const signer = sender ? sender.key : enrollKey(outbox);
  if (!signer || !isSignedBy(signed, signer))
    throw refuse(
      'This package was not signed by the computer it names. It may have been changed; nothing was taken.',
    );
  return { outbox, sender: sender?.device ?? null, signer };
}

function opened(identity: ServerIdentity, file: Uint8Array): { payload: string; signature: string } {
  try {
    return unsealSigned(file, identity.keys.receiving);
  } catch (error) {
    if (!(error instanceof SealProblem)) throw error;
    throw refuse(
      {
        'not-a-package': 'This file is no package of Hi-Line.',
        'not-for-us': 'This package is sealed for somebody else, not for this state.',
        damaged: 'This package is damaged or was changed on the way. Write it again and bring it once more.',
      }[error.kind],
    );
  }
}

function parsed(payload: string): OutboxPackage {
  const read = outboxPackage.safeParse(jsonOf(payload));
  if (read.success) return read.data;
  throw refuse(
    'This package was made by a version of Hi-Line that does not fit. Update Hi-Line or the state.',
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** By its id; one that was enrolled by an earlier package and has not heard of it yet, by its key. */
async function senderOf(
  services: Services,
  { clientId, enroll }: OutboxPackage,
): Promise<{ device: PackageSender; key: Buffer | null } | null> {
  const key = clientId === null && enroll ? enroll.deviceKey : null;
  if (clientId === null && key === null)
    throw refuse('This package names no computer and brings no code. Connect the computer first.');
  const row = await services.database.kysely
    .selectFrom('device')
    .select(['client_id', 'district', 'name', 'revoked_at', 'public_key', 'secret_version'])
    .where((where) => (clientId !== null ? where('client_id', '=', clientId) : where('public_key', '=', key)))
    .executeTakeFirst();
  if (!row) {
    if (clientId === null) return null;
    throw refuse('The state does not know the computer this package comes from.');
  }
  return {
    device: {
      clientId: row.client_id,
      district: row.district,
      name: row.name,
      revokedAt: row.revoked_at,
      secretVersion: row.secret_version,
    },
    key: rawPublicKey(row.public_key),
  };
}

const enrollKey = ({ enroll }: OutboxPackage): Buffer | null =>
  enroll ? rawPublicKey(enroll.deviceKey) : null;

/** A device's key as it was given at enrollment: 32 bytes as base64, or PEM. Null where there is none to check with. */
function rawPublicKey(text: string | null): Buffer | null {
  if (text === null) return null;
  if (!text.startsWith('-----')) {
    const raw = Buffer.from(text, 'base64');
    return raw.length === 32 ? raw : null;
  }
  try {
    const key = createPublicKey(text);
    return key.asymmetricKeyType === 'ed25519' ? rawKey(key) : null;
  } catch {
    return null;
  }
}
