import { useState } from 'react';
import { Link } from 'react-router';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { AdultForm } from '#renderer/people/adult-form.tsx';
import type { Page } from '#renderer/people/person-page.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { phoneInWords } from '#renderer/shell/words.ts';
import styles from './people.module.css';

type Adult = Page['adults'][number];

/** The adults of a pupil in calling order, with what the law says about each. */
export function PersonAdults({ person, office }: { person: Page; office: boolean }) {
  const [editing, setEditing] = useState<Adult | 'new' | null>(null);
  return (
    <section className="card">
      <h2>Adults</h2>
      {person.adults.length === 0 && <p>No adult is on file.</p>}
      <ol>
        {person.adults.map((adult) => (
          <li key={adult.adultId} data-name>
            <Link to={`/people/${adult.adultId}`}>{adult.name}</Link>{' '}
            <span className="soft">
              {[
                adult.kind?.toLowerCase(),
                adult.livesWith ? 'lives with the pupil' : null,
                adult.getsMail ? 'gets mail' : null,
              ]
                .filter(Boolean)
                .join(', ')}
            </span>{' '}
            {adult.phones.map(phoneInWords).join(', ')}{' '}
            {!adult.mayPickUp && <strong className="wrong">May not pick up</strong>}{' '}
            {office && (
              <button type="button" className="plain" onClick={() => setEditing(adult)}>
                Change<span className="unseen"> {adult.name}</span>
              </button>
            )}
            {adult.custodyNote && <p className="notice bad">Custody: {adult.custodyNote}</p>}
          </li>
        ))}
      </ol>
      {office && (
        <button type="button" onClick={() => setEditing('new')}>
          Add an adult
        </button>
      )}
      {editing && (
        <AdultForm
          person={person}
          adult={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}

/** The homes somebody belongs to: who lives there, and whether mail about the pupil goes there. */
export function PersonHomes({ person, office }: { person: Page; office: boolean }) {
  const homes = useRead('families.households', { personId: person.id });
  const save = useCommand('families.save-member');
  if (!homes.data || homes.data.length === 0) return <Failed of={homes.error} />;
  return (
    <section className="card">
      <h2>{homes.data.length === 1 ? 'Household' : 'Two households'}</h2>
      <Failed of={save.error} />
      {homes.data.map((home) => (
        <div key={home.id} data-name>
          <p>
            <strong>{home.name}</strong>
            {home.main && homes.data.length > 1 && ' (main home)'}:{' '}
            {[home.street, home.city, home.zip].filter(Boolean).join(', ') || 'no address'}
            {home.phone && `, ${phoneInWords(home.phone)}`}
          </p>
          <ul className={styles.links}>
            {home.members
              .filter((member) => member.personId !== person.id)
              .map((member) => (
                <li key={member.personId}>
                  <Link to={`/people/${member.personId}`}>{member.name}</Link>
                </li>
              ))}
          </ul>
          {person.isStudent && (
            <label>
              <input
                type="checkbox"
                disabled={!office}
                checked={home.getsMail}
                onChange={(event) =>
                  save.mutate({
                    householdId: home.id,
                    personId: person.id,
                    main: home.main,
                    getsMail: event.target.checked,
                  })
                }
              />{' '}
              Mail about this pupil goes here
            </label>
          )}
        </div>
      ))}
    </section>
  );
}
