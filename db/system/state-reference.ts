import { notice } from '#db/sync/notices.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { missingCodes } from '#db/system/missing-codes.ts';
import { whyUnusable } from '#db/system/usable-reference.ts';
import { placeInWords, referenceKind } from '#domain/system/check-reference.ts';

/** A list, layout or rule file as the state has published it. */
export interface StateSet {
  readonly name: string;
  readonly version: string;
  /** The school year, by its ending year, from which it holds. */
  readonly fromYear: number;
  readonly publishedAt: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What of the state's is here, without the values; `problem` says why one was set aside. */
export function stateSets(reader: Reader): (Omit<StateSet, 'value'> & { readonly problem: string | null })[] {
  return reader.rows(
    "SELECT name, version, fromYear, at AS publishedAt, problem FROM referenceSet WHERE source = 'state' ORDER BY name",
  );
}

/**
 * Takes a set of the state in. It is in force at once unless the district has loaded its own. One that this Hi-Line does not
 * know or cannot use is kept aside and changes nothing; either way a notice says so. Like all below it answers whether
 * there is something new to see.
 */
export function takeStateSet(writer: Writer, set: StateSet, at: string): boolean {
  const problem = problemOf(set.name, set.value);
  writer.exec(
    `INSERT INTO referenceSet (name, source, value, at, fromYear, version, problem) VALUES (?, 'state', ?, ?, ?, ?, ?)
      ON CONFLICT (name, source) DO UPDATE SET value = excluded.value, at = excluded.at, fromYear = excluded.fromYear,
      version = excluded.version, problem = excluded.problem`,
    set.name,
    JSON.stringify(set.value),
    set.publishedAt,
    set.fromYear,
    set.version,
    problem,
  );
  say(writer, at, problem === null ? inForceWords(writer, set) : asideWords(set.name, set.value, problem));
  return true;
}

/** The state has taken a set back: what came before it is in force again. Nothing happens where it is not here. */
export function dropStateSet(writer: Writer, name: string, at: string): boolean {
  const known = stateSets(writer).some((set) => set.name === name);
  if (!known) return false;
  writer.exec("DELETE FROM referenceSet WHERE name = ? AND source = 'state'", name);
  say(
    writer,
    at,
    hasOwn(writer, name)
      ? `The state has withdrawn its “${titleOf(name)}”. The one that was loaded here stays in force.`
      : `The state has withdrawn its “${titleOf(name)}”. The one that came with Hi-Line is in force again.`,
  );
  return true;
}

/** This computer belongs to another state now: what the one before had published goes. */
export function dropAllStateSets(writer: Writer, at: string): boolean {
  if (stateSets(writer).length === 0) return false;
  writer.exec("DELETE FROM referenceSet WHERE source = 'state'");
  say(writer, at, 'Another state answers now. Lists and rules of the one before are no longer in force.');
  return true;
}

/**
 * Looks at every set of the state again: after an update Hi-Line may know what it had set aside, or ask more of one that it
 * had taken. Says what has changed.
 */
export function checkStateSetsAgain(writer: Writer, at: string): boolean {
  let changed = false;
  const kept = writer.rows<{ name: string; value: string; problem: string | null }>(
    "SELECT name, value, problem FROM referenceSet WHERE source = 'state' ORDER BY name",
  );
  for (const { name, value: text, problem: before } of kept) {
    const value = JSON.parse(text) as StateSet['value'];
    const problem = problemOf(name, value);
    if (problem === before) continue;
    changed = true;
    writer.exec("UPDATE referenceSet SET problem = ? WHERE name = ? AND source = 'state'", problem, name);
    if (problem === null) say(writer, at, inForceWords(writer, { name, value }));
    else if (before === null) say(writer, at, asideWords(name, value, problem));
  }
  return changed;
}

/** Why this Hi-Line cannot use it, as a sentence; null where it can. */
function problemOf(name: string, value: StateSet['value']): string | null {
  const kind = referenceKind(name);
  if (!kind) return 'This Hi-Line does not know such a list.';
  const [first] = whyUnusable(kind, value);
  return first ? `${placeInWords(first.field)}: ${first.message}` : null;
}

function inForceWords(reader: Reader, { name, value }: Pick<StateSet, 'name' | 'value'>): string {
  if (hasOwn(reader, name))
    return `The state has published “${titleOf(name)}”. The one that was loaded here stays in force until somebody goes back from it.`;
  return [`“${titleOf(name)}” is the state’s from now on.`, ...missingCodes(reader, name, value)].join(' ');
}

const asideWords = (name: string, value: StateSet['value'], problem: string): string =>
  `The state has published “${titleOf(name, value)}”, and this Hi-Line cannot use it; what was in force stays. ${problem} If an update of Hi-Line does not help, tell the state.`;

/** Its title here, else the title it gives itself, else its name. */
function titleOf(name: string, value: StateSet['value'] = {}): string {
  const own = value.title;
  return referenceKind(name)?.title ?? (typeof own === 'string' && own !== '' ? own.slice(0, 200) : name);
}

const hasOwn = (reader: Reader, name: string): boolean =>
  reader.rows("SELECT 1 FROM referenceSet WHERE name = ? AND source = 'district'", name).length > 0;

const say = (writer: Writer, at: string, words: string): void =>
  notice(writer, { kind: 'state list', at, detail: { words } });
