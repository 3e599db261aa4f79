import { keepUsers, userRows } from '#db/accounts/users.ts';
import { handedOverFiles, noteHandedOver } from '#db/state-files/handed-over.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { setSetting, setting } from '#db/system/settings.ts';

/** Settings of this computer, which say nothing about the records. */
const SETTINGS = ['secondPlace', 'lastSnapshotAt', 'idleMinutes', 'proxy', 'updateAddress'] as const;

/**
 * What belongs to the computer and its people and not to the records: who may sign in, the files with student data that lie
 * outside and are to be deleted, where copies go. Going back to a copy takes none of it back.
 */
export function keptByComputer(reader: Reader) {
  return {
    users: userRows(reader),
    files: handedOverFiles(reader),
    settings: SETTINGS.map((name) => [name, setting(reader, name)] as const),
  };
}

export function keep(writer: Writer, { users, files, settings }: ReturnType<typeof keptByComputer>): void {
  keepUsers(writer, users);
  writer.exec('DELETE FROM handedOver');
  for (const file of files) noteHandedOver(writer, file);
  for (const [name, value] of settings)
    if (value === undefined) writer.exec('DELETE FROM setting WHERE name = ?', name);
    else setSetting(writer, name, value);
}
