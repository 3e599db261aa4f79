import { z } from 'zod';
import { cursorText } from '#sync/wire/cursor.ts';
import { counter, typeName, uuid } from '#sync/wire/protocol.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const bucketName = z.string().regex(/^[0-9a-f]{2}$/);

/** `GET /v1/digest`: all buckets; with `type` and `bucket` the records of that one. */
export const digestQuery = z
  .object({ type: typeName.optional(), bucket: bucketName.optional() })
  .refine(({ type, bucket }) => (type === undefined) === (bucket === undefined), {
    message: 'A bucket is named by type and bucket together.',
  });

/** Compare only when the device stands at `at` with no window open. Types and buckets without records are absent. */
export const digestReply = z.object({
  at: cursorText,
  types: z.record(z.string(), z.record(z.string(), z.object({ count: counter, xor: hash }))),
});
export type DigestReply = z.infer<typeof digestReply>;

/** Live records of one bucket, by id. */
export const digestBucketReply = z.object({
  at: cursorText,
  records: z.array(z.object({ id: uuid, rev: counter, hash })),
});
export type DigestBucketReply = z.infer<typeof digestBucketReply>;
