import type { Reader, Writer } from '#db/system/connection.ts';
import { setSetting, setting } from '#db/system/settings.ts';
import { Failure } from '#domain/system/failure.ts';
import { type ProxySetting, readProxyAddress } from '#sync/proxy-choice.ts';

/** How this computer is to reach the state. Lies in the encrypted file, because a proxy's address may hold a password. */
export function proxySetting(reader: Reader): ProxySetting {
  const text = setting(reader, 'proxy');
  return text ? (JSON.parse(text) as ProxySetting) : { mode: 'system' };
}

export function setProxy(writer: Writer, chosen: ProxySetting): void {
  if (chosen.mode === 'manual' && !readProxyAddress(chosen.address))
    throw new Failure(
      'invalid-input',
      'That is no address of a proxy. It looks like proxy.school.org:8080.',
      [{ field: 'address', message: 'Like proxy.school.org:8080.' }],
    );
  setSetting(writer, 'proxy', JSON.stringify(chosen));
}
