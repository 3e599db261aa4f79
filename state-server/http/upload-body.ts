import type { FastifyInstance } from 'fastify';

/** The largest package a page takes. */
export const MAX_UPLOAD_BYTES = 256 * 1024 * 1024;

/** One form with a file in it: names and texts, and the file's bytes under `file`. */
export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Buffer | null;
}

/** Lets the server read a form with one file, as a browser sends it without any script (RFC 7578). */
export function readUploads(app: FastifyInstance): void {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: MAX_UPLOAD_BYTES },
    (request, body, done) => {
      const boundary = /boundary="?([^";]+)"?/.exec(request.headers['content-type'] ?? '')?.[1];
      done(null, boundary ? uploadOf(body as Buffer, boundary) : { fields: {}, file: null });
    },
  );
}

export function uploadOf(body: Buffer, boundary: string): Upload {
  const fields: Record<string, string> = {};
  let file: Buffer | null = null;
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at >= 0; ) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    // A part is \r\n head \r\n\r\n content \r\n.
    const part = body.subarray(at + mark.length + 2, next - 2);
    const split = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, Math.max(0, split)).toString('utf8');
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    if (split >= 0) {
      const content = part.subarray(split + 4);
      if (/filename=/.test(head)) file = content;
      else fields[name] = content.toString('utf8');
    }
    at = next;
  }
  return { fields, file };
}
