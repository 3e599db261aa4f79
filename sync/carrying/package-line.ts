import type { Transport, WireAnswer } from '#sync/transport.ts';
import { readCursor } from '#sync/wire/cursor.ts';
import type { AnswerPackage } from '#sync/wire/package.ts';

const answer = (json: unknown): WireAnswer => ({
  kind: 'answer',
  status: 200,
  json,
  retryAfterSeconds: null,
});

/**
 * A line that is a file: it answers the calls of a fetch from the pages of an answer package, so that carried changes
 * come in by the very code that the line uses.
 */
export function packageLine({ pages }: AnswerPackage): Transport {
  return {
    close: () => undefined,
    send: async ({ url }) => {
      const { pathname, searchParams } = new URL(url);
      if (pathname === '/oauth/token')
        return answer({ access_token: 'carried', token_type: 'Bearer', expires_in: 1800 });
      if (pathname !== '/v1/changes') return { kind: 'unreachable' };
      const since = searchParams.get('since');
      const from = since === null ? -1 : (readCursor(since)?.seq ?? 0);
      const page = pages.find(({ next }) => (readCursor(next)?.seq ?? 0) > from);
      if (page) return answer(page);
      const end = since ?? pages.at(-1)?.next;
      return answer({ entries: [], next: end, more: false, pinned: end });
    },
  };
}
