// The house's floors as a table: who may import whom. docs/architecture.md says why.

export interface Floor {
  readonly folder: string;
  /** Folders of this project it may import from, besides its own. */
  readonly sees: readonly string[];
  /** Node built-ins and packages that are out of bounds here. */
  readonly never: readonly RegExp[];
  readonly room: string;
}

const node = /^node:/;
const electron = /^electron$/;
const screens = /^(react|react-dom|react-router|react-aria-components)(\/|$)/;
const database = /^(better-sqlite3|kysely|pg)$/;
const http = /^(node:https?|node:http2|node-fetch|undici)$/;

/** The first floor whose folder holds a file is its floor: the narrow ones come first. */
export const floors: readonly Floor[] = [
  {
    folder: 'domain',
    sees: [],
    never: [node, electron, screens, database, http],
    room: 'domain holds pure rules: pass the fact in from db or electron/data-process',
  },
  {
    folder: 'db',
    sees: ['domain', 'resources'],
    never: [electron, screens, http],
    room: 'db keeps records: what needs Electron belongs to electron/main, what needs HTTP to sync',
  },
  {
    folder: 'sync/wire',
    sees: ['domain'],
    never: [node, electron, screens, database, http],
    room: 'sync/wire is shared with the state server and sees only domain: the rest of the sync belongs beside it in sync/',
  },
  {
    folder: 'sync/sealing',
    sees: ['sync/wire'],
    never: [electron, screens, database, http],
    room: 'sync/sealing is shared with the state server: it seals and signs, and knows no records',
  },
  {
    folder: 'sync',
    sees: ['domain', 'db', 'sync/wire', 'resources'],
    never: [electron, screens],
    room: 'sync carries records: what needs Electron belongs to electron/main and is passed in',
  },
  {
    folder: 'electron/contract',
    sees: ['domain'],
    never: [node, electron, screens, database, http],
    room: 'the contract is pure: handlers belong to electron/data-process',
  },
  {
    folder: 'electron/data-process',
    sees: ['domain', 'db', 'sync', 'sync/wire', 'electron/contract', 'resources'],
    never: [electron, screens, http],
    room: 'the data process runs in plain Node too: ask electron/main for what only Electron can do',
  },
  {
    folder: 'electron/main',
    sees: ['domain', 'electron/contract', 'resources'],
    never: [screens, database, http],
    room: 'main shows windows: records belong to electron/data-process',
  },
  {
    folder: 'electron/preload',
    sees: ['electron/contract'],
    never: [node, screens, database, http],
    room: 'the preload passes calls on: anything that thinks belongs to renderer/bridge or electron/data-process',
  },
  {
    folder: 'renderer',
    sees: ['domain', 'electron/contract', 'electron/preload', 'resources'],
    never: [node, electron, database, http],
    room: 'the screens ask through renderer/bridge: records belong to db, files and network to electron',
  },
  {
    folder: 'state-server',
    sees: ['domain', 'sync/wire', 'sync/sealing', 'resources'],
    never: [electron, screens],
    room: 'the state server shares only sync/wire and domain with the desktop: what both need belongs there',
  },
  {
    folder: 'scripts',
    sees: ['domain', 'db', 'sync', 'sync/wire', 'electron', 'state-server', 'resources', 'tests/e2e/support'],
    never: [],
    room: 'scripts may call the program; of tests they may use the launcher in tests/e2e/support',
  },
];
