import { adoptDistrictNumber, unnumberedDistricts } from '#db/school/numbers.ts';
import { connectionOf } from '#db/sync/sync-state.ts';
import type { SignedInCall } from '#electron/data-process/call.ts';

/** The state knows our number: a district that was made without one has it from the moment it is connected. */
export async function takeNumberOfState({ file, write }: SignedInCall): Promise<void> {
  const number = connectionOf(file.reader)?.districtNumber;
  if (!number || unnumberedDistricts(file.reader).length === 0) return;
  await file.whenWritable();
  write('Took the district number from the state', (writer) => adoptDistrictNumber(writer, number));
}
