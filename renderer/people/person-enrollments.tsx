import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { AgreementForm } from '#renderer/enrollment/agreement-form.tsx';
import type { Page } from '#renderer/people/person-page.tsx';
import { SecondSchoolForm } from '#renderer/people/second-school-form.tsx';
import { StayFactsForm } from '#renderer/people/stay-facts-form.tsx';
import { StayForm } from '#renderer/people/stay-form.tsx';
import { TransferForm } from '#renderer/people/transfer-form.tsx';
import { WithdrawForm } from '#renderer/people/withdraw-form.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import type { Fix } from '#renderer/shell/field-focus.ts';

type Stay = Page['enrollments'][number];
type Form = 'fix' | 'facts' | 'agreement' | 'transfer' | 'withdraw';
/** Fields that live beside the enrollment and not in it. */
const FACTS: ReadonlySet<string> = new Set([
  'homeDistrict',
  'homeCounty',
  'ageEligible',
  'boardApprovedOn',
  'repeatsGrade',
  'previousSchool',
  'offeredMode',
]);

const FORM_OF: Readonly<Record<string, Form>> = {
  enrollment: 'fix',
  enrollmentFacts: 'facts',
  attendanceAgreement: 'agreement',
};

/** Every stay of the pupil: what can be put right, and the ways out of the open one. */
export function PersonEnrollments({
  person,
  office,
  fix,
}: {
  person: Page;
  office: boolean;
  fix: Fix | null;
}) {
  const [open, setOpen] = useState<{ form: Form; stay: Stay } | null>(office ? formToFix(fix, person) : null);
  const [second, setSecond] = useState(false);
  const undo = useCommand('enrollment.undo-withdraw');
  const choices = useRead('enrollment.choices', {});
  const label = (set: string, code: string | null): string =>
    choices.data?.[set]?.find((choice) => choice.code === code)?.label ?? code ?? '';
  const close = (): void => setOpen(null);
  const button = (form: Form, stay: Stay, words: string) => (
    <button type="button" className="plain" onClick={() => setOpen({ form, stay })}>
      {words}
    </button>
  );
  return (
    <section className="card">
      <h2>Enrollments</h2>
      <Failed of={undo.error} />
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">School</th>
              <th scope="col">Grade</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">Reason</th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {person.enrollments.map((stay) => (
              <tr key={stay.id}>
                <td>
                  {stay.schoolName}
                  {stay.serviceType !== 'P' && (
                    <span className="soft"> ({label('service_type', stay.serviceType).toLowerCase()})</span>
                  )}
                  {stay.noShow && <strong> never came</strong>}
                </td>
                <td>{stay.grade}</td>
                <td>{dateInWords(stay.startDate)}</td>
                <td>{stay.endDate ? dateInWords(stay.endDate) : 'open'}</td>
                <td>{label('end_status_category', stay.endReason)}</td>
                <td>
                  {office && (
                    <div className="row">
                      {stay.endDate === null && (
                        <>
                          <button type="button" onClick={() => setOpen({ form: 'transfer', stay })}>
                            Transfer
                          </button>
                          <button type="button" onClick={() => setOpen({ form: 'withdraw', stay })}>
                            Withdraw
                          </button>
                        </>
                      )}
                      {button('fix', stay, 'Fix a mistake')}
                      {button('facts', stay, 'State facts')}
                      {button('agreement', stay, 'Agreement')}
                      {stay.endDate !== null && (
                        <>
                          <button
                            type="button"
                            className="plain"
                            onClick={() => undo.mutate({ enrollmentId: stay.id })}
                          >
                            Take back
                          </button>
                          <Link to={`/reports?report=withdrawal-form&enrollment=${stay.id}`}>Form</Link>
                        </>
                      )}
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {office && (
        <div className="row">
          <Link to={`/enroll?person=${person.id}`} className="button">
            Enroll again
          </Link>
          <button type="button" onClick={() => setSecond(true)}>
            Also in a second school
          </button>
          <Link to={`/reports?report=enrollment-form&student=${person.id}`}>Enrollment form</Link>
        </div>
      )}
      {open?.form === 'transfer' && <TransferForm stay={open.stay} onClose={close} />}
      {open?.form === 'withdraw' && <WithdrawForm enrollmentId={open.stay.id} onClose={close} />}
      {open?.form === 'fix' && <StayForm enrollmentId={open.stay.id} onClose={close} />}
      {open?.form === 'facts' && <StayFactsForm enrollmentId={open.stay.id} onClose={close} />}
      {open?.form === 'agreement' && <StayAgreement stay={open.stay} onClose={close} />}
      {second && <SecondSchoolForm person={person} onClose={() => setSecond(false)} />}
    </section>
  );
}

/** The form that a link asks for: the enrollment it names, else the newest. */
function formToFix(fix: Fix | null, person: Page): { form: Form; stay: Stay } | null {
  const form = fix === null ? undefined : FORM_OF[fix.type];
  const stay = person.enrollments.find(({ id }) => id === fix?.record) ?? person.enrollments[0];
  if (fix === null || form === undefined || stay === undefined || fix.field === 'id') return null;
  return { form: form === 'fix' && FACTS.has(fix.field) ? 'facts' : form, stay };
}

/** The agreement of this enrollment, as the list has it, or a new one. */
function StayAgreement({ stay, onClose }: { stay: Stay; onClose: () => void }) {
  const overview = useRead('school.overview', {});
  const endYear = overview.data?.calendars.find(({ id }) => id === stay.calendarId)?.endYear;
  const list = useRead('enrollment.agreements', endYear ? { endYear } : {}, {
    enabled: endYear !== undefined,
  });
  if (!list.data) return <Failed of={list.error} />;
  const line = list.data.find((one) => one.enrollmentId === stay.id) ?? {
    enrollmentId: stay.id,
    homeDistrict: null,
    homeCounty: null,
    agreement: null,
  };
  return <AgreementForm line={line} onClose={onClose} />;
}
