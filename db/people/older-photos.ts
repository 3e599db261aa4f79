import { keepPicture } from '#db/people/pictures.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { putKeyed } from '#db/system/rows.ts';

/** Photos that an earlier Hi-Line kept on this computer alone become records with their picture. Once, when the file is opened. */
export function bringOlderPhotos(file: DistrictFile, at: string): void {
  const older = file.reader.rows<{ personId: string; image: Buffer; takenOn: string }>(
    'SELECT personId, image, takenOn FROM photo ORDER BY personId',
  );
  if (older.length === 0) return;
  file.write(
    { actor: 'hi-line', actorName: 'Hi-Line', action: 'Brought photos over', at, origin: 'here' },
    (writer) => {
      for (const { personId, image, takenOn } of older) {
        const newer = writer.rows('SELECT 1 FROM pupilPhoto WHERE studentId = ?', personId);
        if (newer.length === 0)
          putKeyed(writer, 'pupilPhoto', { studentId: personId, takenOn, ...keepPicture(writer, image) });
      }
      writer.exec('DELETE FROM photo');
    },
  );
}
