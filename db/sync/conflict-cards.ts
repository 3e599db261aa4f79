import { type OpenConflict, openConflicts } from '#db/sync/conflict-rows.ts';
import { SAME_PERSON } from '#db/sync/same-people.ts';
import { subjectOf, titleOf } from '#db/sync/titles.ts';
import { valueWords } from '#db/sync/value-words.ts';
import { localValues } from '#db/sync/wire-fields.ts';
import type { Reader } from '#db/system/connection.ts';
import { sameValue, type Value, type Values } from '#domain/sync/merge.ts';
import type { Field } from '#domain/sync/record-type.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';

/** A card about the record as a whole has one line of this name. */
export const WHOLE = 'record';

/** Open conflicts as cards in words. `mine` is what stands here now, edits since then included. */
export function conflictCards(reader: Reader) {
  return openConflicts(reader).map((conflict) => {
    const type = recordTypeNamed(conflict.type);
    const local = type ? localValues(reader, type, conflict.id) : null;
    const subject = subjectOf(reader, conflict.type, conflict.id);
    const fields = Object.entries(conflict.fields).map(([name, held]) => ({
      field: name,
      label: type?.fields[name]?.label ?? name,
      before: side(reader, type?.fields[name], held.base),
      mine: side(reader, type?.fields[name], local?.[name] ?? null),
      state: side(reader, type?.fields[name], held.remote),
      stateBy: held.author.party === 'state' ? 'the state' : 'another computer of this district',
      suggested: suggestion(type?.fields[name]?.authority, held.author.party),
      group: type?.fields[name]?.group ?? null,
    }));
    const whole = wholeSides(conflict, changedWords(reader, conflict, local));
    return {
      number: conflict.number,
      kind: conflict.kind,
      ...subject,
      openedAt: conflict.openedAt,
      rev: conflict.rev,
      why: why(reader, conflict),
      fields: whole
        ? [
            {
              field: WHOLE,
              label: 'The whole record',
              before: words(''),
              suggested: 'mine' as const,
              group: null,
              stateBy: 'the state',
              mine: words(whole.mine),
              state: words(whole.state),
            },
          ]
        : fields,
    };
  });
}

/** What each side says of the record as a whole; null when the card is about its fields. */
function wholeSides({ kind, detail }: OpenConflict, changed: string): { mine: string; state: string } | null {
  if (kind === 'rule' && detail.rule === SAME_PERSON)
    return {
      mine: 'another person, sent as new',
      state: 'the same person, made one with the state’s record',
    };
  if (kind === 'rule')
    return detail.kind === 'update'
      ? null
      : detail.kind === 'delete'
        ? { mine: 'removed, with everything that belongs to it', state: 'kept' }
        : { mine: 'kept, and sent again', state: 'not made' };
  if (kind !== 'delete') return null;
  if (detail.side === 'deleted here') return { mine: 'removed', state: `kept, with changes${changed}` };
  return detail.because === 'children'
    ? { mine: 'kept, with what belongs to it', state: 'removed, with what belongs to it here' }
    : { mine: `kept, with changes${changed}`, state: 'removed' };
}

/** ": May pick up no; Custody note …": what would be lost with the side that kept a removed record. */
function changedWords(reader: Reader, { kind, type, detail }: OpenConflict, local: Values | null): string {
  const kept = detail.side === 'deleted here' ? detail.remote : local;
  const { base } = detail;
  const fields = recordTypeNamed(type)?.fields ?? {};
  if (kind !== 'delete' || !kept || !base) return '';
  const told = Object.entries(fields).flatMap(([name, field]) => {
    const value = kept[name] ?? null;
    if (sameValue(value, base[name] ?? null)) return [];
    return [`${field.label} ${valueWords(reader, field, value, titleOf) || 'empty'}`];
  });
  return told.length === 0 ? '' : `: ${told.join('; ')}`;
}

const suggestion = (authority: string | undefined, party: string): 'mine' | 'state' =>
  authority === 'state' && party === 'state' ? 'state' : 'mine';

function why(reader: Reader, { kind, detail, fields }: OpenConflict): string {
  if (kind === 'rule') {
    const others = (detail.records ?? []).map(({ type, id }) => subjectOf(reader, type, id).title);
    if (detail.rule === SAME_PERSON)
      return `${detail.sentence} Somebody of this name is there already: ${others.join('; ')}.`;
    return `The state did not take this change. ${detail.sentence ?? ''}${others.length > 0 ? ` It is about: ${others.join('; ')}.` : ''}`;
  }
  if (kind === 'delete' && detail.because === 'children')
    return 'The state removed this record, and something that was never sent belongs to it here.';
  if (kind === 'delete') return 'One side removed this record while the other changed it.';
  const own = Object.values(fields).some((held) => held.author.party === 'district');
  return own
    ? 'Two computers of this district changed the same field before they had heard of each other.'
    : 'This office and the state changed the same field before they had heard of each other, and only a person should decide it.';
}

const words = (text: string) => ({ value: text, words: text });

function side(reader: Reader, field: Field | undefined, value: Value) {
  const text = value === null ? null : Array.isArray(value) ? value.join(', ') : String(value);
  return { value: text, words: valueWords(reader, field, value, titleOf) };
}

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
          : valueWords(reader, recordTypeNamed(type)?.fields[field], JSON.parse(json) as Value, titleOf) ||
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
