import { z } from 'zod';
import { counter } from '#sync/wire/protocol.ts';

/** What a file is called everywhere: the SHA-256 of its bytes, in lowercase hex. A record names it. */
export const fileName = z.string().regex(/^[0-9a-f]{64}$/, 'A file is named by its SHA-256.');

/** Bytes of one part: little enough that a bad line gets one through. */
export const FILE_PART_BYTES = 32 * 1024;
/** The largest file. */
export const MAX_FILE_BYTES = 1024 * 1024;

/**
 * `POST /v1/files/:sha256`: one part of a file. `start` is where it belongs. A part that is there already changes nothing;
 * one that leaves a gap is not taken. Either way the answer says from where to go on.
 */
export const filePartRequest = z.object({
  size: z.int().min(1).max(MAX_FILE_BYTES),
  start: counter.max(MAX_FILE_BYTES),
  bytes: z.base64().max(Math.ceil(FILE_PART_BYTES / 3) * 4),
});

/** `received`: bytes the state has from the beginning on; all of them when it is the size. */
export const filePartReply = z.object({ received: counter });

export const fileQuery = z.object({ from: z.coerce.number().int().min(0).max(MAX_FILE_BYTES).default(0) });

/** `GET /v1/files/:sha256?from=`: the bytes from there on, one part at most. Only of files that are there whole. */
export const fileReply = z.object({ size: counter, from: counter, bytes: z.base64() });
