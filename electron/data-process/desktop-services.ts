import { Failure } from '#domain/system/failure.ts';

/** What only the desktop's main process can do. The headless host has none of it and says so. */
export interface DesktopServices {
  /** Renders the report behind the ticket to PDF. */
  print(request: {
    ticket: string;
    landscape: boolean;
    header: string;
    footer: string;
    title: string;
  }): Promise<Uint8Array>;
  /** The path chosen by a person, or null. The path never leaves the data process. */
  askToOpen(request: {
    title: string;
    filters: { name: string; extensions: string[] }[];
    folder?: boolean;
  }): Promise<string | null>;
  askToSave(request: {
    title: string;
    fileName: string;
    filters: { name: string; extensions: string[] }[];
  }): Promise<string | null>;
  /** Sends a PDF to a printer through the system's dialog. */
  toPaper(pdf: Uint8Array): Promise<void>;
  resolveProxy(url: string): Promise<string>;
  updateState(): Promise<UpdateState>;
  checkForUpdate(address: string): Promise<UpdateState>;
  downloadUpdate(): Promise<UpdateState>;
  /** Closes the program and installs what was fetched. */
  installUpdate(): Promise<void>;
}

/** How far the search for a newer version is. */
export interface UpdateState {
  readonly state: 'idle' | 'none' | 'available' | 'downloading' | 'ready';
  readonly version: string | null;
  readonly percent: number;
}

const refuse = (): never => {
  throw new Failure('not-allowed', 'This needs the Hi-Line window. Open Hi-Line and do it there.');
};

export const noDesktop: DesktopServices = {
  print: async () => refuse(),
  askToOpen: async () => refuse(),
  askToSave: async () => refuse(),
  toPaper: async () => refuse(),
  resolveProxy: async () => 'DIRECT',
  updateState: async () => refuse(),
  checkForUpdate: async () => refuse(),
  downloadUpdate: async () => refuse(),
  installUpdate: async () => refuse(),
};
