import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed } from '#db/system/rows.ts';
import type { StateCode } from '#domain/state-files/write-record.ts';
import { recordTypes } from '#domain/sync/registry.ts';
import { codeOf } from '#domain/system/code-set.ts';
import { Failure } from '#domain/system/failure.ts';

/**
 * How codes go into state files. A code the state is known to use goes as it is; one of ours only when a person has said
 * what the state calls it; one that no list has, though the list may be incomplete, only when a person has confirmed it.
 * Source: exportReady and authority of each code set.
 */
export function stateCodes(reader: Reader): (set: string, code: string) => StateCode {
  const mapped = mappings(reader);
  const ready = new Map<string, 'known' | 'unknown' | 'ours'>();
  return (set, code) => {
    const text = mapped.get(`${set} ${code}`);
    if (text !== undefined) return { text };
    const key = `${set} ${code}`;
    let known = ready.get(key);
    if (known === undefined) {
      const file = codeSetFile(reader, set);
      const value = codeOf(file, code);
      const ofTheState =
        (file.exportReady !== 'no' && value?.authority !== 'D') ||
        (file.codeAuthority === 'S' && value?.authority === 'S');
      known = value === undefined ? 'unknown' : ofTheState ? 'known' : 'ours';
      ready.set(key, known);
    }
    if (known === 'known') return { text: code };
    return known === 'ours' ? { unconfirmed: { set, code } } : { unknown: { set, code } };
  };
}

/** Our code behind the state's, for reading a file. A code nobody mapped stays as it is. */
export function ownCodes(reader: Reader): (set: string, stateCode: string) => string {
  const back = new Map(
    [...mappings(reader)].map(([key, text]) => [
      `${key.slice(0, key.indexOf(' '))} ${text}`,
      key.slice(key.indexOf(' ') + 1),
    ]),
  );
  return (set, stateCode) => back.get(`${set} ${stateCode}`) ?? stateCode;
}

function mappings(reader: Reader): Map<string, string> {
  return new Map(
    reader
      .rows<{ set: string; code: string; stateCode: string }>(
        'SELECT "set", code, stateCode FROM codeMapping WHERE stateCode IS NOT NULL ORDER BY "set", code',
      )
      .map((row) => [`${row.set} ${row.code}`, row.stateCode]),
  );
}

/** One code of ours, with what the state calls it; for the list of codes to confirm. */
export interface CodeToConfirm {
  readonly set: string;
  readonly setTitle: string;
  readonly code: string;
  readonly label: string;
  readonly stateCode: string | null;
}

export function codeToConfirm(reader: Reader, set: string, code: string): CodeToConfirm {
  const file = codeSetFile(reader, set);
  return {
    set,
    setTitle: file.title,
    code,
    label: codeOf(file, code)?.label ?? code,
    stateCode: mappings(reader).get(`${set} ${code}`) ?? null,
  };
}

/** Codes somebody has confirmed or mapped. */
export function confirmedCodes(reader: Reader): CodeToConfirm[] {
  return [...mappings(reader).keys()].map((key) => {
    const at = key.indexOf(' ');
    return codeToConfirm(reader, key.slice(0, at), key.slice(at + 1));
  });
}

function standsInRecords(reader: Reader, set: string, code: string): boolean {
  return recordTypes.some((type) =>
    Object.entries(type.fields).some(
      ([field, { kind, codeSet }]) =>
        kind === 'code' &&
        codeSet === set &&
        reader.rows(`SELECT 1 FROM "${type.name}" WHERE "${field}" = ? LIMIT 1`, code).length > 0,
    ),
  );
}

/** Says what the state calls these codes; null takes it back. */
export function confirmCodes(
  writer: Writer,
  codes: readonly { set: string; code: string; stateCode: string | null }[],
  who: { by: string; at: string },
): void {
  for (const { set, code, stateCode } of codes) {
    const file = codeSetFile(writer, set);
    // A code that came with a file may be the state's, though no list has it; one that stands nowhere is a slip.
    if (!codeOf(file, code) && !standsInRecords(writer, set, code))
      throw new Failure('invalid-input', `"${code}" is not in the list "${file.title}".`, [
        { field: 'code', message: 'Choose a code of the list.', value: code },
      ]);
    const text = stateCode?.trim() || null;
    if (text !== null && /[\t\r\n]/.test(text))
      throw new Failure('invalid-input', 'A state code is one short word without tabs.', [
        { field: 'stateCode', message: 'One short word.' },
      ]);
    putKeyed(writer, 'codeMapping', {
      set,
      code,
      stateCode: text,
      confirmedBy: text === null ? null : who.by,
      confirmedAt: text === null ? null : who.at,
    });
  }
}
