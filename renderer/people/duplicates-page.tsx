import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { MergeDialog } from '#renderer/people/merge-dialog.tsx';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';
import { count, momentInWords } from '#renderer/shell/words.ts';

type Pair = Output<'people.duplicates'>[number];

/** Who may be here twice, what was merged lately, and the way back. */
export default function DuplicatesPage() {
  const pairs = useRead('people.duplicates', {}, { keepPrevious: true });
  const merges = useRead('people.merges', {});
  const undo = useCommand('people.undo-merge');
  const [open, setOpen] = useState<{ kind: 'merge' | 'apart'; pair: Pair } | null>(null);
  const { refetch } = pairs;
  useEffect(() => void refetch(), [refetch]);
  const close = (): void => {
    setOpen(null);
    void refetch();
  };
  return (
    <>
      <h1>Who is here twice?</h1>
      <p className="soft">
        People who look alike: a hyphen, a nickname, first and last name swapped, a slip in the birth date,
        the same phone. You decide; nothing is merged by itself.
      </p>
      <Failed of={pairs.error ?? undo.error} />
      {pairs.data && <p role="status">{count(pairs.data.length, 'pair')}</p>}
      {pairs.data && pairs.data.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">One</th>
              <th scope="col">Other</th>
              <th scope="col">Alike in</th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {pairs.data.map((pair) => (
              <tr key={`${pair.one.personId} ${pair.other.personId}`}>
                <Who person={pair.one} />
                <Who person={pair.other} />
                <td>{pair.why}</td>
                <td>
                  <button type="button" onClick={() => setOpen({ kind: 'merge', pair })}>
                    Compare
                    <span className="unseen">
                      {' '}
                      {pair.one.name} and {pair.other.name}
                    </span>
                  </button>{' '}
                  <button type="button" className="plain" onClick={() => setOpen({ kind: 'apart', pair })}>
                    They are two
                    <span className="unseen">
                      {' '}
                      people: {pair.one.name} and {pair.other.name}
                    </span>
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {merges.data && merges.data.length > 0 && (
        <section className="card" aria-labelledby="merged">
          <h2 id="merged">Merged in the last 30 days</h2>
          <ul>
            {merges.data.map((one) => (
              <li key={one.groupId} data-name>
                {one.title}, {momentInWords(one.at)}{' '}
                <button
                  type="button"
                  onClick={() =>
                    undo.mutate(
                      { groupId: one.groupId },
                      { onSuccess: () => announce('Taken back: both stand as they did.') },
                    )
                  }
                >
                  Take back<span className="unseen"> {one.title}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {open?.kind === 'merge' && <MergeDialog pair={open.pair} onClose={close} />}
      {open?.kind === 'apart' && <ApartDialog pair={open.pair} onClose={close} />}
    </>
  );
}

function Who({ person }: { person: Pair['one'] }) {
  return (
    <td data-name>
      <Link to={`/people/${person.personId}`}>{person.name}</Link>
      <br />
      <span className="soft small">
        {person.birthDate ? `born ${dateInWords(person.birthDate)}, ` : ''}
        {person.detail}
      </span>
    </td>
  );
}

function ApartDialog({ pair, onClose }: { pair: Pair; onClose: () => void }) {
  const apart = useCommand('people.keep-apart');
  return (
    <FormDialog
      title="They are two people"
      saving={apart}
      saveLabel="Keep both"
      onClose={onClose}
      onSave={({ text }) => {
        const reason = text('reason');
        apart.mutate({ one: pair.one.personId, other: pair.other.personId, reason }, { onSuccess: onClose });
      }}
    >
      <p data-name>
        {pair.one.name} and {pair.other.name} are not shown as a pair again.
      </p>
      <Field name="reason" label="How do you know?" required maxLength={300} autoFocus />
    </FormDialog>
  );
}
