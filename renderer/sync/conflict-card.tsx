import { useState } from 'react';
import { Link } from 'react-router';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { momentInWords } from '#renderer/shell/words.ts';
import styles from './conflict-card.module.css';

type Card = Output<'sync.conflicts'>[number];
type Choice = 'mine' | 'state' | 'other';

/** Side by side: yours and the state's, only what differs, with the owner's value chosen beforehand. */
export function ConflictCard({ card }: { card: Card }) {
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>(() =>
    Object.fromEntries(card.fields.map((field) => [field.field, field.suggested])),
  );
  const [others, setOthers] = useState<Readonly<Record<string, string>>>({});
  const [later, setLater] = useState(false);
  const resolve = useCommand('sync.resolve');
  if (later)
    return (
      <section className="card">
        <p>
          {card.title}: kept for later.{' '}
          <button type="button" className="plain" onClick={() => setLater(false)}>
            Open again
          </button>
        </p>
      </section>
    );

  /** Fields of one group are one decision. */
  const choose = (field: Card['fields'][number], choice: Choice): void => {
    const together = card.fields.filter(
      (f) => f === field || (field.group !== null && f.group === field.group),
    );
    setChoices({ ...choices, ...Object.fromEntries(together.map((f) => [f.field, choice])) });
  };

  return (
    <form
      className={`card ${styles.card}`}
      data-testid="conflict-card"
      onSubmit={(event) => {
        event.preventDefault();
        resolve.mutate({
          number: card.number,
          rev: card.rev,
          choices: Object.fromEntries(
            card.fields.map((field) => {
              const choice = choices[field.field] ?? field.suggested;
              return [
                field.field,
                choice === 'other' ? { value: others[field.field]?.trim() || null } : choice,
              ];
            }),
          ),
        });
      }}
    >
      <h3 data-name>
        <Link to={card.to}>{card.title}</Link>
      </h3>
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">Yours (this office)</th>
            <th scope="col">State</th>
            <th scope="col">Something else</th>
          </tr>
        </thead>
        <tbody>
          {card.fields.map((field) => (
            <tr key={field.field}>
              <th scope="row">{field.label}</th>
              <td className="soft">{field.before.words || 'nothing'}</td>
              {(['mine', 'state'] as const).map((side) => (
                <td key={side}>
                  <label data-name>
                    <input
                      type="radio"
                      name={`${card.number} ${field.field}`}
                      checked={choices[field.field] === side}
                      onChange={() => choose(field, side)}
                    />{' '}
                    {field[side].words || 'nothing'}
                    {side === 'state' && <span className="soft small"> ({field.stateBy})</span>}
                  </label>
                </td>
              ))}
              <td>
                <label>
                  <input
                    type="radio"
                    name={`${card.number} ${field.field}`}
                    checked={choices[field.field] === 'other'}
                    onChange={() => choose(field, 'other')}
                    aria-label={`${field.label}: something else`}
                  />{' '}
                  {choices[field.field] === 'other' && (
                    <input
                      aria-label={`${field.label}: the right value`}
                      value={others[field.field] ?? ''}
                      onChange={(event) => setOthers({ ...others, [field.field]: event.target.value })}
                    />
                  )}
                </label>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {card.fields.length === 0 && <p>{card.why}</p>}
      <details>
        <summary>Why did this happen?</summary>
        <p>
          {card.why} Noticed {momentInWords(card.openedAt)}.
        </p>
      </details>
      <Failed of={resolve.error} />
      <div className="row">
        <button type="submit" className="main" disabled={resolve.isPending}>
          Save the decision
        </button>
        <button type="button" onClick={() => setLater(true)}>
          Keep for later
        </button>
      </div>
    </form>
  );
}
