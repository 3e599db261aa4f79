import { rulePack } from '#db/collections/validation/rule-pack.ts';
import type { Reader } from '#db/system/connection.ts';
import shipped from '#resources/collections/policy-references.json' with { type: 'json' };

interface Reference {
  readonly code: string;
  /** "MCA 20-9-311". */
  readonly number: string;
  readonly title: string;
  readonly says: string;
  /** S: read in a public source; L: widely known law; D: ours. */
  readonly mark: string;
}

interface PolicyFile {
  readonly version: string;
  readonly note: string;
  readonly references: readonly Reference[];
  readonly rules: readonly {
    readonly rule: string;
    readonly references: readonly string[];
    /** Elements the rule looks at, as `type.field`. */
    readonly fields: readonly string[];
  }[];
  readonly numbers: readonly {
    readonly code: string;
    readonly label: string;
    readonly how: string;
    readonly references: readonly string[];
  }[];
}

/** What stands behind checks and numbers: the district's or the state's own list where there is one. */
export function policyReferences(reader: Reader): PolicyFile {
  const replaced = reader.rows<{ value: string }>(
    "SELECT value FROM referenceInForce WHERE name = 'policy-references'",
  )[0];
  return (replaced ? JSON.parse(replaced.value) : shipped) as PolicyFile;
}

/** Every rule in force and every number, each with its laws in words. A rule without any says so by an empty list. */
export function policyOf(reader: Reader) {
  const file = policyReferences(reader);
  const byCode = new Map(file.references.map(({ code, ...rest }) => [code, rest]));
  const named = (codes: readonly string[]) => codes.flatMap((code) => byCode.get(code) ?? []);
  const ofRule = new Map(file.rules.map(({ rule, references }) => [rule, references]));
  return {
    version: file.version,
    note: file.note,
    rules: rulePack(reader).rules.map(({ id, title, why }) => ({
      rule: id,
      title,
      why,
      references: named(ofRule.get(id) ?? []),
    })),
    numbers: file.numbers.map(({ references, ...number }) => ({ ...number, references: named(references) })),
  };
}

/** Titles of the rules that look at an element, by `type.field`. */
export function rulesOfFields(reader: Reader): Map<string, string[]> {
  const titles = new Map(rulePack(reader).rules.map(({ id, title }) => [id, title]));
  const found = new Map<string, string[]>();
  for (const { rule, fields } of policyReferences(reader).rules)
    for (const field of fields) {
      const title = titles.get(rule);
      if (title !== undefined) found.set(field, [...(found.get(field) ?? []), title]);
    }
  return found;
}
