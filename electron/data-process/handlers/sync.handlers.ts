import { readBase } from '#db/sync/base.ts';
import { baseDigest, digestLine } from '#db/sync/base-digest.ts';
import { cardContexts } from '#db/sync/card-context.ts';
import { closedNow, closedTimes } from '#db/sync/closed-times.ts';
import { conflictCards, mergedForYou } from '#db/sync/conflict-cards.ts';
import { typeOfCard } from '#db/sync/conflict-rows.ts';
import { discardRefused, resolveConflict } from '#db/sync/decide-conflict.ts';
import { decisions } from '#db/sync/decisions.ts';
import { dependantsOf } from '#db/sync/let-go.ts';
import { differenceInWords, noticesInWords } from '#db/sync/notices.ts';
import { carryOutRemovals, waitingRemovals } from '#db/sync/removals.ts';
import { entriesAside } from '#db/sync/set-aside.ts';
import { connectionOf, lastCompared, lastReceived, setStopped, stoppedBecause } from '#db/sync/sync-state.ts';
import { subjectOf } from '#db/sync/titles.ts';
import { undoDecision } from '#db/sync/undo-decision.ts';
import { sendAgain, waitingCounts } from '#db/sync/waiting.ts';
import { oldestWaiting, waitingList } from '#db/sync/waiting-list.ts';
import type { Reader } from '#db/system/connection.ts';
import { specialEducationRoles } from '#domain/accounts/roles.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';
import type { syncContract } from '#electron/contract/sync.contract.ts';
import type { AreaHandlers, SignedInCall } from '#electron/data-process/call.ts';
import { refuseUnseen } from '#electron/data-process/may-see.ts';
import { takeNumberOfState } from '#electron/data-process/state-gives-number.ts';
import { connectDevice } from '#sync/connect.ts';
import type { SyncSchedule } from '#sync/schedule.ts';

export const syncHandlers: AreaHandlers<keyof typeof syncContract> = {
  'sync.status': (_input, { file, district, clock }) => status(file.reader, district.schedule, clock.now()),

  'sync.connect': async (input, call) => {
    const { file, district } = call;
    const { schedule } = district;
    const connect = () => connectDevice(file, district.transport, input);
    await (schedule ? schedule.alone(connect) : connect());
    await takeNumberOfState(call);
    schedule?.start();
    return { done: true };
  },

  'sync.run': async (_input, { file, district }) => {
    // A person asks: what stopped the sync may be mended at the state, so it is asked once more.
    if (stoppedBecause(file.reader)) {
      await file.whenWritable();
      file.writeLocal((writer) => setStopped(writer, null));
    }
    const result = await district.schedule?.runNow();
    if (!result) throw new Failure('signed-out', 'Please sign in first.');
    const { total, conflicts, rejected } = waitingCounts(file.reader);
    return {
      outcome: result.outcome,
      words: result.words,
      sent: result.sent,
      fetched: result.fetched,
      waiting: total,
      conflicts,
      rejected,
    };
  },

  'sync.waiting': ({ limit }, { file }) => ({
    total: waitingCounts(file.reader).total,
    items: waitingList(file.reader, limit),
  }),

  'sync.send-again': ({ type, id }, { file, clock, user }) => {
    refuseUnseen(user, type);
    file.writeLocal((writer) => sendAgain(writer, type, id, clock.now()));
    return { done: true };
  },

  'sync.conflicts': (_input, call) => visibleCards(call),

  'sync.resolve': (input, call) => {
    if (!visibleCards(call).some((card) => card.number === input.number))
      throw new Failure('not-found', 'That was decided already, or your role does not see it.');
    call.write('Decided a change made in two places', (writer) =>
      resolveConflict(writer, input, { ...call.user, at: call.clock.now() }),
    );
    // Keeping one's own value changes no record, so nobody else tells the screens and the schedule.
    call.push({ event: 'sync' });
    call.district.schedule?.start();
    return { done: true };
  },

  'sync.resolve-alike': ({ cards, choices }, call) => {
    const open = new Map(visibleCards(call).map((card) => [card.number, card]));
    const asked = cards.map(({ number }) => open.get(number)?.alike);
    let decided = 0;
    for (const { number, rev } of cards) {
      if (open.get(number)?.alike !== asked[0] || asked[0] === undefined) continue;
      if (decideOne(call, { number, rev, choices })) decided += 1;
    }
    call.push({ event: 'sync' });
    call.district.schedule?.start();
    return { decided, left: cards.length - decided };
  },

  'sync.decisions': ({ limit }, { file, user }) => {
    const special = user.roles.some((role) => specialEducationRoles.includes(role));
    return decisions(file.reader, limit).filter((one) => special || !one.to.startsWith('/iep'));
  },

  'sync.undo-decision': ({ number }, call) => {
    const decided = typeOfCard(call.file.reader, number);
    if (decided !== undefined) refuseUnseen(call.user, decided);
    call.write('Took a decision back', (writer) =>
      undoDecision(writer, number, { ...call.user, at: call.clock.now() }),
    );
    call.push({ event: 'sync' });
    call.district.schedule?.start();
    return { done: true };
  },

  'sync.removals': ({ limit }, { file }) => ({
    ...waitingRemovals(file.reader),
    items: entriesAside(file.reader, 'removal')
      .slice(0, limit)
      .map(({ type, id }) => ({ type, id, ...subjectOf(file.reader, type, id) })),
  }),

  'sync.allow-removals': ({ total }, call) => {
    if (waitingRemovals(call.file.reader).total !== total)
      throw new Failure(
        'conflict',
        'The state has sent something newer. Look at the list again; nothing was removed.',
      );
    const at = call.clock.now();
    call.file.write(
      {
        ...{ actor: call.user.id, actorName: call.user.name, at, origin: 'sync' },
        action: 'Let the state’s removals happen',
      },
      (writer) => carryOutRemovals(writer, at, true),
    );
    call.push({ event: 'sync' });
    return { done: true };
  },

  'sync.compare': (_input, call) => compare(call, false),
  'sync.repair': (_input, call) => compare(call, true),

  'sync.dependants': ({ type, id }, { file, user }) => {
    refuseUnseen(user, type);
    const known = recordTypeNamed(type);
    return known
      ? dependantsOf(file.reader, known, id).map((one) => subjectOf(file.reader, one.type.name, one.id))
      : [];
  },

  'sync.discard': (input, call) => {
    refuseUnseen(call.user, input.type);
    const known = recordTypeNamed(input.type);
    const leaning = known ? dependantsOf(call.file.reader, known, input.id) : [];
    call.write('Let a refused change go', (writer) =>
      discardRefused(writer, input, { ...call.user, at: call.clock.now() }, leaning),
    );
    call.push({ event: 'sync' });
    return { done: true };
  },

  'sync.notices': ({ limit }, { file }) => noticesInWords(file.reader, limit),

  'sync.closed-times': (_input, { file }) => closedTimes(file.reader),

  'sync.merged': ({ limit }, { file }) => mergedForYou(file.reader, limit),

  'sync.receipt': ({ type, id }, { file }) => {
    const base = readBase(file.reader, type, id);
    return base ? { receipt: base.receipt, receivedAt: base.receivedAt, rev: base.rev } : null;
  },

  'sync.digest': (_input, { file }) => {
    const { digest, records } = baseDigest(file.reader);
    return { records, digest: digestLine(digest) };
  },
};

