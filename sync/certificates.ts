import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';

/**
 * Certificates to trust: the bundled ones and those of the system, because school filters open TLS and sign with a
 * certificate of their own that the school has put into the system. Checking is never switched off.
 */
export function trustedCertificates(more: readonly string[] = []): string[] {
  const known = tls as unknown as {
    getCACertificates?: (kind: 'system' | 'default') => string[];
    rootCertificates: readonly string[];
  };
  const own = known.getCACertificates
    ? [...known.getCACertificates('default'), ...known.getCACertificates('system')]
    : [...known.rootCertificates, ...extraOfEnvironment()];
  return [...new Set([...own, ...more])];
}

/** Older Node adds this file by itself only where nobody names certificates. */
function extraOfEnvironment(): string[] {
  const path = process.env.NODE_EXTRA_CA_CERTS;
  if (!path) return [];
  try {
    return [readFileSync(path, 'utf8')];
  } catch {
    return [];
  }
}
