import type { Transport, WireAnswer } from '#sync/transport.ts';
import { readCursor } from '#sync/wire/cursor.ts';
import type { AnswerPackage } from '#sync/wire/package.ts';
import type { ProblemBody } from '#sync/wire/problem.ts';

const answer = (json: unknown): WireAnswer => ({
  kind: 'answer',
  status: 200,
  json,
  retryAfterSeconds: null,
});

const notThere = (): WireAnswer => ({
  kind: 'answer',
  status: 404,
  json: { problem: 'not-found', sentence: 'It did not come with this answer.' } satisfies ProblemBody,
  retryAfterSeconds: null,
});

/**
 * A line that is a file: it answers the calls of a sync from what an answer package brought, so that what is carried comes
 * in by the very code that the line uses.
 */
export function packageLine(carried: AnswerPackage): Transport {
  return {
    close: () => undefined,
    send: async ({ url }) => {
      const { pathname, searchParams } = new URL(url);
      if (pathname === '/oauth/token')
        return answer({ access_token: 'carried', token_type: 'Bearer', expires_in: 1800 });
      if (pathname === '/v1/changes') return answer(pageAfter(carried, searchParams.get('since')));
      const [, , area, name] = pathname.split('/').map(decodeURIComponent);
      if (area === 'reference' && carried.reference) return referenceCall(carried.reference, name);
      if (area === 'grants' && carried.granted) {
        const records = carried.granted.find(({ id }) => id === name);
        return records ? answer(records) : notThere();
      }
      return { kind: 'unreachable' };
    },
  };
}

function pageAfter({ pages }: AnswerPackage, since: string | null): AnswerPackage['pages'][number] {
  const from = since === null ? -1 : (readCursor(since)?.seq ?? 0);
  const page = pages.find(({ next }) => (readCursor(next)?.seq ?? 0) > from);
  const end = since ?? pages.at(-1)?.next ?? '';
  return page ?? { entries: [], next: end, more: false, pinned: end };
}

function referenceCall(
  { sets, newer }: NonNullable<AnswerPackage['reference']>,
  name: string | undefined,
): WireAnswer {
  if (name === undefined) return answer({ sets });
  const set = newer.find((one) => one.name === name);
  return set ? answer(set) : notThere();
}
