import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type UnzipFileInfo, unzipSync } from 'fflate';
import { Failure } from '#domain/system/failure.ts';

const LARGEST_ZIP = 100 * 1024 * 1024;
const LARGEST_FILE = 200 * 1024 * 1024;
const LARGEST_TOTAL = 400 * 1024 * 1024;
const MOST_FILES = 60;
/** Text packs well, but not a hundredfold. */
const LARGEST_RATIO = 100;

/**
 * The CSV files of a zip, in a folder of their own that `end` removes. What claims to become too large, too many or too
 * dense is refused before a byte of it is unpacked; names that point elsewhere are refused too.
 */
export function unpackCsv(path: string): { folder: string; end: () => void } {
  if (statSync(path).size > LARGEST_ZIP) throw bomb('it is too large');
  let files = 0;
  let total = 0;
  const check = (info: UnzipFileInfo): boolean => {
    if (info.name.endsWith('/') || info.name.startsWith('__MACOSX/')) return false;
    if (info.name.includes('..') || info.name.startsWith('/') || info.name.includes('\\'))
      throw bomb('it names files outside itself');
    files += 1;
    total += info.originalSize;
    if (files > MOST_FILES) throw bomb('it holds too many files');
    if (info.originalSize > LARGEST_FILE || total > LARGEST_TOTAL) throw bomb('it would become too large');
    if (info.originalSize > 1024 * 1024 && info.originalSize > info.size * LARGEST_RATIO)
      throw bomb('it is packed more densely than text can be');
    return info.name.toLowerCase().endsWith('.csv');
  };
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(readFileSync(path), { filter: check });
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('invalid-input', 'This zip cannot be opened. It may be cut short; fetch it again.');
  }
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-import-'));
  for (const [name, bytes] of Object.entries(unpacked))
    writeFileSync(join(folder, basename(name)), bytes, { mode: 0o600 });
  return { folder, end: () => rmSync(folder, { recursive: true, force: true }) };
}

const bomb = (why: string): Failure =>
  new Failure(
    'invalid-input',
    `This zip is refused because ${why}. A school’s export is far smaller; ask where it came from.`,
  );
