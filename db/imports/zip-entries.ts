import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { Inflate } from 'fflate';
import type { SourceBytes } from '#db/imports/source-bytes.ts';
import { Failure } from '#domain/system/failure.ts';

const LARGEST_ZIP = 100 * 1024 * 1024;
const LARGEST_FILE = 200 * 1024 * 1024;
const LARGEST_TOTAL = 400 * 1024 * 1024;
const MOST_FILES = 60;
/** Text packs well, but not a hundredfold. */
const LARGEST_RATIO = 100;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * The CSV files beside the landmark of a zip, by their names in small letters. What claims to become too large, too many or too dense is refused
 * before a byte is unpacked, and so are zips in zips and names that point elsewhere; what then becomes larger than it
 * claims is refused too. Pupils' data are unpacked piece by piece as they are read, and never onto the disk.
 */
export function zipEntries(path: string, landmark: string): ReadonlyMap<string, SourceBytes> {
  if (statSync(path).size > LARGEST_ZIP) throw refused('it is too large');
  const entries = directoryOf(path);
  check(entries);
  const files = entries.filter((entry) => entry.name.toLowerCase().endsWith('.csv'));
  const top = topFolder(files, landmark);
  return new Map(
    files
      .filter(({ name }) => name.startsWith(top) && !name.slice(top.length).includes('/'))
      .map((entry) => {
        const name = entry.name.slice(top.length);
        return [name.toLowerCase(), bytesOf(path, entry, name)];
      }),
  );
}

function check(entries: readonly Entry[]): void {
  let total = 0;
  if (entries.length > MOST_FILES) throw refused('it holds too many files');
  const names = new Set<string>();
  for (const { name, size, packed } of entries) {
    total += size;
    if (/(^|[/\\])\.\.([/\\]|$)|^[/\\]|\\|^[a-z]:/i.test(name))
      throw refused('it names files outside itself');
    if (names.has(name)) throw refused('it holds two files of one name');
    names.add(name);
    if (/\.(zip|gz|7z|rar|tar|xz|bz2)$/i.test(name)) throw refused('it holds another packed file');
    if (size > LARGEST_FILE || total > LARGEST_TOTAL) throw refused('it would become too large');
    if (size > 1024 * 1024 && size > packed * LARGEST_RATIO)
      throw refused('it is packed more densely than text can be');
  }
}

/** Some systems zip the folder instead of the files: the top is where the landmark lies nearest to the root. */
function topFolder(files: readonly Entry[], landmark: string): string {
  const folders = files
    .filter(({ name }) => name.slice(name.lastIndexOf('/') + 1).toLowerCase() === landmark)
    .map(({ name }) => name.slice(0, name.lastIndexOf('/') + 1));
  return folders.sort((a, b) => a.split('/').length - b.split('/').length)[0] ?? '';
}

const CHUNK = 16 * 1024;

function bytesOf(path: string, entry: Entry, name: string): SourceBytes {
  return {
    name,
    size: entry.size,
    *chunks() {
      if (entry.size === 0) return;
      const handle = openSync(path, 'r');
      try {
        const packed = packedBytes(handle, entry);
        yield* entry.method === 0 ? packed : unpack(packed, entry.size);
      } finally {
        closeSync(handle);
      }
    },
  };
}

function* packedBytes(handle: number, entry: Entry): Generator<Uint8Array> {
  const local = readAt(handle, entry.offset, 30);
  let at = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  for (let left = entry.packed; left > 0; left -= CHUNK) {
    const bytes = readAt(handle, at, Math.min(CHUNK, left));
    yield bytes;
    at += bytes.length;
  }
}

function* unpack(packed: Iterable<Uint8Array>, size: number): Generator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const inflate = new Inflate((bytes) => ready.push(bytes));
  let total = 0;
  for (const bytes of packed) {
    push(inflate, bytes, false);
    for (const piece of ready.splice(0)) {
      total += piece.length;
      if (total > size) throw refused('it lies about its size');
      if (piece.length > 0) yield piece;
    }
  }
  push(inflate, new Uint8Array(0), true);
  for (const piece of ready) {
    total += piece.length;
    if (piece.length > 0) yield piece;
  }
  if (total !== size) throw refused('it lies about its size');
}

function push(inflate: Inflate, bytes: Uint8Array, last: boolean): void {
  try {
    inflate.push(bytes, last);
  } catch {
    throw unreadable();
  }
}

function readAt(handle: number, at: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  if (at < 0 || readSync(handle, buffer, 0, length, at) !== length) throw unreadable();
  return buffer;
}

/** The end record may be followed by a comment of at most this many bytes. */
const LONGEST_END = 22 + 0xffff;
/** A table of contents for sixty files is far smaller. */
const LARGEST_DIRECTORY = 1024 * 1024;

/** The table of contents at the end of the zip. Zips of four gigabytes and more, and locked ones, are not read. */
function directoryOf(path: string): Entry[] {
  const { size } = statSync(path);
  const handle = openSync(path, 'r');
  try {
    const tail = readAt(handle, Math.max(0, size - LONGEST_END), Math.min(size, LONGEST_END));
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
    if (end === -1) throw unreadable();
    const length = tail.readUInt32LE(end + 12);
    if (length > LARGEST_DIRECTORY) throw refused('it holds too many files');
    const directory = readAt(handle, tail.readUInt32LE(end + 16), length);
    return entriesOf(directory, tail.readUInt16LE(end + 10));
  } catch (error) {
    throw error instanceof Failure ? error : unreadable();
  } finally {
    closeSync(handle);
  }
}

function entriesOf(directory: Buffer, count: number): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  for (let left = count; left > 0; left--) {
    if (directory.readUInt32LE(at) !== 0x02014b50) throw unreadable();
    if (directory.readUInt16LE(at + 8) & 1) throw refused('it is locked with a password');
    const [nameLength = 0, extra = 0, comment = 0] = [28, 30, 32].map((n) => directory.readUInt16LE(at + n));
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    const entry = {
      name,
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    };
    if (entry.method !== 0 && entry.method !== 8) throw unreadable();
    if (entry.method === 0 && entry.packed !== entry.size) throw unreadable();
    if (!name.endsWith('/') && !name.startsWith('__MACOSX/')) entries.push(entry);
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

const unreadable = (): Failure =>
  new Failure('invalid-input', 'This zip cannot be opened. It may be cut short; fetch it again.');

const refused = (why: string): Failure =>
  new Failure(
    'invalid-input',
    `This zip is refused because ${why}. A school’s export holds a few plain CSV files; ask where this one came from.`,
  );
