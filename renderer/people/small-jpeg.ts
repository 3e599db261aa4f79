/** The state's proportions, at twice its stored size. */
const WIDTH = 350;
const HEIGHT = 526;
/** Base64 of at most 100 KB. */
const MAX_CHARS = 133_000;

/**
 * A picture file as a small JPEG in base64: cut to 350 × 526 around its middle and drawn anew, so that nothing the camera
 * wrote into it is left. Throws an Error with a sentence when the file is no picture.
 */
export async function smallJpeg(file: File): Promise<string> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    throw new Error('This file is not a picture that can be read. Choose a JPEG or PNG file.');
  }
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const scale = Math.max(WIDTH / picture.width, HEIGHT / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  canvas.getContext('2d')?.drawImage(picture, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height);
  for (const quality of [0.85, 0.7, 0.5, 0.3]) {
    const text = canvas.toDataURL('image/jpeg', quality).replace(/^[^,]*,/, '');
    if (text.length <= MAX_CHARS) return text;
  }
  throw new Error('The picture stays too large. Choose another one.');
}
