import { subjectOf } from '#db/sync/titles.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import type { SyncNoticeTable } from '#db/system/schema.ts';

/** Writes down what the sync did by itself; values that were let go are kept in `detail`. */
export function notice(
  writer: Writer,
  what: {
    kind: SyncNoticeTable['kind'];
    at: string;
    record?: { type: string; id: string };
    detail: object;
  },
): void {
  writer.exec(
    'INSERT INTO syncNotice (at, kind, type, id, detail) VALUES (?, ?, ?, ?, ?)',
    what.at,
    what.kind,
    what.record?.type ?? null,
    what.record?.id ?? null,
    JSON.stringify(what.detail),
  );
}

const WORDS: Readonly<Record<Exclude<SyncNoticeTable['kind'], 'state list'>, string>> = {
  divergence:
    'The state says something else of this record under the same revision. “Compare everything” puts it right.',
  repaired: 'This record was compared with the state and put right.',
  'new epoch': 'The state came back from a backup. Everything was compared; what it had lost is sent again.',
  'new device':
    'This file is a copy of another computer’s, or an older one that was put back. It goes on as a computer of its own.',
  dropped: 'Something the state had sent could not be kept, because the state was set back.',
  moved: 'The state has joined this record with another one; what was changed here went along.',
};

/** What the sync did by itself, in words, the newest first. */
export function noticesInWords(
  reader: Reader,
  limit: number,
): { at: string; words: string; to: string | null }[] {
  return reader
    .rows<SyncNoticeTable>('SELECT * FROM syncNotice ORDER BY number DESC LIMIT ?', limit)
    .map(({ at, kind, type, id, detail }) => {
      // Of a list or a layout there is no record to name: its words were written when it came.
      if (kind === 'state list')
        return { at, words: (JSON.parse(detail) as { words: string }).words, to: '/settings/lists' };
      const subject = type && id ? subjectOf(reader, type, id) : null;
      return {
        at,
        words: subject ? `${subject.title}: ${WORDS[kind]}` : WORDS[kind],
        to: subject?.to ?? null,
      };
    });
}

interface Sides {
  readonly here: { readonly rev: number } | null;
  readonly there: { readonly rev: number } | null;
}

/** What a comparison found of one record. */
export function differenceInWords({ here, there }: Sides): string {
  if (!there) return 'The state does not have it. It stays here, and is offered again.';
  if (!here) return 'It had not arrived here.';
  return here.rev === there.rev
    ? 'The state’s copy says something else.'
    : `The state is at change ${there.rev}, this computer knew change ${here.rev}.`;
}
