import type { Reader } from '#db/system/connection.ts';

/** Columns that hold codes of the lists that grow stale most: told when a list is replaced. */
const USED_IN: Readonly<Record<string, readonly { readonly table: string; readonly column: string }[]>> = {
  'code-set grade_level': [{ table: 'enrollment', column: 'grade' }],
  'code-set service_type': [{ table: 'enrollment', column: 'serviceType' }],
  'code-set start_status': [{ table: 'enrollment', column: 'startStatus' }],
  'code-set end_status': [{ table: 'enrollment', column: 'endStatus' }],
  'code-set end_status_category': [{ table: 'enrollment', column: 'endReason' }],
  'code-set dropout_reason': [{ table: 'enrollment', column: 'dropoutReason' }],
  'code-set diploma_type': [{ table: 'enrollment', column: 'diplomaType' }],
  'code-set gender': [{ table: 'person', column: 'gender' }],
  'code-set program': [{ table: 'programRecord', column: 'program' }],
};

/** Codes that records hold and the new list does not have, each as a sentence. */
export function missingCodes(reader: Reader, name: string, value: unknown): string[] {
  const codes = new Set(((value as { values?: { code: string }[] }).values ?? []).map(({ code }) => code));
  return (USED_IN[name] ?? []).flatMap(({ table, column }) =>
    reader
      .rows<{ code: string; n: number }>(
        `SELECT "${column}" AS code, count(*) AS n FROM "${table}" WHERE "${column}" IS NOT NULL GROUP BY 1 ORDER BY 1`,
      )
      .filter(({ code }) => !codes.has(code))
      .map(
        ({ code, n }) =>
          `${n === 1 ? 'One record has' : `${n} records have`} the code "${code}", which the new list does not have. ${n === 1 ? 'It stays' : 'They stay'} as ${n === 1 ? 'it is' : 'they are'} until someone chooses another.`,
      ),
  );
}
