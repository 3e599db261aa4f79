import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { AddressForm } from '#renderer/people/address-form.tsx';
import { DemographicsForm } from '#renderer/people/demographics-form.tsx';
import { NameChangeForm } from '#renderer/people/name-change-form.tsx';
import { NameForm } from '#renderer/people/name-form.tsx';
import { PersonAdults, PersonHomes } from '#renderer/people/person-adults.tsx';
import type { Page } from '#renderer/people/person-page.tsx';
import { PersonPapers } from '#renderer/people/person-papers.tsx';
import { ProtectionForm } from '#renderer/people/protection-form.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import type { Fix } from '#renderer/shell/field-focus.ts';
import { phoneInWords } from '#renderer/shell/words.ts';
import styles from './people.module.css';

type Form = 'name' | 'address' | 'rename' | 'move' | 'demographics' | 'protection';

const FORM_OF: Readonly<Record<string, Form>> = {
  person: 'name',
  directory: 'address',
  phone: 'address',
  demographics: 'demographics',
};

const DEMOGRAPHICS: ReadonlySet<string> = new Set(['hispanic', 'races', 'homeLanguage', 'enteredGrade9']);

/** Which form mends what a link asks to fix. A pupil without demographics is pointed to as a person. */
const formOf = (fix: Fix): Form | null =>
  DEMOGRAPHICS.has(fix.field) ? 'demographics' : (FORM_OF[fix.type] ?? null);

/** Who it is, where to find the family, and what the law says about it. */
export function PersonOverview({ person, fix, office }: { person: Page; fix: Fix | null; office: boolean }) {
  const [edit, setEdit] = useState<Form | null>(fix && office ? formOf(fix) : null);
  const { address, details, demographics } = person;
  const choices = useRead('enrollment.choices', {});
  const inWords = (set: string, code: string | null): string | null =>
    choices.data?.[set]?.find((choice) => choice.code === code)?.label ?? code;
  const facts: readonly (readonly [string, string | null])[] = [
    [
      'Legal name',
      [details.firstName, details.middleName, details.lastName, details.suffix].filter(Boolean).join(' '),
    ],
    ['Name used', details.usualName],
    ['Birth date', details.birthDate && dateInWords(details.birthDate)],
    ['Gender', inWords('gender', details.gender)],
    ['State ID', person.isStudent ? (person.stateId ?? 'State number pending') : null],
    ['Local number', person.localId],
    ['Ethnicity', inWords('ethnicity', demographics.hispanic)],
    ['Races', demographics.races.map((race) => inWords('race', race)).join(', ') || null],
    ['Home language', demographics.homeLanguage],
    ['First entered grade 9', demographics.enteredGrade9 && dateInWords(demographics.enteredGrade9)],
  ];
  return (
    <div className={styles.two}>
      <section className="card">
        <h2>Person</h2>
        <dl className={styles.facts}>
          {facts
            .filter(([, value]) => value)
            .map(([label, value]) => (
              <div key={label} className={styles.fact}>
                <dt>{label}</dt>
                <dd data-name>{value}</dd>
              </div>
            ))}
        </dl>
        {office && (
          <div className="row">
            <button type="button" onClick={() => setEdit('name')}>
              Fix a mistake
            </button>
            <button type="button" onClick={() => setEdit('rename')}>
              Record a change from a date
            </button>
            {person.isStudent && (
              <button type="button" onClick={() => setEdit('demographics')}>
                Race, ethnicity, language
              </button>
            )}
          </div>
        )}
      </section>
      <section className="card">
        <h2>Address and phones</h2>
        {person.addressProtected && (
          <p className="notice care">Protected: this is the substitute address. Tell nobody another one.</p>
        )}
        <p data-name>
          {[address.street, [address.city, address.state, address.zip].filter(Boolean).join(' ')]
            .filter(Boolean)
            .join(', ') || 'No address on file.'}
        </p>
        {address.email && <p data-name>{address.email}</p>}
        <ul>
          {person.phones.map((phone) => (
            <li key={phone.id} data-name>
              {phoneInWords(phone.number)} <span className="soft">{phone.kind?.toLowerCase()}</span>
            </li>
          ))}
        </ul>
        {office && (
          <div className="row">
            <button type="button" onClick={() => setEdit('address')}>
              Fix a mistake<span className="unseen"> in address or phones</span>
            </button>
            <button type="button" onClick={() => setEdit('move')}>
              Record a move from a date
            </button>
            <button type="button" onClick={() => setEdit('protection')}>
              Protected address
            </button>
          </div>
        )}
      </section>
      {person.seats.length > 0 && <SeatsNow seats={person.seats} />}
      <PersonPast personId={person.id} />
      {person.isStudent && <PersonAdults person={person} office={office} />}
      <PersonHomes person={person} office={office} />
      {person.isStudent && office && <PersonPapers studentId={person.id} />}
      {person.pupilsOf.length > 0 && (
        <section className="card">
          <h2>Pupils</h2>
          <ul>
            {person.pupilsOf.map((pupil) => (
              <li key={pupil.studentId} data-name>
                <Link to={`/people/${pupil.studentId}`}>{pupil.name}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {edit === 'name' && <NameForm person={person} onClose={() => setEdit(null)} />}
      {edit === 'demographics' && <DemographicsForm person={person} onClose={() => setEdit(null)} />}
      {edit === 'protection' && <ProtectionForm person={person} onClose={() => setEdit(null)} />}
      {edit === 'rename' && <NameChangeForm person={person} onClose={() => setEdit(null)} />}
      {(edit === 'address' || edit === 'move') && (
        <AddressForm person={person} moved={edit === 'move'} onClose={() => setEdit(null)} />
      )}
    </div>
  );
}

/** Where the pupil sits today. */
function SeatsNow({ seats }: { seats: Page['seats'] }) {
  return (
    <section className="card">
      <h2>Rooms and classes today</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Period</th>
            <th scope="col">Class</th>
            <th scope="col">Teacher</th>
            <th scope="col">Where</th>
          </tr>
        </thead>
        <tbody>
          {seats.map((seat) => (
            <tr key={`${seat.sectionId} ${seat.since}`}>
              <td>{seat.block ?? 'All day'}</td>
              <td>{seat.name}</td>
              <td data-name>{seat.teacher}</td>
              <td>{seat.place}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Earlier names and addresses with their last days. */
function PersonPast({ personId }: { personId: string }) {
  const past = useRead('people.past', { personId });
  const { names = [], addresses = [] } = past.data ?? {};
  if (names.length + addresses.length === 0) return <Failed of={past.error} />;
  return (
    <section className="card">
      <h2>Before</h2>
      <ul>
        {names.map((one) => (
          <li key={one.id} data-name>
            {one.name}, until {dateInWords(one.throughDate)}
            {one.reason && ` (${one.reason})`}
          </li>
        ))}
        {addresses.map((one) => (
          <li key={one.id} data-name>
            {[one.street, one.city, one.zip].filter(Boolean).join(', ')}, until {dateInWords(one.throughDate)}
          </li>
        ))}
      </ul>
    </section>
  );
}
