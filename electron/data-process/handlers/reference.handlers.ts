import { readFile, stat } from 'node:fs/promises';
import { loadReference, referenceList, referenceText, resetReference } from '#db/system/reference-data.ts';
import { Failure } from '#domain/system/failure.ts';
import type { referenceContract } from '#electron/contract/reference.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';
import type { DesktopServices } from '#electron/data-process/desktop-services.ts';
import { saveFile } from '#electron/data-process/save-file.ts';

export const referenceHandlers: AreaHandlers<keyof typeof referenceContract> = {
  'system.reference-data': (_input, { file }) => referenceList(file.reader),
  'system.reference-text': ({ name }, { file }) => ({ name, text: referenceText(file.reader, name) }),

  'system.save-reference': async ({ name }, { file, desktop, district }) => {
    const text = referenceText(file.reader, name);
    const place = await desktop.askToSave({
      title: 'Save the list',
      fileName: `${name.replace(' ', '-')}.json`,
      filters: [{ name: 'JSON', extensions: ['json'] }],
    });
    if (place !== null) await saveFile(district.path, place, text);
    return { saved: place !== null };
  },

  'system.load-reference': async ({ name, text }, { file, clock, desktop, write, district }) => {
    const given = text ?? (await chosenText(desktop));
    if (given === null) return { loaded: false, warnings: [] };
    await file.whenWritable();
    const warnings = write(`Loaded ${name}`, (writer) =>
      loadReference(writer, { name, text: given, at: clock.now() }),
    );
    // The state may be open by the new list.
    if (name === 'closed-times') district.schedule?.start();
    return { loaded: true, warnings };
  },

  'system.reset-reference': ({ name }, { write }) => {
    write(`Went back from the own ${name}`, (writer) => resetReference(writer, name));
    return { done: true };
  },
};

/** Largest list anybody could mean. */
const LARGEST = 2_000_000;

/** The text of a file the person chooses, or null where none was chosen. */
async function chosenText(desktop: DesktopServices): Promise<string | null> {
  const path = await desktop.askToOpen({
    title: 'Choose the list to load',
    filters: [{ name: 'JSON', extensions: ['json'] }],
  });
  if (path === null) return null;
  if ((await stat(path)).size > LARGEST)
    throw new Failure('invalid-input', 'This file is too large to be such a list.');
  return readFile(path, 'utf8');
}
