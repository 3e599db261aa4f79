import { collectionCalendar } from '#db/collections/collection-calendar.ts';
import { countRulesFile } from '#db/collections/count-rules.ts';
import { policyReferences } from '#db/collections/policy-references.ts';
import { rulePack } from '#db/collections/validation/rule-pack.ts';
import { dueWorkFile } from '#db/programs/due-work.ts';
import { duePlansFile } from '#db/special-education/due-plans.ts';
import { shippedFeeds } from '#db/state-files/feeds.ts';
import { inForce as inForceLayout, layoutOf } from '#db/state-files/layouts.ts';
import { closedTimesFile } from '#db/sync/closed-times.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { type ReferenceKind, referenceKinds } from '#db/system/reference-shapes.ts';
import { knowsRule } from '#domain/collections/validation/validate.ts';
import { feedNames } from '#domain/state-files/feeds.ts';
import type { TemplateName } from '#domain/state-files/templates.ts';
import { Failure } from '#domain/system/failure.ts';

export interface ReferenceLine {
  readonly name: string;
  readonly title: string;
  readonly group: string;
  readonly source: 'shipped' | 'district' | 'state';
  readonly at: string | null;
}

/** Every list, layout and rule that may be replaced, and whose version is in force. */
export function referenceList(reader: Reader): ReferenceLine[] {
  const replaced = new Map(
    reader
      .rows<{ name: string; source: 'district' | 'state'; at: string }>(
        'SELECT name, source, at FROM referenceSet',
      )
      .map((row) => [row.name, row]),
  );
  return referenceKinds().map(({ name, title, group }) => {
    const own = replaced.get(name);
    return { name, title, group, source: own?.source ?? 'shipped', at: own?.at ?? null };
  });
}

/** The version in force as JSON text, to be saved, edited and loaded again. */
export function referenceText(reader: Reader, name: string): string {
  kindNamed(name);
  return `${JSON.stringify(inForce(reader, name), null, 2)}\n`;
}

function inForce(reader: Reader, name: string): unknown {
  if (name.startsWith('code-set ')) return codeSetFile(reader, name.slice('code-set '.length));
  const feed = feedNames.find((one) => name === `layout feed-${one}`);
  if (feed) return inForceLayout(reader, shippedFeeds[feed]);
  if (name.startsWith('layout ')) return layoutOf(reader, name.slice('layout '.length) as TemplateName);
  if (name === 'count-rules') return countRulesFile(reader);
  if (name === 'due-plans') return duePlansFile(reader);
  if (name === 'due-work') return dueWorkFile(reader);
  if (name === 'closed-times') return closedTimesFile(reader);
  if (name === 'policy-references') return policyReferences(reader);
  return name === 'validation-rules' ? rulePack(reader) : collectionCalendar(reader);
}

/**
 * Puts a new version in force. Refused with the place of the first mistake, so that nothing half right is ever used.
 * Answers what to look at: codes that records hold and the new list does not have; they stay and are shown raw.
 */
export function loadReference(
  writer: Writer,
  input: { name: string; text: string; source: 'district' | 'state'; at: string },
): string[] {
  const kind = kindNamed(input.name);
  let value: unknown;
  try {
    value = JSON.parse(input.text.replace(/^\ufeff/, ''));
  } catch {
    throw new Failure(
      'invalid-input',
      'This file is not JSON. Save the present version first, and change that one.',
    );
  }
  const read = kind.shape.safeParse(value);
  if (!read.success) {
    const first = read.error.issues[0];
    throw new Failure(
      'invalid-input',
      `The file is not a right "${kind.title}": ${first?.path.join(' › ') || 'at the top'}: ${first?.message ?? 'it cannot be read.'}`,
      read.error.issues
        .slice(0, 100)
        .map((issue) => ({ field: issue.path.map(String).join('.'), message: issue.message })),
    );
  }
  if (input.name === 'validation-rules')
    for (const { id } of (value as { rules: { id: string }[] }).rules)
      if (!knowsRule(id))
        throw new Failure(
          'invalid-input',
          `The rule "${id}" is not known to this Hi-Line. Update Hi-Line first.`,
        );
  writer.exec(
    `INSERT INTO referenceSet (name, value, source, at) VALUES (?, ?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, source = excluded.source, at = excluded.at`,
    input.name,
    JSON.stringify(value),
    input.source,
    input.at,
  );
  return missingCodes(writer, kind, value);
}

/** Back to the version that came with Hi-Line. */
export function resetReference(writer: Writer, name: string): void {
  kindNamed(name);
  writer.exec('DELETE FROM referenceSet WHERE name = ?', name);
}

function missingCodes(reader: Reader, kind: ReferenceKind, value: unknown): string[] {
  const codes = new Set(((value as { values?: { code: string }[] }).values ?? []).map(({ code }) => code));
  return kind.usedIn.flatMap(({ table, column }) =>
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

function kindNamed(name: string): ReferenceKind {
  const kind = referenceKinds().find((one) => one.name === name);
  if (!kind)
    throw new Failure('not-found', `There is no list or rule "${name}" that can be replaced.`, [
      { field: 'name', message: 'Choose one of the list.', value: name },
    ]);
  return kind;
}
