import { useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';
import { ConflictCard, type Side } from '#renderer/sync/conflict-card.tsx';

type Card = Output<'sync.conflicts'>[number];

/** Every record changed in two places, one card each. A decision can be carried over to cards that ask the same. */
export function ConflictInbox() {
  const conflicts = useRead('sync.conflicts', {});
  const all = useCommand('sync.resolve-alike');
  const [told, setTold] = useState('');
  const cards = conflicts.data ?? [];
  const alike = (card: Card): Card[] =>
    card.alike === '' ? [card] : cards.filter((other) => other.alike === card.alike);
  const decideAll = (card: Card, choices: Readonly<Record<string, Side>>): void => {
    const together = alike(card).map(({ number, rev }) => ({ number, rev }));
    all.mutate(
      { cards: together, choices: { ...choices } },
      {
        onSuccess: ({ decided, left }) => {
          const words = `${count(decided, 'card')} decided${left > 0 ? `, ${left} left because something newer came` : ''}.`;
          setTold(words);
          announce(words);
        },
      },
    );
  };
  if (cards.length === 0 && told === '') return <Failed of={conflicts.error} />;
  return (
    <section aria-labelledby="conflicts">
      <h2 id="conflicts">Changed in two places ({cards.length})</h2>
      <Failed of={all.error ?? conflicts.error} />
      {told && <p className="notice">{told}</p>}
      {cards.map((card) => (
        <ConflictCard
          key={`${card.number} ${card.rev}`}
          card={card}
          alike={alike(card).length}
          onAll={(choices) => decideAll(card, choices)}
          busy={all.isPending}
        />
      ))}
    </section>
  );
}
