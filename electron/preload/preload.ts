// The one object a page can see: a function for every contract entry, and nothing that takes a channel's name.
import { contextBridge, ipcRenderer } from 'electron';
import { PortCalls } from '#electron/preload/port-calls.ts';

declare const __ENTRY_NAMES__: readonly string[];

const calls = new PortCalls();

ipcRenderer.on('data-port', (event) => {
  const port = event.ports[0];
  if (port) calls.use(port);
});
ipcRenderer.on('data-port-lost', () => calls.lose());
// Asked for by the page's own preload, so a page that was loaded anew gets a fresh port too.
ipcRenderer.send('data-port-wanted');

type Ask = (input: unknown, commandId?: string) => Promise<unknown>;
const areas: Record<string, Record<string, Ask>> = {};
for (const name of __ENTRY_NAMES__) {
  const dot = name.indexOf('.');
  const area = name.slice(0, dot);
  areas[area] ??= {};
  areas[area][name.slice(dot + 1)] = (input, commandId) => calls.ask(name, input, commandId);
}

// contextBridge freezes what it exposes, all the way down.
contextBridge.exposeInMainWorld('hiline', {
  ...areas,
  onEvent: (listener: (event: unknown) => void) => calls.onEvent(listener),
  onPortChange: (listener: (open: boolean) => void) => calls.onPortChange(listener),
  printReady: () => ipcRenderer.send('print-ready'),
});
