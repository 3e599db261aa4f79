// Hi-Line draws its own menu. macOS needs a native one, or copy, paste and quit would stop working there.
import { Menu } from 'electron';

export function setMenu(): void {
  const native = process.platform === 'darwin';
  Menu.setApplicationMenu(
    native
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
