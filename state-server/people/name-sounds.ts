import { soundKey } from '#domain/people/name-likeness.ts';
import { compactName } from '#domain/people/names.ts';

/** How a name sounds, for finding it however it was written. */
export function soundsOf(lastName: string, firstName: string): { sound_last: string; sound_first: string } {
  return { sound_last: soundKey(compactName(lastName)), sound_first: soundKey(compactName(firstName)) };
}
