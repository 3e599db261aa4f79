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
import { missingCodes } from '#db/system/missing-codes.ts';
import { stateSets } from '#db/system/state-reference.ts';
import { whyUnusable } from '#db/system/usable-reference.ts';
import { feedNames } from '#domain/state-files/feeds.ts';
import type { TemplateName } from '#domain/state-files/templates.ts';
import { placeInWords, referenceKind, referenceValue } from '#domain/system/check-reference.ts';
import { Failure } from '#domain/system/failure.ts';
import { type ReferenceKind, referenceKinds } from '#domain/system/reference-shapes.ts';

export interface ReferenceLine {
  readonly name: string;
  readonly title: string;
  readonly group: string;
  /** Whose version is in force: the district's own goes before the state's, the state's before ours. */
  readonly source: 'shipped' | 'district' | 'state';
  /** When it was loaded here, or published by the state. */
  readonly at: string | null;
  /** The state's version where there is one, in force or not. */
  readonly state: {
    readonly publishedAt: string;
    /** School years from this one on, by ending year. */
    readonly fromYear: number;
    /** Why it was set aside; null for one that can be used. */
    readonly problem: string | null;
  } | null;
}

/** Every list, layout and rule that may be replaced, and whose version is in force. */
export function referenceList(reader: Reader): ReferenceLine[] {
  const own = new Map(
    reader
      .rows<{ name: string; at: string }>("SELECT name, at FROM referenceSet WHERE source = 'district'")
      .map(({ name, at }) => [name, at]),
  );
  const states = new Map(stateSets(reader).map((set) => [set.name, set]));
  return referenceKinds.map(({ name, title, group }) => {
    const [loadedAt, set] = [own.get(name), states.get(name)];
    const state = set && { publishedAt: set.publishedAt, fromYear: set.fromYear, problem: set.problem };
    const line = { name, title, group, state: state ?? null };
    if (loadedAt !== undefined) return { ...line, source: 'district', at: loadedAt };
    if (state && state.problem === null) return { ...line, source: 'state', at: state.publishedAt };
    return { ...line, source: 'shipped', at: null };
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
 * Puts the district's own version in force. Refused with the place of the first mistake, so that nothing half right is ever
 * used. Answers what to look at: codes that records hold and the new list does not have; they stay and are shown raw.
 */
export function loadReference(writer: Writer, input: { name: string; text: string; at: string }): string[] {
  const kind = kindNamed(input.name);
  const value = referenceValue(input.text);
  if (value === undefined)
    throw new Failure(
      'invalid-input',
      'This file is not JSON. Save the present version first, and change that one.',
    );
  const problems = whyUnusable(kind, value);
  const [first] = problems;
  if (first)
    throw new Failure(
      'invalid-input',
      `The file is not a right "${kind.title}": ${placeInWords(first.field)}: ${first.message}`,
      problems,
    );
  writer.exec(
    `INSERT INTO referenceSet (name, source, value, at) VALUES (?, 'district', ?, ?)
      ON CONFLICT (name, source) DO UPDATE SET value = excluded.value, at = excluded.at`,
    input.name,
    JSON.stringify(value),
    input.at,
  );
  return missingCodes(writer, input.name, value);
}

/** Lets the district's own version go: the state's is in force again, or the one that came with Hi-Line. */
export function resetReference(writer: Writer, name: string): void {
  kindNamed(name);
  writer.exec("DELETE FROM referenceSet WHERE name = ? AND source = 'district'", name);
}

function kindNamed(name: string): ReferenceKind {
  const kind = referenceKind(name);
  if (!kind)
    throw new Failure('not-found', `There is no list or rule "${name}" that can be replaced.`, [
      { field: 'name', message: 'Choose one of the list.', value: name },
    ]);
  return kind;
}
