import { retryAside } from '#db/sync/apply-remote.ts';
import { readBase } from '#db/sync/base.ts';
import { WHOLE } from '#db/sync/conflict-cards.ts';
import { closeConflict, type HeldField, type OpenConflict, openConflicts } from '#db/sync/conflict-rows.ts';
import { joinRecords } from '#db/sync/follow-move.ts';
import { letGo, takeChildrenAlong } from '#db/sync/let-go.ts';
import { currentCard, lookAtCardsAgain } from '#db/sync/removals.ts';
import { SAME_PERSON } from '#db/sync/same-people.ts';
import { settleDirty } from '#db/sync/settle.ts';
import { typedProblem } from '#db/sync/typed-values.ts';
import { localValues, rowFields } from '#db/sync/wire-fields.ts';
import type { Writer } from '#db/system/connection.ts';
import { put } from '#db/system/rows.ts';
import type { Value, Values } from '#domain/sync/merge.ts';
import { checkFields } from '#domain/sync/normal-form.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import { recordTypeNamed, type TypeName } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';

export type FieldChoice = 'mine' | 'state' | { readonly value: string | null };
export type Choices = Readonly<Record<string, FieldChoice>>;

/** A record that went with a decision, value kept. */
export interface Removed {
  readonly type: string;
  readonly id: string;
  readonly values: Values;
}

/**
 * Decides a card. The decision is an ordinary change, made against the revision the person saw: a card that is out of
 * date is refused and shown again. Both values stay in the decision log.
 */
export function resolveConflict(
  writer: Writer,
  input: { number: number; rev: number; choices: Choices },
  by: { id: string; name: string; at: string },
): void {
  const shown = openConflicts(writer).find((open) => open.number === input.number);
  if (!shown) throw new Failure('not-found', 'That was decided already.');
  const type = recordTypeNamed(shown.type);
  if (!type) throw new Failure('conflict', 'This kind of record needs a newer Hi-Line to be decided.');
  const conflict = currentCard(writer, shown.type, shown.id, by.at);
  const base = readBase(writer, shown.type, shown.id);
  if (conflict?.kind !== shown.kind || conflict.rev !== input.rev || (base && base.rev > input.rev))
    throw new Failure(
      'conflict',
      'The state has sent something newer meanwhile. Look at the card again; nothing was decided.',
    );
  const local = localValues(writer, type, conflict.id);
  const removed =
    conflict.kind === 'delete'
      ? decideDeletion(writer, type, conflict, wholeChoice(input.choices))
      : conflict.kind === 'rule'
        ? decideRefusal(writer, type, conflict, input.choices, by.at)
        : decideFields(writer, type, conflict, input.choices, local, by.at.slice(0, 10));
  closeConflict(writer, conflict.number, by.at, {
    ...{ by: by.id, name: by.name, choices: input.choices },
    ...{ fields: conflict.fields, detail: conflict.detail, local, removed },
    after: localValues(writer, type, conflict.id),
  });
  for (const one of removed) {
    const kind = recordTypeNamed(one.type);
    if (kind) settleDirty(writer, kind, one.id, by.at);
  }
  settleDirty(writer, type, conflict.id, by.at);
  retryAside(writer, by.at);
  lookAtCardsAgain(writer, by.at);
}

function wholeChoice(choices: Choices): 'mine' | 'state' {
  const choice = choices[WHOLE];
  if (choice !== 'mine' && choice !== 'state')
    throw new Failure('invalid-input', 'Choose whether the record stays or goes.', [
      { field: WHOLE, message: 'Choose one.' },
    ]);
  return choice;
}

function decideFields(
  writer: Writer,
  type: RecordType<TypeName>,
  conflict: OpenConflict,
  choices: Choices,
  local: Values | null,
  today: CivilDate,
): Removed[] {
  const values: Record<string, Value> = { ...local };
  const sides = new Map<string, FieldChoice>();
  for (const [field, held] of Object.entries(conflict.fields)) {
    const choice = choices[field];
    const label = type.fields[field]?.label ?? field;
    if (choice === undefined)
      throw new Failure('invalid-input', `Choose a value for ${label}.`, [{ field, message: 'Choose one.' }]);
    const group = type.fields[field]?.group ?? field;
    const other = sides.get(group);
    if (typeof choice === 'string' && typeof other === 'string' && other !== choice)
      throw new Failure(
        'invalid-input',
        `${label} belongs together with the values beside it: take all from one side.`,
        [{ field, message: 'Take these from the same side.' }],
      );
    sides.set(group, choice);
    values[field] = valueFor(type, field, held, choice, values[field] ?? null);
  }
  const typedIn = Object.keys(conflict.fields).filter((field) => typeof choices[field] === 'object');
  const problem = checkFields(type, values)[0] ?? typedProblem(writer, type, values, typedIn, today);
  if (problem) throw new Failure('invalid-input', problem.message, [problem]);
  putWithParents(writer, type, conflict.id, values);
  return [];
}

