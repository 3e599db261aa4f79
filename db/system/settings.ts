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
  | 'idleMinutes'
  | 'updateAddress'
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

/** A counter computer is looked at by whoever stands there. */
const USUAL_IDLE_MINUTES = 15;

/** Minutes without a key or a click after which the window locks. */
export function idleMinutes(reader: Reader | undefined): number {
  return Number((reader && setting(reader, 'idleMinutes')) ?? USUAL_IDLE_MINUTES);
}
