import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { newDeviceCode } from '#state-server/accounts/device-code.ts';
import { addDistrict, revokeDevice } from '#state-server/accounts/districts.ts';
import { beginEpoch, serverIdentity } from '#state-server/accounts/server-identity.ts';
import { setStaffMember } from '#state-server/accounts/staff-accounts.ts';
import { openDatabase } from '#state-server/database/open-database.ts';
import { staffRoles } from '#state-server/database/tables.ts';
import { packageCommand } from '#state-server/packages/package-command.ts';
import { serve } from '#state-server/serve.ts';
import type { Services } from '#state-server/services.ts';

const USAGE = `The State Edition's server.

  state-server [--database <file or postgres://…>] [--port 8787] [--host 127.0.0.1]
  state-server district add --number 0123 --name "Name of the district"
  state-server device-code --district 0123
  state-server device revoke --client <id>
  state-server card --district 0123 --file <state card> [--url https://…]
                                                (for a district without a line, with the code and fingerprint on paper)
  state-server package take --file <package> --answer <file to carry back>
  state-server package list
  state-server package accept|dismiss --id <id> (one that waits for review)
  state-server staff add --name <name> [--role viewer|reviewer|administrator]
                                                (password in STATE_STAFF_PASSWORD; the first is an administrator)
  state-server --new-epoch                      (once, after the database came back from a backup, before it serves)

Each takes --database, or STATE_DATABASE; without them it is a file in your own data folder.`;

/** Runs one command and returns the exit code. Results are JSON lines on stdout, sentences on stderr. */
export async function runStateServer(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        database: { type: 'string' },
        port: { type: 'string', default: '8787' },
        host: { type: 'string', default: '127.0.0.1' },
        number: { type: 'string' },
        name: { type: 'string' },
        role: { type: 'string' },
        district: { type: 'string' },
        client: { type: 'string' },
        file: { type: 'string' },
        answer: { type: 'string' },
        id: { type: 'string' },
        url: { type: 'string', default: '' },
        'new-epoch': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return say(USAGE);
    const command = positionals.join(' ');
    const database = await openDatabase(values.database ?? process.env.STATE_DATABASE ?? usualPlace());
    const services: Services = { database, clock: Date.now, random: randomBytes };
    try {
      if (values['new-epoch']) {
        if (command !== '') throw new Error(`--new-epoch stands alone.\n\n${USAGE}`);
        await serverIdentity(services);
        return tell({ epoch: await beginEpoch(services) });
      }
      switch (command) {
        case '':
          await serve(services, { host: values.host, port: portOf(values.port) });
          return 0;
        case 'district add': {
          const number = needed(values.number, '--number');
          await addDistrict(services, number, needed(values.name, '--name'));
          return tell({ district: number });
        }
        case 'device-code':
          return tell({
            code: await newDeviceCode(services, needed(values.district, '--district')),
            keyFingerprint: (await serverIdentity(services)).keyFingerprint,
          });
        case 'card':
        case 'package take':
        case 'package list':
        case 'package accept':
        case 'package dismiss':
          return tell(await packageCommand(services, command, values));
        case 'device revoke': {
          const client = needed(values.client, '--client');
          await revokeDevice(services, client);
          return tell({ revoked: client });
        }
        case 'staff add': {
          const name = needed(values.name, '--name');
          const role = staffRoles.find((one) => one === values.role);
          if (values.role !== undefined && !role)
            throw new Error(`There is no role "${values.role}": say ${staffRoles.join(', ')}.`);
          await setStaffMember(services, name, process.env.STATE_STAFF_PASSWORD ?? '', role);
          return tell({ staff: name });
        }
        default:
          throw new Error(`There is no command "${command}".\n\n${USAGE}`);
      }
    } finally {
      await database.close();
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function tell(result: Record<string, unknown>): number {
  return say(JSON.stringify(result));
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function needed(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new Error(`${option} is missing.\n\n${USAGE}`);
  return value;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('--port is a number up to 65535.');
  return port;
}

/** The user's own data folder on this system. */
function usualPlace(): string {
  const folder =
    process.platform === 'win32'
      ? (process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Application Support')
        : (process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'));
  return join(folder, 'hi-line-state', 'state.db');
}
