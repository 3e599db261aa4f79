import type { StateLayout } from '#domain/state-files/layout.ts';
import { recordTypes } from '#domain/sync/registry.ts';

/** One element: what it is called, which list it takes its codes from, who decides, and which files carry it. */
export interface DictionaryElement {
  readonly record: string;
  readonly recordLabel: string;
  readonly field: string;
  readonly label: string;
  readonly kind: string;
  readonly codeSet: string | null;
  readonly required: boolean;
  readonly authority: string;
  readonly confidential: boolean;
  /** Titles of state files whose layout has a field of this name and kind. */
  readonly files: readonly string[];
  /** Titles of the validation rules that look at it. */
  readonly rules: readonly string[];
}

/** Records whose fields go into a layout under their own names. */
const CARRIED: Readonly<Record<string, readonly string[]>> = {
  person: ['SD'],
  demographics: ['SD'],
  enrollment: ['EN'],
  countDecision: ['AF', 'AS'],
  enteredTotals: ['AA'],
  courseFacts: ['CU'],
  sectionStaff: ['SH'],
  sectionRoster: ['RU'],
  employmentTerm: ['TE'],
  districtAssignment: ['DA'],
  ctePathway: ['CE'],
  cteFollowUp: ['CT'],
  programRecord: ['LP', '504'],
};

/** Names that differ between a record and the layouts that carry it. */
const RENAMED: Readonly<Record<string, string>> = {
  hours: 'aggregateHours',
  tenDay: 'excludeTenDay',
  detail: 'elStatus',
};

/** Every element of every synced record, out of the field registry, the layouts in force and the rules by `type.field`. */
export function dataDictionary(
  layouts: readonly StateLayout[],
  rules: ReadonlyMap<string, readonly string[]>,
): readonly DictionaryElement[] {
  return recordTypes.flatMap((type) =>
    Object.entries(type.fields)
      .filter(([, field]) => field.kind !== 'reference')
      .map(([name, field]) => {
        const types = CARRIED[type.name] ?? [];
        const carried = RENAMED[name] ?? name;
        return {
          record: type.name,
          recordLabel: type.label,
          field: name,
          label: field.label,
          kind: field.kind,
          codeSet: field.codeSet ?? null,
          required: field.required,
          authority: field.authority,
          confidential: field.sensitivity === 'confidential',
          files: layouts
            .filter(
              (layout) =>
                layout.recordType !== null &&
                types.includes(layout.recordType) &&
                layout.fields.some((one) => one.name === carried),
            )
            .map(({ title }) => title),
          rules: rules.get(`${type.name}.${name}`) ?? [],
        };
      }),
  );
}
