import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { CandidateForm } from '#renderer/people/candidate-form.tsx';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count, momentInWords } from '#renderer/shell/words.ts';

export type Pending = Output<'state-numbers.list'>['pending'][number];

const STANDINGS: Readonly<Record<Pending['standing'], string>> = {
  missing: 'Birth date is missing: the state cannot search without it',
  'not-asked': 'State number pending: not looked up yet',
  candidates: 'The state knows somebody like this',
  'no-match': 'The state knows nobody like this',
  'on-its-way': 'Asked for: waits for the answer',
};

/** Pupils whose state number is pending, and the numbers that came. Pending pupils work everywhere but in state files. */
export default function StateNumbersPage() {
  const list = useRead('state-numbers.list', {}, { keepPrevious: true });
  const lookUp = useCommand('state-numbers.look-up');
  const assign = useCommand('state-numbers.assign');
  const [chosen, setChosen] = useState<Pending | null>(null);
  const [told, setTold] = useState('');
  const pending = list.data?.pending ?? [];
  const withoutMatch = pending.filter(({ standing }) => standing === 'no-match');
  const say = (words: string): void => {
    setTold(words);
    announce(words);
    void list.refetch();
  };
  const assignAll = (): void =>
    assign.mutate(
      { personIds: withoutMatch.slice(0, 500).map(({ personId }) => personId) },
      {
        onSuccess: ({ assigned, possible, refused }) =>
          say(
            [
              `${count(assigned, 'number')} received.`,
              possible > 0 && `${count(possible, 'pupil')} may be known to the state after all: look below.`,
              ...refused.map(({ words }) => words),
            ]
              .filter(Boolean)
              .join(' '),
          ),
      },
    );
  return (
    <>
      <div className="row">
        <h1>State numbers</h1>
        <button
          type="button"
          disabled={lookUp.isPending || pending.length === 0}
          onClick={() =>
            lookUp.mutate(
              { personIds: pending.slice(0, 500).map(({ personId }) => personId) },
              {
                onSuccess: ({ asked, withCandidates }) =>
                  say(`${count(asked, 'pupil')} looked up; ${withCandidates} with candidates.`),
              },
            )
          }
        >
          {lookUp.isPending ? 'Looking up…' : 'Look up at the state'}
        </button>
        {withoutMatch.length > 0 && (
          <button type="button" className="main" disabled={assign.isPending} onClick={assignAll}>
            {assign.isPending ? 'Asking…' : `Ask for new numbers (${withoutMatch.length} without a match)`}
          </button>
        )}
      </div>
      <p>
        The state gives each pupil one number for life. Until it is here, the pupil is “State number pending”
        and works everywhere but in state files.
      </p>
      <Failed of={lookUp.error ?? assign.error ?? list.error} />
      {told && <p className="notice">{told}</p>}
      <section className="card" aria-labelledby="pending">
        <h2 id="pending">Pending ({pending.length})</h2>
        {pending.length === 0 && <p className="soft">Every pupil enrolled has a state number.</p>}
        {pending.length > 0 && (
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Pupil</th>
                  <th scope="col">Grade</th>
                  <th scope="col">Birth date</th>
                  <th scope="col">How it stands</th>
                  <th scope="col">
                    <span className="unseen">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {pending.map((pupil) => (
                  <tr key={pupil.personId}>
                    <td data-name>
                      <Link to={`/people/${pupil.personId}`}>{pupil.name}</Link>
                    </td>
                    <td>{pupil.grade}</td>
                    <td data-name>{pupil.birthDate ? dateInWords(pupil.birthDate) : 'missing'}</td>
                    <td>{STANDINGS[pupil.standing]}</td>
                    <td>
                      {pupil.standing === 'missing' && (
                        <Link
                          className="button"
                          aria-label={`Fix the birth date of ${pupil.name}`}
                          to={`/people/${pupil.personId}?fix=person.birthDate`}
                        >
                          Fix
                        </Link>
                      )}
                      {pupil.standing === 'candidates' && (
                        <button
                          type="button"
                          aria-label={`Compare ${pupil.name}`}
                          onClick={() => setChosen(pupil)}
                        >
                          Compare ({pupil.candidates.length})
                        </button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <ToCheck toCheck={list.data?.toCheck ?? []} />
      <Given given={list.data?.given ?? []} />
      {chosen && (
        <CandidateForm
          pupil={chosen}
          onClose={() => setChosen(null)}
          onDone={(words) => {
            setChosen(null);
            say(words);
          }}
        />
      )}
    </>
  );
}

function ToCheck({ toCheck }: { toCheck: Output<'state-numbers.list'>['toCheck'] }) {
  if (toCheck.length === 0) return null;
  return (
    <section className="card" aria-labelledby="check">
      <h2 id="check">Numbers to check ({toCheck.length})</h2>
      <p>
        These numbers came from another system, and the state does not know them as this pupil’s. Compare with
        the child’s papers; call the state where they differ.
      </p>
      <ul>
        {toCheck.map((one) => (
          <li key={one.personId} data-name>
            <Link to={`/people/${one.personId}`}>{one.name}</Link>, {one.stateId}: {one.words}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Given({ given }: { given: Output<'state-numbers.list'>['given'] }) {
  if (given.length === 0) return null;
  return (
    <section className="card" aria-labelledby="given">
      <h2 id="given">Received</h2>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Pupil</th>
              <th scope="col">State number</th>
              <th scope="col">How</th>
              <th scope="col">When</th>
              <th scope="col">By</th>
              <th scope="col">Receipt</th>
            </tr>
          </thead>
          <tbody>
            {given.map((one) => (
              <tr key={`${one.personId} ${one.at}`}>
                <td data-name>
                  <Link to={`/people/${one.personId}`}>{one.name}</Link>
                </td>
                <td data-name>{one.stateId}</td>
                <td>{one.isNew ? 'new' : 'known to the state before'}</td>
                <td>{momentInWords(one.at)}</td>
                <td>{one.by}</td>
                <td>{one.receipt}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
