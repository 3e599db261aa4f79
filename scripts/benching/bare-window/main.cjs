// The least an Electron program can do: one sandboxed window with one page. `npm run bench` holds our launch against it.
const { join } = require('node:path');
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1340,
    height: 720,
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: { sandbox: true, contextIsolation: true, spellcheck: false },
  });
  window.once('ready-to-show', () => window.show());
  window.loadFile(join(__dirname, 'page.html'));
});
