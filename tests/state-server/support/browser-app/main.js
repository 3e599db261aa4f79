// One empty window: the Electron that the project has anyway serves as the browser for the state's pages.
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => new BrowserWindow({ width: 1100, height: 800 }).loadURL('about:blank'));
