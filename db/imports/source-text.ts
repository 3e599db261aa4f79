import { createHash } from 'node:crypto';
import type { SourceBytes } from '#db/imports/source-bytes.ts';
import { Failure } from '#domain/system/failure.ts';

export type Encoding = 'utf-8' | 'windows-1252';

/** What one look at all the bytes tells. */
export interface TextFacts {
  readonly encoding: Encoding;
  /** Line ends in the file: about how many rows to expect. */
  readonly lines: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

/**
 * UTF-8 where every byte is; otherwise the old Windows alphabet. What is no text is refused with the way out. Yields after
 * each piece, so that a long file holds nobody up.
 */
export function* textFacts(source: SourceBytes): Generator<void, TextFacts> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let encoding: Encoding = 'utf-8';
  let feeds = 0;
  let returns = 0;
  let first = true;
  for (const bytes of source.chunks()) {
    if (first) refuseOtherKinds(bytes);
    first = false;
    if (bytes.includes(0))
      throw new Failure(
        'invalid-input',
        'This is not a text file. Choose the .tsv, .txt or .csv file itself.',
      );
    hash.update(bytes);
    feeds += countOf(bytes, 10);
    // Old Macs end lines with a carriage return alone.
    if (feeds === 0) returns += countOf(bytes, 13);
    if (encoding === 'utf-8' && !decodes(decoder, bytes)) encoding = 'windows-1252';
    yield;
  }
  if (first) throw new Failure('invalid-input', 'The file is empty.');
  if (encoding === 'utf-8' && !decodes(decoder)) encoding = 'windows-1252';
  return { encoding, lines: feeds || returns, hash: hash.digest('hex') };
}

function countOf(bytes: Uint8Array, byte: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) count += 1;
  return count;
}

function decodes(decoder: InstanceType<typeof TextDecoder>, bytes?: Uint8Array): boolean {
  try {
    decoder.decode(bytes, { stream: bytes !== undefined });
    return true;
  } catch {
    return false;
  }
}

const startsWith = (bytes: Uint8Array, ...first: number[]): boolean =>
  first.every((byte, at) => bytes[at] === byte);

function refuseOtherKinds(bytes: Uint8Array): void {
  // Text of the Latin alphabet in UTF-16 has a zero in every other byte, with a byte order mark or without.
  const halves = bytes[0] !== 0 && bytes[1] === 0 && bytes[2] !== 0 && bytes[3] === 0;
  const others = bytes[0] === 0 && bytes[1] !== 0 && bytes[2] === 0 && bytes[3] !== 0;
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff) || halves || others)
    throw new Failure(
      'invalid-input',
      'This file is written in UTF-16. Save it as "CSV UTF-8" or as text with tabs, then choose it again.',
    );
  // 50 4b: a zip, which a new workbook is too; d0 cf 11 e0: a workbook of before 2007.
  if (startsWith(bytes, 0x50, 0x4b) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw new Failure(
      'invalid-input',
      'This is a zip or an Excel workbook, not a text file. In Excel choose "Save as", then text with tabs or CSV UTF-8.',
    );
}

/** The text piece by piece, without a byte order mark; every kind of line end is a line feed. */
export function* textOf(source: SourceBytes, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(encoding);
  let held = '';
  for (const bytes of source.chunks()) {
    const text = held + decoder.decode(bytes, { stream: true });
    // A carriage return at the end may belong to a line feed that comes next.
    held = text.endsWith('\r') ? '\r' : '';
    yield plainLineEnds(held ? text.slice(0, -1) : text);
  }
  yield plainLineEnds(held + decoder.decode());
}

const plainLineEnds = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);
