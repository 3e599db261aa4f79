import { z } from 'zod';

/** How a file leaves: where to, locked or not, and how long it may lie there. */
export const handing = {
  path: z.string().max(1000).optional(),
  /** A file that is at `path` already stays unless this says otherwise. */
  replace: z.boolean().default(false),
  /** Locks the file in a zip (AES-256). Tell it by phone, never beside the file. */
  password: z.string().min(12, 'At least 12 characters: three words in a row work well.').max(200).optional(),
  /** Days until Hi-Line deletes the file again; 0 keeps it. */
  deleteAfterDays: z.number().int().min(0).max(365).default(14),
};

/** A code of ours in a file, and what the state calls it. */
export const codeToConfirm = z.strictObject({
  set: z.string(),
  setTitle: z.string(),
  code: z.string(),
  label: z.string(),
  stateCode: z.string().nullable(),
});
