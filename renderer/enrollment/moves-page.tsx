import { useState } from 'react';
import { Link } from 'react-router';
import { officeRoles, specialEducationRoles } from '#domain/accounts/roles.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { GrantsList, PARTS } from '#renderer/enrollment/grants-list.tsx';
import { AcceptEnd, DeclineEnd } from '#renderer/enrollment/move-forms.tsx';
import { ReceivedRecords } from '#renderer/enrollment/received-records.tsx';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count, momentInWords } from '#renderer/shell/words.ts';

export type Move = Output<'moves.list'>[number];
type Part = Move['received'][number];

/** Pupils who come from another district or go to one: what the state tells, and what a person can answer. */
export default function MovesPage() {
  const list = useRead('moves.list', {}, { keepPrevious: true });
  const status = useRead('district.status', {});
  const fetch = useCommand('moves.fetch');
  const roles = status.data?.user?.roles ?? [];
  return (
    <>
      <div className="row">
        <h1>Moves between districts</h1>
        <button
          type="button"
          disabled={fetch.isPending}
          onClick={() =>
            fetch.mutate(
              {},
              {
                onSuccess: ({ moves }) => {
                  announce(`${count(moves, 'move')}.`);
                  void list.refetch();
                },
              },
            )
          }
        >
          {fetch.isPending ? 'Asking…' : 'Ask the state now'}
        </button>
      </div>
      <Failed of={fetch.error ?? list.error} />
      {list.data?.length === 0 && (
        <p className="soft">
          Nobody is enrolled here and in another district. The state tells after a sync when that changes.
        </p>
      )}
      {list.data?.map((move) => (
        <OneMove
          key={move.id}
          move={move}
          office={roles.some((role) => officeRoles.includes(role))}
          special={roles.some((role) => specialEducationRoles.includes(role))}
          onChanged={() => void list.refetch()}
        />
      ))}
      <GrantsList />
    </>
  );
}

function OneMove({
  move,
  office,
  special,
  onChanged,
}: {
  move: Move;
  office: boolean;
  special: boolean;
  onChanged: () => void;
}) {
  const release = useCommand('moves.release');
  const fetchRecords = useCommand('moves.fetch-records');
  const begin = useCommand('grants.begin');
  const grants = useRead('grants.list', {}, { keepPrevious: true });
  const [open, setOpen] = useState<'accept' | 'decline' | Part | null>(null);
  const [told, setTold] = useState('');
  const say = (words: string): void => {
    setTold(words);
    announce(words);
    setOpen(null);
    onChanged();
  };
  const parts: readonly Part[] = special ? ['permanent', 'special-education'] : ['permanent'];
  const isReleased = (part: Part): boolean => move.released.some((one) => one.part === part);
  const isOpen = (part: Part): boolean =>
    grants.data?.some((one) => one.moveId === move.id && one.part === part && !one.endedAt) ?? true;
  const decide = office && move.side === 'from' && move.kind === 'overlap' && move.ended === null;
  return (
    <section className="card" aria-label={move.name}>
      <h2 data-name>
        <Link to={`/people/${move.personId}`}>{move.name}</Link>
      </h2>
      <p>{move.sentence}</p>
      <p className="soft small">
        {move.side === 'from' ? 'Leaves you' : 'Comes to you'} · grade {move.other.grade} there, from{' '}
        {dateInWords(move.other.startDate)}
        {move.other.endDate && ` to ${dateInWords(move.other.endDate)}`} · told{' '}
        {momentInWords(move.fetchedAt)}
      </p>
      {move.answer && (
        <p>
          {move.answer.says === 'accepted' ? 'The end was accepted' : 'The end was declined'} by{' '}
          {move.answer.by}, {momentInWords(move.answer.at)}
          {move.answer.reason && `: ${move.answer.reason}`}.
        </p>
      )}
      {move.released.map((one) => (
        <p key={one.part} className="small">
          ✓ {PARTS[one.part]} released by {one.by}, {momentInWords(one.at)}.
        </p>
      ))}
      <Failed of={release.error ?? fetchRecords.error ?? begin.error} />
      {told && <p className="notice">{told}</p>}
      <div className="row">
        {decide && (
          <>
            <button type="button" className="main" onClick={() => setOpen('accept')}>
              They have left: end the enrollment
            </button>
            <button type="button" onClick={() => setOpen('decline')}>
              They have not left
            </button>
          </>
        )}
        {move.side === 'from' &&
          parts
            .filter((part) => !isReleased(part))
            .map((part) => (
              <button
                key={part}
                type="button"
                disabled={release.isPending}
                onClick={() =>
                  release.mutate({ id: move.id, part }, { onSuccess: ({ words }) => say(words) })
                }
              >
                Release the {PARTS[part]}
              </button>
            ))}
        {move.side === 'from' &&
          parts
            .filter((part) => !isOpen(part))
            .map((part) => (
              <button
                key={`reading ${part}`}
                type="button"
                disabled={begin.isPending}
                onClick={() =>
                  begin.mutate({ moveId: move.id, part }, { onSuccess: ({ words }) => say(words) })
                }
              >
                Let them read the {PARTS[part]}
              </button>
            ))}
        {move.side === 'to' &&
          parts.filter(isReleased).map((part) => (
            <button
              key={part}
              type="button"
              disabled={fetchRecords.isPending}
              onClick={() =>
                move.received.includes(part)
                  ? setOpen(part)
                  : fetchRecords.mutate(
                      { id: move.id, part },
                      {
                        onSuccess: () => {
                          onChanged();
                          setOpen(part);
                        },
                      },
                    )
              }
            >
              Read the {PARTS[part]}
            </button>
          ))}
      </div>
      {open === 'accept' && <AcceptEnd move={move} onClose={() => setOpen(null)} onDone={say} />}
      {open === 'decline' && <DeclineEnd move={move} onClose={() => setOpen(null)} onDone={say} />}
      {(open === 'permanent' || open === 'special-education') && (
        <ReceivedRecords move={move} part={open} title={PARTS[open]} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}
