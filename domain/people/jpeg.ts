/** A JPEG looked through to its end. */
export interface Jpeg {
  readonly width: number;
  readonly height: number;
  /** The picture alone: no Exif, place, comment, thumbnail or anything behind its end. Nothing is drawn anew. */
  readonly bare: Uint8Array;
}

/** Frame headers: every SOF marker but DHT (C4), JPG (C8) and DAC (CC). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Segments that only tell about the picture. JFIF (E0) and Adobe's color note (EE) say how to draw it and stay. */
const isTold = (marker: number): boolean =>
  (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;

/** Reads a JPEG from its first marker to its last; null when it is none, or is cut off. */
export function readJpeg(bytes: Uint8Array): Jpeg | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let size: { width: number; height: number } | null = null;
  let at = 2;
  while (at + 2 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    if (marker === 0xd9) {
      kept.push(bytes.subarray(at, at + 2));
      return size === null ? null : { ...size, bare: joined(kept) };
    }
    const length = ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    if (isFrame(marker))
      size = {
        height: ((bytes[at + 5] ?? 0) << 8) + (bytes[at + 6] ?? 0),
        width: ((bytes[at + 7] ?? 0) << 8) + (bytes[at + 8] ?? 0),
      };
    if (marker === 0xda) end = scanEnd(bytes, end);
    if (!isTold(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
}

/** Where the picture's own data end: at the first marker that is neither a stuffed byte nor a restart. */
function scanEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += 1;
  }
  return bytes.length;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
