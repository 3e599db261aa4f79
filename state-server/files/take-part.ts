import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import { dropFile, isNamed } from '#state-server/files/named-files.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { now, type Services } from '#state-server/services.ts';
import { lockDistrict } from '#state-server/sync/lock-district.ts';
import type { filePartReply, filePartRequest } from '#sync/wire/files.ts';

/**
 * Takes one part of a file that a record of the district names. Answers from where to go on; a repeat changes nothing.
 * Throws a problem 404 for a file that nothing names, 400 for one whose bytes or size are not what its name says: then
 * nothing of it is kept.
 */
export async function takeFilePart(
  services: Services,
  district: string,
  sha256: string,
  part: z.output<typeof filePartRequest>,
): Promise<z.output<typeof filePartReply>> {
  const taken = await services.database.inDistrict(district, async (trx) => {
    await lockDistrict(trx, district);
    if (!(await isNamed(trx, district, sha256)))
      throw new HttpProblem(404, 'not-found', 'No record of your district names this file.');
    const known = await trx
      .selectFrom('file')
      .select(['size', 'received', 'whole'])
      .where('district', '=', district)
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    if (known?.whole === 1) return { received: Number(known.size) };
    const bytes = Buffer.from(part.bytes, 'base64');
    const received = Number(known?.received ?? 0);
    if (known && Number(known.size) !== part.size) return damaged(trx, district, sha256);
    if (part.start !== received || bytes.length === 0) return { received };
    const so_far = received + bytes.length;
    if (so_far > part.size) return damaged(trx, district, sha256);
    await trx.insertInto('file_part').values({ district, sha256, start: part.start, bytes }).execute();
    const whole = so_far === part.size;
    if (whole && (await hashOf(trx, district, sha256)) !== sha256) return damaged(trx, district, sha256);
    const row = { size: part.size, received: so_far, whole: whole ? 1 : 0, at: now(services) };
    await trx
      .insertInto('file')
      .values({ district, sha256, ...row })
      .onConflict((conflict) => conflict.columns(['district', 'sha256']).doUpdateSet(row))
      .execute();
    return { received: so_far };
  });
  if ('damaged' in taken)
    throw new HttpProblem(
      400,
      'invalid-request',
      'The file did not arrive as it was. Nothing of it was kept: send it again from the beginning.',
    );
  return taken;
}

/** Told after the transaction, so that letting go of the parts is committed. */
async function damaged(trx: StateTransaction, district: string, sha256: string): Promise<{ damaged: true }> {
  await dropFile(trx, district, sha256);
  return { damaged: true };
}

async function hashOf(trx: StateTransaction, district: string, sha256: string): Promise<string> {
  const parts = await trx
    .selectFrom('file_part')
    .select('bytes')
    .where('district', '=', district)
    .where('sha256', '=', sha256)
    .orderBy('start')
    .execute();
  const hash = createHash('sha256');
  for (const { bytes } of parts) hash.update(bytes);
  return hash.digest('hex');
}
