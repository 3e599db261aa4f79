import { readBase } from '#db/sync/base.ts';
import { baseDigest, digestLine } from '#db/sync/base-digest.ts';
import { conflictCards, mergedForYou } from '#db/sync/conflict-cards.ts';
import { resolveConflict } from '#db/sync/decide-conflict.ts';
import { connectionOf, lastReceived, stoppedBecause } from '#db/sync/sync-state.ts';
import { sendAgain, waitingCounts, waitingItems } from '#db/sync/waiting.ts';
import type { Reader } from '#db/system/connection.ts';
import { specialEducationRoles } from '#domain/accounts/roles.ts';
import { Failure } from '#domain/system/failure.ts';
import type { syncContract } from '#electron/contract/sync.contract.ts';
import type { AreaHandlers, SignedInCall } from '#electron/data-process/call.ts';
import { connectDevice } from '#sync/connect.ts';
import type { SyncSchedule } from '#sync/schedule.ts';

export const syncHandlers: AreaHandlers<keyof typeof syncContract> = {
  'sync.status': (_input, { file, district }) => status(file.reader, district.schedule),

  'sync.connect': async (input, { file, district }) => {
    await connectDevice(file, district.transport, input);
    district.schedule?.start();
    return { done: true };
  },

  'sync.run': async (_input, { file, district }) => {
    const result = await district.schedule?.run();
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
    items: waitingItems(file.reader, limit),
  }),

  'sync.send-again': ({ type, id }, { file, clock }) => {
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

/** Cards about plans are for those who may see plans. */
function visibleCards({ file, user }: SignedInCall) {
  const special = user.roles.some((role) => specialEducationRoles.includes(role));
  return conflictCards(file.reader).filter((card) => special || !card.to.startsWith('/iep'));
}

function status(reader: Reader, schedule: SyncSchedule | undefined) {
  const connection = connectionOf(reader);
  const { total, conflicts, rejected } = waitingCounts(reader);
  const stopped = stoppedBecause(reader);
  const last = schedule?.last;
  const state = !connection
    ? ('not-connected' as const)
    : stopped
      ? ('stopped' as const)
      : schedule?.progress
        ? ('sending' as const)
        : last?.outcome === 'offline'
          ? ('offline' as const)
          : last?.outcome === 'update-needed'
            ? ('update-needed' as const)
            : ('ready' as const);
  const words = {
    'not-connected': 'Not connected to the state yet.',
    stopped: stopped ?? '',
    sending: 'Sending…',
    offline: last?.words ?? 'No internet. Keep working: nothing is lost.',
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
    url: connection?.url ?? null,
    waiting: total,
    sending: schedule?.progress ?? null,
    rejected,
    conflicts,
    lastReceived: lastReceived(reader) ?? null,
  };
}
