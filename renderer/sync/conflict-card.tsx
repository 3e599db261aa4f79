import { useState } from 'react';
import { Link } from 'react-router';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { momentInWords } from '#renderer/shell/words.ts';
import styles from './conflict-card.module.css';

type Card = Output<'sync.conflicts'>[number];
type CardField = Card['fields'][number];
export type Side = 'mine' | 'state';
type Choice = Side | 'other';

/** Cards put aside stay put aside while the program runs; they are counted all the same. */
const putAside = new Set<number>();

interface Props {
  readonly card: Card;
  /** Cards that ask the same, this one included. */
  readonly alike: number;
  readonly onAll: (choices: Readonly<Record<string, Side>>) => void;
  readonly busy: boolean;
}

/** One record changed in two places: only the fields that differ, the owner's value chosen beforehand. */
export function ConflictCard({ card, alike, onAll, busy }: Props) {
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>(() =>
    Object.fromEntries(card.fields.map((field) => [field.field, field.suggested])),
  );
  const [others, setOthers] = useState<Readonly<Record<string, string>>>({});
  const [later, setLater] = useState(putAside.has(card.number));
  const resolve = useCommand('sync.resolve');
  const keepForLater = (aside: boolean): void => {
    if (aside) putAside.add(card.number);
    else putAside.delete(card.number);
    setLater(aside);
  };
  if (later)
    return (
      <section className="card">
        <p>
          <span data-name>{card.title}</span>: kept for later.{' '}
          <button type="button" className="plain" onClick={() => keepForLater(false)}>
            Open again
          </button>
        </p>
      </section>
    );

  /** Fields of one group are one decision. */
  const choose = (field: CardField, choice: Choice): void => {
    const together = card.fields.filter(
      (f) => f === field || (field.group !== null && f.group === field.group),
    );
    setChoices({ ...choices, ...Object.fromEntries(together.map((f) => [f.field, choice])) });
    if (choice === 'other')
      setOthers({
        ...Object.fromEntries(together.map((f) => [f.field, f.mine.value ?? ''])),
        ...others,
      });
  };
  const sides: Record<string, Side> = {};
  for (const { field, suggested } of card.fields) {
    const choice = choices[field] ?? suggested;
    if (choice !== 'other') sides[field] = choice;
  }
  const onlySides = Object.keys(sides).length === card.fields.length;

  return (
    <form
      className={`card ${styles.card}`}
      data-testid="conflict-card"
      aria-label={card.title}
      onSubmit={(event) => {
        event.preventDefault();
        resolve.mutate(
          {
            number: card.number,
            rev: card.rev,
            choices: Object.fromEntries(
              card.fields.map(({ field }) => [
                field,
                sides[field] ?? { value: others[field]?.trim() || null },
              ]),
            ),
          },
          { onSuccess: () => announce(`${card.title}: decided`) },
        );
      }}
    >
      <h3 data-name>
        <Link to={card.to}>{card.title}</Link>
      </h3>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">What differs</th>
              <th scope="col">
                Yours <span className="soft small">({mineWords(card)})</span>
              </th>
              <th scope="col">
                State <span className="soft small">(noticed {momentInWords(card.openedAt)})</span>
              </th>
              {isAboutFields(card) && <th scope="col">Something else</th>}
            </tr>
          </thead>
          <tbody>
            {card.fields.map((field) => (
              <Row
                key={field.field}
                card={card}
                field={field}
                choice={choices[field.field] ?? field.suggested}
                other={others[field.field] ?? ''}
                onChoice={(choice) => choose(field, choice)}
                onOther={(text) => setOthers({ ...others, [field.field]: text })}
              />
            ))}
          </tbody>
        </table>
      </div>
      {(card.fields.length === 0 || card.kind === 'rule') && <p>{card.why}</p>}
      <details>
        <summary>Why did this happen?</summary>
        <p>{card.why} Nothing is lost: both values are kept with the decision, whatever you choose.</p>
      </details>
      <Failed of={resolve.error} />
      <div className="row">
        <button type="submit" className="main" disabled={resolve.isPending || busy}>
          Save the decision
        </button>
        {alike > 1 && onlySides && card.fields.length > 0 && (
          <button type="button" disabled={busy} onClick={() => onAll(sides)}>
            Apply to all like this ({alike})
          </button>
        )}
        <button type="button" onClick={() => keepForLater(true)}>
          Keep for later
        </button>
      </div>
    </form>
  );
}

/** A card about the record as a whole offers the two sides and nothing in between. */
const isAboutFields = ({ fields }: Card): boolean => fields.some(({ field }) => field !== 'record');

function mineWords({ mineAt, mineBy }: Card): string {
  return mineAt ? `${momentInWords(mineAt)}, ${mineBy ?? 'this office'}` : 'this office';
}

interface RowProps {
  readonly card: Card;
  readonly field: CardField;
  readonly choice: Choice;
  readonly other: string;
  readonly onChoice: (choice: Choice) => void;
  readonly onOther: (text: string) => void;
}

function Row({ card, field, choice, other, onChoice, onOther }: RowProps) {
  const name = `${card.number} ${field.field}`;
  return (
    <tr>
      <th scope="row">
        {field.label}
        {field.before.words && <div className="soft small">before: {field.before.words}</div>}
      </th>
      {(['mine', 'state'] as const).map((side) => (
        <td key={side}>
          <label data-name>
            <input type="radio" name={name} checked={choice === side} onChange={() => onChoice(side)} />{' '}
            {field[side].words || 'nothing'}
            {side === 'state' && <span className="soft small"> ({field.stateBy})</span>}
          </label>
        </td>
      ))}
      {isAboutFields(card) && (
        <td>
          <label>
            <input type="radio" name={name} checked={choice === 'other'} onChange={() => onChoice('other')} />{' '}
            <span className={choice === 'other' ? 'unseen' : undefined}>Type it</span>
          </label>{' '}
          {choice === 'other' && (
            <input
              aria-label={`${field.label}: the right value`}
              value={other}
              onChange={(event) => onOther(event.target.value)}
            />
          )}
        </td>
      )}
    </tr>
  );
}
