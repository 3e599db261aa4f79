/** How to reach the state: directly, or through a proxy that opens a tunnel. */
export type Way =
  | { readonly kind: 'direct' }
  | {
      readonly kind: 'proxy';
      /** The proxy itself is spoken to over TLS. */
      readonly secure: boolean;
      readonly host: string;
      readonly port: number;
      /** "name:password" for a proxy that asks who you are. */
      readonly signIn: string | null;
    };

/** What the person has set; `system` asks the computer. */
export type ProxySetting =
  | { readonly mode: 'system' }
  | { readonly mode: 'none' }
  | { readonly mode: 'manual'; readonly address: string };

const DIRECT: Way = { kind: 'direct' };

/** This computer itself is never reached through a proxy. */
export const isThisComputer = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);

/** "proxy.school:8080", with http:// or https:// and a name and password before it where they are needed. Null: cannot be read. */
export function readProxyAddress(text: string): Way | null {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim()) ? text.trim() : `http://${text.trim()}`;
  if (!URL.canParse(whole)) return null;
  const url = new URL(whole);
  if (!/^https?:$/.test(url.protocol) || url.hostname === '') return null;
  const secure = url.protocol === 'https:';
  const signIn = url.username
    ? `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
    : null;
  const port = Number(url.port) || (secure ? 443 : whole === text.trim() ? 80 : 8080);
  return { kind: 'proxy', secure, host: url.hostname, port, signIn };
}

/** The ways a system's answer names, first choice first: "PROXY proxy.school:8080; DIRECT". Kinds we do not speak are left out. */
export function readSystemAnswer(text: string): Way[] {
  return text
    .split(';')
    .map((part) => part.trim().split(/\s+/))
    .flatMap(([kind = '', place = '']): Way[] => {
      if (/^direct$/i.test(kind)) return [DIRECT];
      if (!/^(proxy|https?)$/i.test(kind)) return [];
      const way = readProxyAddress(`${/^https$/i.test(kind) ? 'https' : 'http'}://${place}`);
      return way ? [way] : [];
    });
}

/** What HTTPS_PROXY, ALL_PROXY and NO_PROXY say of a host; null when they say nothing. */
export function proxyOfEnvironment(
  host: string,
  environment: Readonly<Record<string, string | undefined>>,
): Way | null {
  const read = (name: string): string => environment[name] ?? environment[name.toLowerCase()] ?? '';
  const address = read('HTTPS_PROXY') || read('ALL_PROXY');
  if (address === '') return null;
  const excepted = read('NO_PROXY')
    .split(',')
    .map((one) =>
      one
        .trim()
        .toLowerCase()
        .replace(/^\*?\./, '')
        .replace(/:\d+$/, ''),
    )
    .filter(Boolean);
  const name = host.toLowerCase();
  if (excepted.some((one) => one === '*' || name === one || name.endsWith(`.${one}`))) return DIRECT;
  return readProxyAddress(address);
}

/**
 * The way to a host: what the person has set, else the environment, else what the system answers. A proxy that cannot be
 * read is no reason to go around it.
 */
export async function wayTo(
  url: URL,
  from: {
    readonly setting: ProxySetting;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly askSystem: (url: string) => Promise<string>;
  },
): Promise<Way | null> {
  const { setting } = from;
  if (setting.mode === 'none' || url.protocol !== 'https:') return DIRECT;
  if (setting.mode === 'manual') return readProxyAddress(setting.address);
  if (isThisComputer(url.hostname)) return DIRECT;
  const told = proxyOfEnvironment(url.hostname, from.environment);
  if (told) return told;
  const answer = await from.askSystem(url.href).catch(() => 'DIRECT');
  return readSystemAnswer(answer)[0] ?? (answer.trim() === '' ? DIRECT : null);
}
