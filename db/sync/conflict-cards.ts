import { settleDirty } from '#db/sync/apply-remote.ts';
import { readBase } from '#db/sync/base.ts';
import { closeConflict, type OpenConflict, openConflicts } from '#db/sync/conflict-rows.ts';
import { subjectOf } from '#db/sync/titles.ts';
import { localValues, rowFields } from '#db/sync/wire-fields.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, remove } from '#db/system/rows.ts';
import type { Value } from '#domain/sync/merge.ts';
import { checkFields } from '#domain/sync/normal-form.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

const WHOLE = 'record';

/** Open conflicts as cards in words. `mine` is what stands here now, edits since then included. */
export function conflictCards(reader: Reader) {
  return openConflicts(reader).map((conflict) => {
    const type = recordTypeNamed(conflict.type);
    const local = type ? localValues(reader, type, conflict.id) : null;
    const subject = subjectOf(reader, conflict.type, conflict.id);
    const fields = Object.entries(conflict.fields).map(([name, held]) => ({
      field: name,
      label: type?.fields[name]?.label ?? name,
      before: side(reader, type?.fields[name]?.refersTo, held.base),
      mine: side(reader, type?.fields[name]?.refersTo, local?.[name] ?? null),
      state: side(reader, type?.fields[name]?.refersTo, held.remote),
      stateBy: held.author.party === 'state' ? 'the state' : 'another computer of this district',
      suggested: suggestion(type?.fields[name]?.authority, held.author.party),
      group: type?.fields[name]?.group ?? null,
    }));
    const whole = { before: words(''), suggested: 'mine' as const, group: null, stateBy: 'the state' };
    const deletion = deletionSides(conflict);
    return {
      number: conflict.number,
      kind: conflict.kind,
      ...subject,
      openedAt: conflict.openedAt,
      rev: conflict.rev,
      why: why(conflict),
      fields:
        conflict.kind === 'delete'
          ? [
              {
                field: WHOLE,
                label: 'The whole record',
                ...whole,
                mine: words(deletion.mine),
                state: words(deletion.state),
              },
            ]
          : fields,
    };
  });
}

const deletionSides = (conflict: OpenConflict): { mine: string; state: string } =>
  conflict.detail.side === 'deleted here'
    ? { mine: 'removed', state: 'kept, with changes' }
    : { mine: 'kept, with changes', state: 'removed' };

const suggestion = (authority: string | undefined, party: string): 'mine' | 'state' =>
  authority === 'state' && party === 'state' ? 'state' : 'mine';

function why(conflict: OpenConflict): string {
  if (conflict.kind === 'delete') return 'One side removed this record while the other changed it.';
  const own = Object.values(conflict.fields).some((held) => held.author.party === 'district');
  return own
    ? 'Two computers of this district changed the same field before they had heard of each other.'
    : 'This office and the state changed the same field before they had heard of each other, and only a person should decide it.';
}

const words = (text: string) => ({ value: text, words: text });

function side(reader: Reader, refersTo: string | undefined, value: Value) {
  if (value === null) return { value: null, words: '' };
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  if (refersTo) return { value: text, words: subjectOf(reader, refersTo, text).title };
  return { value: text, words: /^\d{4}-\d{2}-\d{2}$/.test(text) ? dateInWords(text) : text };
}

export type FieldChoice = 'mine' | 'state' | { readonly value: string | null };

/**
 * Decides a card. The decision is an ordinary change, made against the revision the person saw: a card that is out of
 * date is refused and shown again. Both values stay in the decision log.
 */
export function resolveConflict(
  writer: Writer,
  input: { number: number; rev: number; choices: Readonly<Record<string, FieldChoice>> },
  by: { id: string; name: string; at: string },
): void {
  const conflict = openConflicts(writer).find((open) => open.number === input.number);
  if (!conflict) throw new Failure('not-found', 'That was decided already.');
  const type = recordTypeNamed(conflict.type);
  if (!type) throw new Failure('conflict', 'This kind of record needs a newer Hi-Line to be decided.');
  const base = readBase(writer, conflict.type, conflict.id);
  if (conflict.rev !== input.rev || (base && base.rev > input.rev))
    throw new Failure(
      'conflict',
      'The state has sent something newer meanwhile. Look at the card again; nothing was decided.',
    );
  const local = localValues(writer, type, conflict.id);
  const decision = { by: by.id, name: by.name, choices: input.choices, fields: conflict.fields, local };
  if (conflict.kind === 'delete') {
    decideDeletion(writer, conflict, input.choices[WHOLE]);
  } else {
    const values: Record<string, Value> = { ...local };
    for (const [field, held] of Object.entries(conflict.fields)) {
      const choice = input.choices[field];
      if (choice === undefined)
        throw new Failure('invalid-input', `Choose a value for ${type.fields[field]?.label ?? field}.`, [
          { field, message: 'Choose one.' },
        ]);
      if (choice === 'state') values[field] = held.remote;
      else if (choice !== 'mine') values[field] = typed(type.fields[field]?.kind, choice.value);
    }
    const [problem] = checkFields(type, values);
    if (problem) throw new Failure('invalid-input', problem.message, [problem]);
    put(writer, type.name, rowFields(type, conflict.id, values));
  }
  closeConflict(writer, conflict.number, by.at, decision);
  settleDirty(writer, type, conflict.id, by.at);
}

function decideDeletion(writer: Writer, conflict: OpenConflict, choice: FieldChoice | undefined): void {
  const type = recordTypeNamed(conflict.type);
  if (!type) return;
  if (choice !== 'mine' && choice !== 'state')
    throw new Failure('invalid-input', 'Choose whether the record stays or goes.');
  const deletedHere = conflict.detail.side === 'deleted here';
  if (choice === 'state' && deletedHere) {
    const base = readBase(writer, conflict.type, conflict.id);
    if (base?.fields) put(writer, type.name, rowFields(type, conflict.id, base.fields));
  } else if (choice === 'state') remove(writer, type.name, conflict.id);
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

/** What was merged without asking, newest first, both values in sight. */
export function mergedForYou(reader: Reader, limit: number) {
  return reader
    .rows<{
      at: string;
      type: string;
      id: string;
      field: string;
      rule: string;
      local: string;
      remote: string;
      kept: string;
    }>(
      'SELECT at, type, id, field, rule, local, remote, kept FROM syncMergeLog ORDER BY number DESC LIMIT ?',
      limit,
    )
    .map(({ type, id, field, local, remote, kept, ...line }) => {
      const confidential = recordTypeNamed(type)?.fields[field]?.sensitivity === 'confidential';
      const show = (json: string): string | null =>
        confidential
          ? '(confidential)'
          : side(reader, recordTypeNamed(type)?.fields[field]?.refersTo, JSON.parse(json) as Value).words ||
            null;
      return {
        ...line,
        ...subjectOf(reader, type, id),
        field: recordTypeNamed(type)?.fields[field]?.label ?? field,
        mine: show(local),
        state: show(remote),
        kept: show(kept),
      };
    });
}
