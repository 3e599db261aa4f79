import { describe, expect, it } from 'vitest';
import { type CallPort, PortCalls, restartedMessage } from '#electron/preload/port-calls.ts';

/** A port whose other end is this test. */
function port(): CallPort & { sent: { id: number; entry: string }[]; closed: boolean } {
  return {
    sent: [],
    closed: false,
    onmessage: null,
    postMessage(message) {
      this.sent.push(message as { id: number; entry: string });
    },
    close() {
      this.closed = true;
    },
  };
}

const answer = (to: CallPort, data: unknown) => to.onmessage?.({ data } as MessageEvent);

describe('calls over the port', () => {
  it('keeps a call until the port is there', async () => {
    const calls = new PortCalls();
    const asked = calls.ask('people.find', { text: 'an' }, 'c1');
    const first = port();
    calls.use(first);
    expect(first.sent).toEqual([{ id: 1, entry: 'people.find', input: { text: 'an' }, commandId: 'c1' }]);
    answer(first, { id: 1, ok: true, value: [] });
    expect(await asked).toEqual({ ok: true, value: [] });
  });

  it('answers calls that were under way when the data process died, and sends the rest through the new port', async () => {
    const calls = new PortCalls();
    const states: boolean[] = [];
    calls.onPortChange((open) => states.push(open));
    const first = port();
    calls.use(first);
    const lost = calls.ask('attendance.mark', {});
    calls.lose();
    expect(await lost).toMatchObject({
      ok: false,
      failure: { kind: 'unexpected', message: restartedMessage },
    });
    const kept = calls.ask('people.find', {});
    const second = port();
    calls.use(second);
    answer(second, { id: 2, ok: true, value: 1 });
    expect(await kept).toEqual({ ok: true, value: 1 });
    expect([first.closed, states]).toEqual([true, [true, false, true]]);
  });

  it('passes pushed events to whoever listens, until they stop', () => {
    const calls = new PortCalls();
    const heard: unknown[] = [];
    const stop = calls.onEvent((event) => heard.push(event));
    const open = port();
    calls.use(open);
    answer(open, { event: 'sync' });
    stop();
    answer(open, { event: 'sync' });
    expect(heard).toEqual([{ event: 'sync' }]);
  });

  it('refuses what cannot be sent with a sentence', async () => {
    const calls = new PortCalls();
    const open = port();
    open.postMessage = () => {
      throw new DOMException('could not be cloned', 'DataCloneError');
    };
    calls.use(open);
    expect(await calls.ask('people.find', { text: 'x' })).toMatchObject({
      ok: false,
      failure: { kind: 'invalid-input' },
    });
  });
});
