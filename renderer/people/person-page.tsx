import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { officeRoles, programRoles, specialEducationRoles } from '#domain/accounts/roles.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { PersonFindings } from '#renderer/collections/person-findings.tsx';
import { PersonRecords } from '#renderer/enrollment/person-records.tsx';
import { PersonAttendance } from '#renderer/people/person-attendance.tsx';
import { PersonEnrollments } from '#renderer/people/person-enrollments.tsx';
import { PersonOverview } from '#renderer/people/person-overview.tsx';
import { RecordHistory } from '#renderer/people/record-history.tsx';
import { type ProgramLink, ProgramList } from '#renderer/programs/program-list.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { type Fix, readFix, useFieldFocus } from '#renderer/shell/field-focus.ts';
import { phoneInWords } from '#renderer/shell/words.ts';
import { ExitList } from '#renderer/special-education/exit-list.tsx';
import { PlanList } from '#renderer/special-education/plan-list.tsx';
import { RightsCard } from '#renderer/special-education/rights-card.tsx';
import styles from './people.module.css';

/** Which part of the page mends a kind of record that a link asks to fix. */
const TAB_OF: Readonly<Record<string, Tab>> = {
  enrollment: 'enrollment',
  sectionRoster: 'enrollment',
  enrollmentFacts: 'enrollment',
  attendanceAgreement: 'enrollment',
  recordsRequest: 'records',
  immunizationPaper: 'records',
  attendanceMark: 'attendance',
  programRecord: 'programs',
  programStep: 'programs',
  specialEducationExit: 'iep',
  rightsNotice: 'iep',
};

export type Page = Output<'people.page'>;
type Tab = 'overview' | 'enrollment' | 'records' | 'attendance' | 'programs' | 'iep' | 'history';

/** One person; a link to another field of the same person opens the page anew. */
export default function PersonPage() {
  const { personId = '' } = useParams();
  const [search] = useSearchParams();
  return <OnePerson key={`${personId} ${search}`} personId={personId} search={search} />;
}

/** The strip that answers the phone, what the state would find, then tabs. */
function OnePerson({ personId, search }: { personId: string; search: URLSearchParams }) {
  const page = useRead('people.page', { personId });
  const status = useRead('district.status', {});
  const fix = readFix(search.get('fix'), search.get('record'));
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
        {person.isStudent && <Photo studentId={person.id} name={person.name} />}
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
        {person.courtPapers.map((paper) => (
          <strong key={paper.says} className="wrong" data-name>
            Court paper: {paper.says}
          </strong>
        ))}
        {person.addressProtected && <strong className="wrong">Address protected</strong>}
      </header>
      {person.isStudent && roles.some((role) => officeRoles.includes(role)) && (
        <PersonFindings studentId={person.id} />
      )}
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
      {tab === 'overview' && <PersonOverview person={person} fix={fix} office={office} />}
      {tab === 'enrollment' && <PersonEnrollments person={person} office={office} fix={fix} />}
      {tab === 'records' && <PersonRecords studentId={person.id} />}
      {tab === 'attendance' && now && <PersonAttendance enrollmentId={now.id} />}
      {tab === 'programs' && <ProgramList studentId={person.id} link={programLink(fix, search)} />}
      {tab === 'iep' && (
        <>
          <PlanList studentId={person.id} />
          <ExitList
            studentId={person.id}
            link={fix?.type === 'specialEducationExit' ? (search.get('record') ?? '') : null}
          />
          <RightsCard studentId={person.id} open={fix?.type === 'rightsNotice'} />
        </>
      )}
      {tab === 'history' && <RecordHistory type="person" id={person.id} />}
    </>
  );
}

/** A program record that a link asks to change, or the step to note in it. */
function programLink(fix: Fix | null, search: URLSearchParams): ProgramLink | null {
  const recordId = search.get('record');
  if (recordId === null) return null;
  if (fix?.type === 'programRecord') return { recordId, step: null };
  return fix?.type === 'programStep' ? { recordId, step: search.get('step') ?? '' } : null;
}

/** The pupil's photo, once its picture is on this computer; hidden with the names in privacy mode. */
function Photo({ studentId, name }: { studentId: string; name: string }) {
  const photo = useRead('people.photo', { studentId });
  if (!photo.data?.image) return null;
  return (
    <img className={styles.photo} src={`data:image/jpeg;base64,${photo.data.image}`} alt={name} data-name />
  );
}
