import { naturalId } from '#domain/sync/natural-id.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import type { Journal } from '#scripts/simulating/journal.ts';
import { all, type HistoryRow, type WatchedDevice } from '#scripts/simulating/oracle-tables.ts';

/**
 * Which people were made one with which, by the state or by a decision at a computer. A record whose id follows from its
 * person is another record from then on, so what was saved of it has to be looked for there as well (M10).
 */
export class JoinedPeople {
  readonly #journal: Journal;
  readonly #into = new Map<string, Set<string>>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Joined by the state: also in an epoch that is over, because computers have followed. */
  noteHistory(rows: readonly HistoryRow[]): void {
    for (const { type, id, moved_to } of rows) if (type === 'person' && moved_to) this.#note(id, moved_to);
  }

  noteDecisions({ database }: WatchedDevice): void {
    const decided = all<{ id: string; detail: string }>(
      database,
      "SELECT id, detail FROM syncConflict WHERE type = 'person' AND kind = 'rule' AND decision LIKE '%\"state\"%'",
    );
    for (const { id, detail } of decided) {
      const { rule, records } = JSON.parse(detail) as { rule?: string; records?: { id: string }[] };
      if (rule === 'person.same' && records?.[0]) this.#note(id, records[0].id);
    }
  }

  #note(from: string, to: string): void {
    this.#into.set(from, (this.#into.get(from) ?? new Set()).add(to));
  }

  /** The record's own id, and those it has had since it, or the person it belongs to, was made one with others. */
  idsOf(id: string): string[] {
    const keyed = this.#journal.keyed.get(id);
    const people = new Set([keyed?.personId ?? id]);
    for (const person of people) for (const to of this.#into.get(person) ?? []) people.add(to);
    const type = keyed && recordTypeNamed(keyed.type);
    return type ? [...people].map((personId) => naturalId(type, { personId })) : [...people];
  }
}