async function compare({ file, district }: SignedInCall, repair: boolean) {
  const report = await district.schedule?.compare({ repair });
  if (!report) throw new Failure('signed-out', 'Please sign in first.');
  return {
    at: report.at,
    same: report.same,
    repaired: report.repaired,
    differences: report.differences.map((one) => ({
      ...subjectOf(file.reader, one.type, one.id),
      words: differenceInWords(one),
    })),
  };
}

/** One of many: a card that is stale or refuses the choice stays open, and the others go on. */
function decideOne(call: SignedInCall, input: Parameters<typeof resolveConflict>[1]): boolean {
  try {
    call.write('Decided a change made in two places', (writer) =>
      resolveConflict(writer, input, { ...call.user, at: call.clock.now() }),
    );
    return true;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

const NO_CONTEXT = { mineBy: null, mineAt: null, alike: '' };

/** Cards about plans are for those who may see plans. */
function visibleCards({ file, user }: SignedInCall) {
  const special = user.roles.some((role) => specialEducationRoles.includes(role));
  const contexts = cardContexts(file.reader);
  return conflictCards(file.reader)
    .filter((card) => special || !card.to.startsWith('/iep'))
    .map((card) => ({ ...card, ...(contexts.get(card.number) ?? NO_CONTEXT) }));
}

function status(reader: Reader, schedule: SyncSchedule | undefined, now: string) {
  const connection = connectionOf(reader);
  const { total, conflicts, rejected } = waitingCounts(reader);
  const stopped = stoppedBecause(reader);
  const last = schedule?.last;
  const closed = closedNow(reader, now);
  const removals = waitingRemovals(reader);
  const state = !connection
    ? ('not-connected' as const)
    : stopped
      ? ('stopped' as const)
      : schedule?.progress
        ? ('sending' as const)
        : closed
          ? ('closed' as const)
          : last?.outcome === 'offline'
            ? ('offline' as const)
            : last?.outcome === 'update-needed'
              ? ('update-needed' as const)
              : ('ready' as const);
  const words = {
    'not-connected': 'Not connected to the state yet.',
    stopped: stopped ?? '',
    sending: 'Sending…',
    closed: closed?.words ?? '',
    offline: last?.words ?? 'No internet. Keep working – nothing is lost.',
    'update-needed': 'The state asks for a newer Hi-Line. Keep working: nothing is lost.',
    ready:
      conflicts > 0
        ? 'Some records wait for your decision.'
        : total === 0
          ? 'The state has everything.'
          : `Waiting to send (${total})`,
  }[state];
  return {
    state,
    words,
    obstacle: state === 'offline' ? (last?.obstacle ?? 'no-internet') : null,
    url: connection?.url ?? null,
    waiting: total,
    oldestWaiting: oldestWaiting(reader),
    sending: schedule?.progress ?? null,
    fetching: schedule?.fetching ?? null,
    removalsToAllow: removals.ask ? removals.total : 0,
    compared: lastCompared(reader) ?? null,
    rejected,
    conflicts,
    lastReceived: lastReceived(reader) ?? null,
  };
}
