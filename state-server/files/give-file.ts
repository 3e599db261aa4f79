import type { z } from 'zod';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import type { Services } from '#state-server/services.ts';
import type { fileReply } from '#sync/wire/files.ts';

/** The part of a file that holds byte `from`, from there to that part's end. Throws a problem 404 until the file is there whole. */
export async function giveFile(
  { database }: Services,
  district: string,
  sha256: string,
  from: number,
): Promise<z.output<typeof fileReply>> {
  return database.inDistrict(district, async (trx) => {
    const file = await trx
      .selectFrom('file')
      .select('size')
      .where('district', '=', district)
      .where('sha256', '=', sha256)
      .where('whole', '=', 1)
      .executeTakeFirst();
    const part = file
      ? await trx
          .selectFrom('file_part')
          .select(['start', 'bytes'])
          .where('district', '=', district)
          .where('sha256', '=', sha256)
          .where('start', '<=', from)
          .orderBy('start', 'desc')
          .limit(1)
          .executeTakeFirst()
      : undefined;
    if (!file || !part) throw new HttpProblem(404, 'not-found', 'The state does not have this file yet.');
    const bytes = Buffer.from(part.bytes).subarray(from - Number(part.start));
    return { size: Number(file.size), from, bytes: bytes.toString('base64') };
  });
}
