import type { Reader, Writer } from '#db/system/connection.ts';

/** Small facts about this computer's file that are not school records. */
export type SettingName =
  | 'districtId'
  | 'practice'
  | 'deviceId'
  | 'secondPlace'
  | 'lastSnapshotAt'
  | 'madeAt'
  | 'restoredAt'
  | 'proxy';

export function setting(reader: Reader, name: SettingName): string | undefined {
  return reader.rows<{ value: string }>('SELECT value FROM setting WHERE name = ?', name)[0]?.value;
}

export function setSetting(writer: Writer, name: SettingName, value: string): void {
  writer.exec(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    value,
  );
}
