import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';

configure({ useWebWorkers: false });

/** AES-256, as 7-Zip and the like open it. */
const STRONGEST = 3;

/** One file in a zip locked with a password: whoever receives it needs no Hi-Line to open it. */
export async function lockedPackage(
  fileName: string,
  content: Uint8Array,
  password: string,
): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { password, encryptionStrength: STRONGEST });
  await zip.add(fileName, new Uint8ArrayReader(content));
  return zip.close();
}
