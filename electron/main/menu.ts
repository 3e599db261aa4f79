// Hi-Line draws its own menu. macOS needs a native one, or copy, paste and quit would stop working there.
import { Menu } from 'electron';

export function setMenu(): void {
  if (process.platform !== 'darwin') return Menu.setApplicationMenu(null);
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]));
}
