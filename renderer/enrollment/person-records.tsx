import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import { PersonScores } from '#renderer/assessments/person-scores.tsx';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { DutyList } from '#renderer/enrollment/duty-list.tsx';
import { ImmunizationCard } from '#renderer/enrollment/immunization-card.tsx';
import { DisclosureForm, OutsideForm } from '#renderer/enrollment/record-forms.tsx';
import { RequestForm } from '#renderer/enrollment/request-form.tsx';
import { RequestTable } from '#renderer/enrollment/request-table.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

/** The pupil's records: requests, the duties of the first enrollment, the disclosure log, marks from outside. */
export function PersonRecords({ studentId }: { studentId: string }) {
  const requests = useRead('records.requests', { studentId });
  const duties = useRead('records.duties', { studentId });
  const log = useRead('records.disclosures', { studentId });
  const outside = useRead('records.outside', { studentId });
  const choices = useRead('enrollment.choices', {});
  const remove = useCommand('records.remove-outside');
  const [open, setOpen] = useState<'request' | 'disclosure' | 'outside' | null>(null);
  const close = (): void => setOpen(null);
  const basis = (code: string): string =>
    choices.data?.ferpa_basis?.find((choice) => choice.code === code)?.label ?? code;
  return (
    <>
      <Failed of={requests.error ?? duties.error ?? log.error ?? outside.error ?? remove.error} />
      <section className="card">
        <h2>Records requests</h2>
        <RequestTable rows={requests.data ?? []} withName={false} />
        <div className="row">
          <button type="button" onClick={() => setOpen('request')}>
            New request
          </button>
          <Link to={`/reports?report=records-packet&student=${studentId}`}>Permanent record</Link>
        </div>
      </section>
      {duties.data && duties.data.length > 0 && (
        <section className="card">
          <h2>First enrollment</h2>
          <DutyList rows={duties.data} withName={false} />
        </section>
      )}
      <ImmunizationCard studentId={studentId} />
      <section className="card">
        <h2>Disclosure log</h2>
        <p className="soft small">
          Part of the record; an entry is never changed. Not needed for parents, school officials, consent and
          directory information.
        </p>
        {log.data?.length === 0 && <p className="soft">None.</p>}
        <ul>
          {log.data?.map((row) => (
            <li key={row.id} data-name>
              {dateInWords(row.on)}: {row.what}, to {row.to} ({basis(row.basis)}
              {row.interest && `: ${row.interest}`})
            </li>
          ))}
        </ul>
        <button type="button" onClick={() => setOpen('disclosure')}>
          Enter a disclosure
        </button>
      </section>
      <section className="card">
        <h2>Records from outside</h2>
        {outside.data?.length === 0 && <p className="soft">None.</p>}
        <ul>
          {outside.data?.map((row) => (
            <li key={row.id} data-name>
              {schoolYearInWords(row.endYear)}, {row.school}
              {row.grade && `, grade ${row.grade}`}
              {row.course && `: ${row.course}`}
              {row.mark && ` ${row.mark}`}
              {row.credits && `, ${row.credits} credits`}{' '}
              <button type="button" className="plain" onClick={() => remove.mutate({ id: row.id })}>
                Take off<span className="unseen"> {row.course ?? row.school}</span>
              </button>
            </li>
          ))}
        </ul>
        <button type="button" onClick={() => setOpen('outside')}>
          Enter a record
        </button>
      </section>
      <PersonScores studentId={studentId} />
      {open === 'request' && <RequestForm studentId={studentId} request={null} onClose={close} />}
      {open === 'disclosure' && <DisclosureForm studentId={studentId} onClose={close} />}
      {open === 'outside' && <OutsideForm studentId={studentId} onClose={close} />}
    </>
  );
}