function valueFor(type: RecordType, field: string, held: HeldField, choice: FieldChoice, mine: Value): Value {
  if (choice === 'state') return held.remote;
  return choice === 'mine' ? mine : typed(type.fields[field]?.kind, choice.value);
}

function decideDeletion(
  writer: Writer,
  type: RecordType<TypeName>,
  { id, detail }: OpenConflict,
  choice: 'mine' | 'state',
): Removed[] {
  if (choice === 'mine') return [];
  if (detail.side === 'deleted at the state') return letGo(writer, type, id);
  const there = readBase(writer, type.name, id)?.fields ?? detail.remote;
  if (there) putWithParents(writer, type, id, there);
  return [];
}

/** What the state refused by a rule: kept and sent again, let go, or (by field) given another value. */
function decideRefusal(
  writer: Writer,
  type: RecordType<TypeName>,
  conflict: OpenConflict,
  choices: Choices,
  at: string,
): Removed[] {
  const { id, detail } = conflict;
  settleRefused(writer, type.name, id);
  if (detail.kind === 'update')
    return decideFields(writer, type, conflict, choices, localValues(writer, type, id), at.slice(0, 10));
  const choice = wholeChoice(choices);
  const [other] = detail.records ?? [];
  if (detail.rule === SAME_PERSON && choice === 'state' && other) {
    const values = localValues(writer, type, id) ?? {};
    joinRecords(writer, type, id, other.id, at);
    return [{ type: type.name, id, values }];
  }
  if (detail.kind === 'create') return choice === 'mine' ? [] : letGo(writer, type, id);
  if (choice === 'mine') takeChildrenAlong(writer, type, id, at);
  else {
    const base = readBase(writer, type.name, id)?.fields;
    if (base) putWithParents(writer, type, id, base);
  }
  return [];
}

/** The refusal has its answer; the operation stays, as history. */
function settleRefused(writer: Writer, type: string, id: string): void {
  writer.exec(
    "UPDATE syncOutgoing SET state = 'discarded' WHERE type = ? AND id = ? AND state = 'parked'",
    type,
    id,
  );
}

/** Puts a record back; one whose parent is gone waits for the decision about that one. */
export function putWithParents(writer: Writer, type: RecordType<TypeName>, id: string, values: Values): void {
  for (const name in type.fields) {
    const target = type.fields[name]?.refersTo;
    const parent = values[name];
    if (!target || typeof parent !== 'string') continue;
    if (writer.rows(`SELECT 1 FROM "${target}" WHERE id = ?`, parent).length > 0) continue;
    throw new Failure(
      'conflict',
      `The ${recordTypeNamed(target)?.label.toLowerCase() ?? 'record'} this belongs to is not here any more. Decide about that one first.`,
    );
  }
  put(writer, type.name, rowFields(type, id, values));
}

/**
 * Lets go of a change the state refused, and of everything here that leans on it; `dependants` is how many the person
 * was shown, and a different number changes nothing. Kept in the decision log, values too.
 */
export function discardRefused(
  writer: Writer,
  input: { type: string; id: string; dependants: number },
  by: { id: string; name: string; at: string },
  dependants: readonly unknown[],
): void {
  const type = recordTypeNamed(input.type);
  const parked = writer.rows(
    "SELECT 1 FROM syncOutgoing WHERE type = ? AND id = ? AND state = 'parked'",
    input.type,
    input.id,
  );
  if (!type || parked.length === 0)
    throw new Failure('not-found', 'The state has not refused a change of this record.');
  if (dependants.length !== input.dependants)
    throw new Failure(
      'conflict',
      'Something else leans on this record now. Look at the list again; nothing was changed.',
    );
  const base = readBase(writer, input.type, input.id);
  const local = localValues(writer, type, input.id);
  settleRefused(writer, input.type, input.id);
  const removed = base?.fields ? [] : letGo(writer, type, input.id);
  if (base?.fields) putWithParents(writer, type, input.id, base.fields);
  const card = currentCard(writer, input.type, input.id, by.at);
  const decision = { by: by.id, name: by.name, why: 'a refused change was let go', local, removed };
  if (card) closeConflict(writer, card.number, by.at, decision);
  else
    writer.exec(
      `INSERT INTO syncConflict (type, id, kind, fields, rev, openedAt, closedAt, decision) VALUES (?, ?, 'rule', '{}', ?, ?, ?, ?)`,
      input.type,
      input.id,
      base?.rev ?? 0,
      by.at,
      by.at,
      JSON.stringify(decision),
    );
  for (const one of [...removed, input]) {
    const kind = recordTypeNamed(one.type);
    if (kind) settleDirty(writer, kind, one.id, by.at);
  }
}

const typed = (kind: string | undefined, value: string | null): Value => {
  if (value === null) return null;
  if (kind === 'integer' || kind === 'flag') return Number(value);
  if (kind === 'set')
    return value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean)
      .sort();
  return value.normalize('NFC').trim() || null;
};
