import { z } from 'zod';
import { instantText } from '#sync/wire/protocol.ts';

/** What a list, layout or rule file is called: `code-set gender`, `layout aim-en`, `collections`. */
export const referenceName = z
  .string()
  .max(90)
  .regex(/^[a-z0-9]+([ _-][a-z0-9]+)*$/, 'This is not the name of a list.');

/** One published version: 64 hex digits, another one with each publication. It is the ETag of its own answer. */
export const referenceVersion = z.string().regex(/^[0-9a-f]{64}$/);
/** A school year by the year in which it ends. */
export const endYear = z.coerce.number().int().min(2000).max(2100);

/** The school year that is asked for: each list as it holds in that year. */
export const referenceQuery = z.object({ endYear });

/**
 * `GET /v1/reference?endYear=`: what the state has published for that school year, by name. `version` null: the state has
 * taken it back. What is not named has never been published, and changes nothing. Comes with an ETag; asked with
 * If-None-Match it is answered 304 while nothing has changed.
 */
export const referenceListReply = z.object({
  sets: z.array(
    z.object({
      name: referenceName,
      /** The school year from which it holds. */
      fromYear: z.int(),
      publishedAt: instantText,
      version: referenceVersion.nullable(),
    }),
  ),
});

/**
 * `GET /v1/reference/:name?endYear=`: one of them, with ETag and If-None-Match too. `value` is the file as the state's staff
 * put it in; its shape follows from the name (`domain/system/reference-shapes.ts`).
 */
export const referenceSetReply = z.object({
  name: referenceName,
  fromYear: z.int(),
  publishedAt: instantText,
  version: referenceVersion,
  value: z.record(z.string(), z.unknown()),
});
export type ReferenceSetReply = z.infer<typeof referenceSetReply>;
