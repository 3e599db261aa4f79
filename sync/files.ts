import {
  dropUnnamedPictures,
  keepArrived,
  type PictureName,
  pictureBytes,
  pictureIsAtState,
  picturesToFetch,
  picturesToSend,
} from '#db/people/pictures.ts';
import type { Writer } from '#db/system/connection.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { type StateClient, StateRefusal } from '#sync/state-client.ts';
import { FILE_PART_BYTES, filePartReply, fileReply } from '#sync/wire/files.ts';

/** Pictures each way in one go: a new computer's hundreds come over several cycles, and records never wait for them. */
const AT_ONCE = 60;

/**
 * Brings the state the pictures that its records name, and this computer those that it lacks, a part at a time: after a cut
 * the next cycle goes on where this one stopped. Throws a StateRefusal when the line breaks; a picture that the state does
 * not take, or does not have yet, holds up no other.
 */
export async function carryFiles(file: DistrictFile, client: StateClient): Promise<void> {
  await quietly(file, dropUnnamedPictures);
  for (const name of picturesToSend(file.reader, AT_ONCE))
    await unlessRefused(() => send(file, client, name));
  for (const name of picturesToFetch(file.reader, AT_ONCE))
    await unlessRefused(() => take(file, client, name));
}

async function send(file: DistrictFile, client: StateClient, { sha256, size }: PictureName): Promise<void> {
  const bytes = pictureBytes(file.reader, sha256);
  if (bytes?.length !== size) return;
  let [start, stuck] = [0, 0];
  while (start < size) {
    const part = bytes.subarray(start, start + FILE_PART_BYTES).toString('base64');
    const { received } = await client.post(
      `/v1/files/${sha256}`,
      JSON.stringify({ size, start, bytes: part }),
      filePartReply,
    );
    // Another computer, or this one before a cut, has brought the beginning; a state that does not get on is left for later.
    stuck = received > start ? 0 : stuck + 1;
    if (stuck > 1) return;
    start = received;
  }
  await quietly(file, (writer) => pictureIsAtState(writer, sha256));
}

async function take(file: DistrictFile, client: StateClient, name: PictureName): Promise<void> {
  let bytes = pictureBytes(file.reader, name.sha256) ?? Buffer.alloc(0);
  while (bytes.length < name.size) {
    const reply = await client.get(`/v1/files/${name.sha256}?from=${bytes.length}`, fileReply);
    const part = Buffer.from(reply.bytes, 'base64');
    if (reply.size !== name.size || reply.from !== bytes.length || part.length === 0) return;
    bytes = Buffer.concat([bytes, part]);
    const sofar = bytes;
    let right = true;
    await quietly(file, (writer) => {
      right = keepArrived(writer, name, sofar);
    });
    if (!right) return;
  }
}

async function unlessRefused(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const itsOwn =
      error instanceof StateRefusal && ['refused', 'not-found', 'failed'].includes(error.refusal);
    if (!itsOwn) throw error;
  }
}

async function quietly(file: DistrictFile, act: (writer: Writer) => void): Promise<void> {
  await file.whenWritable();
  file.writeLocal(act);
}
