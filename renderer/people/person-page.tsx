import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { officeRoles, programRoles, specialEducationRoles } from '#domain/accounts/roles.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { PersonRecords } from '#renderer/enrollment/person-records.tsx';
import { AddressForm } from '#renderer/people/address-form.tsx';
import { NameChangeForm } from '#renderer/people/name-change-form.tsx';
import { NameForm } from '#renderer/people/name-form.tsx';
import { PersonAdults, PersonHomes } from '#renderer/people/person-adults.tsx';
import { PersonAttendance } from '#renderer/people/person-attendance.tsx';
import { PersonEnrollments } from '#renderer/people/person-enrollments.tsx';
import { RecordHistory } from '#renderer/people/record-history.tsx';
import { ProgramList } from '#renderer/programs/program-list.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { type Fix, readFix, useFieldFocus } from '#renderer/shell/field-focus.ts';
import { phoneInWords } from '#renderer/shell/words.ts';
import { PlanList } from '#renderer/special-education/plan-list.tsx';
import styles from './people.module.css';

/** Which part of the page mends a kind of record that a link asks to fix. */
const TAB_OF: Readonly<Record<string, Tab>> = {
  enrollment: 'enrollment',
  sectionRoster: 'enrollment',
  enrollmentFacts: 'enrollment',
  recordsRequest: 'records',
  attendanceMark: 'attendance',
  programRecord: 'programs',
};
const FORM_OF: Readonly<Record<string, 'name' | 'address'>> = {
  person: 'name',
  directory: 'address',
  phone: 'address',
};

export type Page = Output<'people.page'>;
type Tab = 'overview' | 'enrollment' | 'records' | 'attendance' | 'programs' | 'iep' | 'history';

/** One person: the strip that answers the phone, then tabs. */
export default function PersonPage() {
  const { personId = '' } = useParams();
  const page = useRead('people.page', { personId });
  const status = useRead('district.status', {});
  const [search] = useSearchParams();
  const fix = readFix(search.get('fix'));
  const [tab, setTab] = useState<Tab>(fix ? (TAB_OF[fix.type] ?? 'overview') : 'overview');
  useFieldFocus(fix?.field ?? null);
  const roles = status.data?.user?.roles ?? [];
  const office = roles.some((role) => officeRoles.includes(role));
  if (!page.data) return <Failed of={page.error} />;
  const person = page.data;
  const now = person.enrollments[0];
  const firstAdult = person.adults[0];
  const tabs: readonly (readonly [Tab, string, boolean])[] = [
    ['overview', 'Overview', true],
    ['enrollment', 'Enrollment', person.isStudent],
    ['attendance', 'Attendance', person.isStudent],
    ['records', 'Records', person.isStudent && office],
    ['programs', 'Programs', person.isStudent && roles.some((role) => programRoles.includes(role))],
    [
      'iep',
      'Special education',
      person.isStudent && roles.some((role) => specialEducationRoles.includes(role)),
    ],
    ['history', 'What changed', true],
  ];

  return (
    <>
      <header className={styles.strip}>
        <h1 data-name>{person.name}</h1>
        {now && (
          <span>
            Grade {now.grade}, {now.schoolName}
            {now.endDate && ` (left ${dateInWords(now.endDate)})`}
          </span>
        )}
        {person.age !== null && <span>{person.age} years</span>}
        {firstAdult && (
          <span data-name>
            {firstAdult.name} {firstAdult.phones.map(phoneInWords).join(', ')}
          </span>
        )}
        {person.adults.some((adult) => adult.custodyNote || !adult.mayPickUp) && (
          <strong className="wrong" data-name>
            Custody:{' '}
            {person.adults
              .filter((adult) => adult.custodyNote || !adult.mayPickUp)
              .map((adult) =>
                adult.mayPickUp ? `${adult.name}, see the note` : `${adult.name} may not pick up`,
              )
              .join('; ')}
          </strong>
        )}
      </header>
      <div role="tablist" aria-label="Parts of the page" className={styles.tabs}>
        {tabs
          .filter(([, , shown]) => shown)
          .map(([name, title]) => (
            <button
              key={name}
              type="button"
              role="tab"
              aria-selected={name === tab}
              className={name === tab ? 'main' : undefined}
              onClick={() => setTab(name)}
            >
              {title}
            </button>
          ))}
      </div>
      {tab === 'overview' && <Overview person={person} fix={fix} office={office} />}
      {tab === 'enrollment' && <PersonEnrollments person={person} office={office} fix={fix} />}
      {tab === 'records' && <PersonRecords studentId={person.id} />}
      {tab === 'attendance' && now && <PersonAttendance enrollmentId={now.id} />}
      {tab === 'programs' && <ProgramList studentId={person.id} />}
      {tab === 'iep' && <PlanList studentId={person.id} />}
      {tab === 'history' && <RecordHistory type="person" id={person.id} />}
    </>
  );
}

function Overview({ person, fix, office }: { person: Page; fix: Fix | null; office: boolean }) {
  const [edit, setEdit] = useState<'name' | 'address' | 'rename' | 'move' | null>(
    fix ? (FORM_OF[fix.type] ?? null) : null,
  );
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
          </div>
        )}
      </section>
      <section className="card">
        <h2>Address and phones</h2>
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
          </div>
        )}
      </section>
      <PersonPast personId={person.id} />
      {person.isStudent && <PersonAdults person={person} office={office} />}
      <PersonHomes person={person} office={office} />
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
      {edit === 'rename' && <NameChangeForm person={person} onClose={() => setEdit(null)} />}
      {(edit === 'address' || edit === 'move') && (
        <AddressForm person={person} moved={edit === 'move'} onClose={() => setEdit(null)} />
      )}
    </div>
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
