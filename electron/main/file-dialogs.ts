// The system's own dialogs for files. The path goes to the data process alone; a window only ever holds a grant's id.
import { BrowserWindow, dialog, type FileFilter } from 'electron';

type Input = Readonly<Record<string, unknown>>;

/** The chosen file, or null when the dialog was closed. `input`: title, filters, folder: true to choose a folder. */
export async function chooseFile(input: Input): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(parent(), {
    ...wording(input),
    properties: input.folder === true ? ['openDirectory', 'createDirectory'] : ['openFile'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Where to save, or null when the dialog was closed. `input`: title, filters, fileName to start from. */
export async function choosePlaceToSave(input: Input): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(parent(), wording(input));
  return canceled || !filePath ? null : filePath;
}

function wording(input: Input) {
  return {
    title: typeof input.title === 'string' ? input.title : 'Hi-Line',
    filters: Array.isArray(input.filters) ? (input.filters as FileFilter[]) : [],
    ...(typeof input.fileName === 'string' ? { defaultPath: input.fileName } : {}),
  };
}

/** The window the dialog belongs to, so that it cannot get lost behind it. */
function parent(): BrowserWindow {
  const visible = BrowserWindow.getAllWindows().filter((window) => window.isVisible());
  const owner = BrowserWindow.getFocusedWindow() ?? visible[0];
  if (!owner) throw new Error('There is no window open to choose a file in.');
  return owner;
}
