// The one door to every npm script. It runs before anything is installed, on whatever Node the machine has (20 or
// newer), so it may use Node's own modules and nothing else. It installs what is missing, then hands over to
// scripts/<command>.ts on the Node 24 that comes with the project, never on the machine's own.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const needElectron = new Set(['start', 'test', 'tour', 'package', 'build', 'bench', 'torture']);

/** Debian packages a window needs, and those that compile one addon; the second name is Ubuntu's newer one. */
const systemPackages = [
  ...[
    'xvfb',
    'xauth',
    'libgtk-3-0|libgtk-3-0t64',
    'libnss3',
    'libasound2|libasound2t64',
    'libgbm1',
    'libnotify4',
  ],
  ...['libxss1', 'libxtst6', 'fonts-dejavu-core', 'fonts-liberation', 'g++', 'make', 'python3'],
];

const say = (text) => process.stderr.write(`hi-line: ${text}\n`);

function fail(text) {
  say(text);
  process.exit(1);
}

/** Where the project's own Node is; the only place that knows about Windows' `.exe`. */
function projectNode() {
  const inBin = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  return existsSync(inBin) ? inBin : join(root, 'node_modules', '.bin', windows ? 'node.exe' : 'node');
}

function npm(...args) {
  // Inside an npm script npm names its own program file, which avoids `npm.cmd` and its shell.
  const own = process.env.npm_execpath;
  const [program, first] = own?.endsWith('.js')
    ? [process.execPath, [own]]
    : [windows ? 'npm.cmd' : 'npm', []];
  const shell = windows && program === 'npm.cmd';
  // Everything npm says goes to stderr: a caller may be reading our stdout.
  return spawnSync(program, [...first, ...args], { cwd: root, stdio: ['ignore', 2, 2], shell }).status === 0;
}

function installPackages() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const key = createHash('sha256').update(lock).update(process.platform).update(process.arch).digest('hex');
  const stamp = join(root, 'node_modules', '.hi-line-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key && existsSync(projectNode())) return;
  if (!installedMatches(JSON.parse(lock.toString()))) {
    say('installing the packages of package-lock.json (about a minute the first time)');
    // A registry that carries no packages for other platforms leaves gaps in the lock, which `npm ci` refuses outright;
    // a plain install takes the same locked versions and leaves the lock as it is.
    // Warnings would be about the machine's Node, which runs nothing of these packages.
    const quietly = ['--no-audit', '--no-fund', '--loglevel=error'];
    if (!npm('ci', ...quietly) && !npm('install', '--no-save', ...quietly)) {
      fail('The packages could not be installed. Check that the registry can be reached, then run it again.');
    }
  }
  if (!existsSync(projectNode())) {
    // npm 11 may hold back install scripts; this one only puts the node program in place.
    spawnSync(process.execPath, [join(root, 'node_modules', 'node', 'installArchSpecificPackage.js')], {
      cwd: join(root, 'node_modules', 'node'),
      stdio: ['ignore', 2, 2],
    });
  }
  if (!existsSync(projectNode())) fail('Node 24 was not installed with the packages. Run: npm rebuild node');
  writeFileSync(stamp, key);
}

/** True when node_modules already is what the lock file asks for, for example after a plain `npm install`. */
function installedMatches(lock) {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(lock.packages).every(
    ([path, wanted]) =>
      path === '' || (installed[path] ? installed[path].version === wanted.version : wanted.optional),
  );
}

function installSystemPackages() {
  if (process.platform !== 'linux' || spawnSync('dpkg-query', ['--version']).error) return;
  const names = systemPackages.flatMap((entry) => entry.split('|'));
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format language
  const query = spawnSync('dpkg-query', ['-W', '-f=${Package} ${Status}\n', ...names], {
    encoding: 'utf8',
  }).stdout;
  const present = new Set(
    query
      .split('\n')
      .filter((line) => line.endsWith('install ok installed'))
      .map((line) => line.split(' ')[0]),
  );
  const missing = systemPackages.filter((entry) => !entry.split('|').some((name) => present.has(name)));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    const list = missing.map((entry) => entry.split('|')[0]).join(' ');
    say(`these system packages are missing and a window may not open without them: ${list}`);
    say(`install them with: sudo apt-get install ${list}`);
    return;
  }
  say(`installing system packages: ${missing.map((entry) => entry.split('|')[0]).join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 2] }).status === 0;
  apt('update', '-qq');
  const known = (name) => spawnSync('apt-cache', ['show', '--no-all-versions', name]).status === 0;
  const wanted = missing.map((entry) => entry.split('|').find(known) ?? entry.split('|')[0]);
  if (!apt('install', '-y', '-qq', '--no-install-recommends', ...wanted)) {
    say(`apt-get could not install all of: ${wanted.join(' ')}. Going on; a window may not open.`);
  }
}

function chooseElectron() {
  const chosen = spawnSync(projectNode(), [join(root, 'scripts', 'electron-runtime.ts')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (chosen.status !== 0) process.exit(chosen.status ?? 1);
}

const [command, ...args] = process.argv.slice(2);
const script = join(root, 'scripts', `${command}.ts`);
if (!command || !existsSync(script))
  fail(`there is no command "${command}"; look in package.json under "scripts".`);

installPackages();
if (needElectron.has(command)) {
  installSystemPackages();
  chooseElectron();
}

// dash and npm remember where `node` was before the packages came: put the project's own Node first for all children.
const path = [join(root, 'node_modules', '.bin'), dirname(projectNode()), process.env.PATH].join(
  windows ? ';' : ':',
);
// Programs that tests start a hundred times are compiled once.
const compiled = process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'compiled');
const child = spawn(projectNode(), [script, ...args], {
  stdio: 'inherit',
  env: { ...process.env, PATH: path, NODE_COMPILE_CACHE: compiled },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
