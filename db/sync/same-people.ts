import { readBase } from '#db/sync/base.ts';
import { keepConflict, openConflict } from '#db/sync/conflict-rows.ts';
import { settleDirty } from '#db/sync/settle.ts';
import { localValues } from '#db/sync/wire-fields.ts';
import type { Writer } from '#db/system/connection.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';

/** The rule of a card that asks whether two people are one. */
export const SAME_PERSON = 'person.same';

/**
 * After the first fetch (M16): people entered here before this computer was connected, whom the state may know already
 * under another id. They are not sent as new; a card asks about each. Names and birth date are compared as written,
 * letters' case aside.
 */
export function askAboutSamePeople(writer: Writer, at: string): void {
  const person = recordTypeNamed('person');
  if (!person) return;
  const pairs = writer.rows<{ here: string; there: string }>(
    `SELECT p.id AS here, min(q.id) AS there FROM person p
      JOIN person q ON q.lastName = p.lastName COLLATE NOCASE AND q.firstName = p.firstName COLLATE NOCASE
        AND (q.birthDate = p.birthDate OR q.birthDate IS NULL OR p.birthDate IS NULL) AND q.id <> p.id
      WHERE NOT EXISTS (SELECT 1 FROM syncBase b WHERE b.type = 'person' AND b.id = p.id)
        AND EXISTS (SELECT 1 FROM syncBase b WHERE b.type = 'person' AND b.id = q.id AND b.fields IS NOT NULL)
      GROUP BY p.id`,
  );
  for (const { here, there } of pairs) {
    if (openConflict(writer, 'person', here)) continue;
    const [local, other] = [localValues(writer, person, here), readBase(writer, 'person', there)?.fields];
    keepConflict(writer, {
      type: 'person',
      id: here,
      kind: 'rule',
      rev: 0,
      asked: Object.keys(person.fields).map((field) => ({
        field,
        base: null,
        local: local?.[field] ?? null,
        remote: other?.[field] ?? null,
        author: { party: 'state', device: null },
      })),
      detail: {
        rule: SAME_PERSON,
        sentence: 'The state may know this person already. Is it the same one?',
        records: [{ type: 'person', id: there }],
        kind: 'create',
      },
      at,
    });
    settleDirty(writer, person, here, at);
  }
}
