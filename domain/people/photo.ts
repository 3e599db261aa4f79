/** Largest photo that is kept: what the state's repository advises, with room. */
const MAX_BYTES = 100_000;

/**
 * What is wrong with the bytes of a photo, as a sentence, or null. It must be a JPEG of at most 100 KB with nothing about
 * camera and place in it: an Exif or comment segment is refused, so that none can travel with the picture.
 */
export function jpegProblem(bytes: Uint8Array): string | null {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== 0xd8) return 'The photo is not a JPEG picture.';
  if (bytes.length > MAX_BYTES) return 'The photo is larger than 100 KB. Take a smaller one.';
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xda) return null;
    if (marker === 0xe1 || marker === 0xfe || marker === 0xed)
      return 'The photo still says where and with what it was taken. Save it without those details.';
    at += 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
  }
  return 'The photo cannot be read. Take or save it again.';
}
