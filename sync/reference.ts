import { connectionOf, type ReferenceAsked, referenceAsked, setReferenceAsked } from '#db/sync/sync-state.ts';
import type { Writer } from '#db/system/connection.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import {
  checkStateSetsAgain,
  dropAllStateSets,
  dropStateSet,
  stateSets,
  takeStateSet,
} from '#db/system/state-reference.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { type StateClient, StateRefusal } from '#sync/state-client.ts';
import type { Asking } from '#sync/state-numbers.ts';
import { type ReferenceSetReply, referenceListReply, referenceSetReply } from '#sync/wire/reference.ts';

/** Lists change a few times a year: asked once a day, a little earlier each day than the day before. */
const ASK_MS = 20 * 3_600_000;

interface YearAsking extends Asking {
  readonly clock: { now(): string; today(): string };
}

/**
 * Once a day, when the school year changes, and when a person has asked for a sync: takes in what the state has published of lists, layouts and rules for this
 * school year. Nothing is removed for want of a line or an answer; a set that cannot be used is kept aside (`takeStateSet`).
 * A state that does not have this call, or refuses it, is asked again the next day. Tells `onChange` of each set that came,
 * went or can be used now. Throws a StateRefusal when the line breaks: what has come by then is kept.
 */
export async function fetchReference(
  { file, client, clock }: YearAsking,
  { asked = false, onChange = () => undefined }: { asked?: boolean; onChange?: () => void } = {},
): Promise<void> {
  const changing = async (act: (writer: Writer) => boolean): Promise<void> => {
    let changed = false;
    await quietly(file, (writer) => {
      changed = act(writer);
    });
    if (changed) onChange();
  };
  const connection = connectionOf(file.reader);
  if (!connection) return;
  const { serverId } = connection;
  const endYear = schoolYearOf(clock.today());
  const before = referenceAsked(file.reader);
  const sameQuestion = before?.serverId === serverId && before.endYear === endYear;
  const last = sameQuestion ? before : undefined;
  if (!asked && last && Math.abs(Date.parse(clock.now()) - Date.parse(last.at)) < ASK_MS) return;
  if (before && before.serverId !== serverId)
    await changing((writer) => dropAllStateSets(writer, clock.now()));

  const reply = await unlessRefused(() =>
    client.getIfChanged(`/v1/reference?endYear=${endYear}`, referenceListReply, last?.etag ?? null),
  );
  let etag = last?.etag ?? null;
  if (reply !== null && reply !== 'refused') {
    const here = new Map(stateSets(file.reader).map((set) => [set.name, set.version]));
    let all = true;
    for (const { name, version } of reply.data.sets) {
      if (version === null) await changing((writer) => dropStateSet(writer, name, clock.now()));
      else if (here.get(name) !== version) {
        const set = await fetched(client, name, endYear);
        if (set === 'refused') all = false;
        else await changing((writer) => takeStateSet(writer, set, clock.now()));
      }
    }
    // One that did not come is asked for again: the list is not known until all of it is here.
    etag = all ? reply.etag : null;
  }
  const done: ReferenceAsked = { at: clock.now(), serverId, endYear, etag };
  await changing((writer) => {
    setReferenceAsked(writer, done);
    return checkStateSetsAgain(writer, done.at);
  });
}

/** One set as the state has it; "refused" where it does not give what was asked for. */
async function fetched(
  client: StateClient,
  name: string,
  endYear: number,
): Promise<ReferenceSetReply | 'refused'> {
  const path = `/v1/reference/${encodeURIComponent(name)}?endYear=${endYear}`;
  const set = await unlessRefused<ReferenceSetReply>(() => client.get(path, referenceSetReply));
  return set === 'refused' || set.name !== name ? 'refused' : set;
}

/** A list that the state does not give holds up nothing else; any other trouble is the line's. */
async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | 'refused'> {
  try {
    return await ask();
  } catch (error) {
    const itsOwn =
      error instanceof StateRefusal && ['refused', 'not-found', 'failed'].includes(error.refusal);
    if (itsOwn) return 'refused';
    throw error;
  }
}

async function quietly(file: DistrictFile, act: (writer: Writer) => void): Promise<void> {
  await file.whenWritable();
  file.writeLocal(act);
}
