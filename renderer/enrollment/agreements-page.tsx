import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { AgreementForm } from '#renderer/enrollment/agreement-form.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';

type Line = Output<'enrollment.agreements'>[number];

const SIGNERS: Readonly<Record<string, string>> = {
  parentSigned: 'parent',
  attendingSigned: 'this district',
  homeSigned: 'home district',
  countySigned: 'county superintendent',
};

function stateInWords(line: Line): string {
  if (line.state === 'missing') return 'Attends without an agreement';
  if (line.state === 'unsigned')
    return `Not signed by ${line.missing.map((field) => SIGNERS[field] ?? field).join(', ')}`;
  if (line.state === 'signed') return 'Signed; goes to the state by June 30';
  return `Sent ${line.agreement?.sentOn ? dateInWords(line.agreement.sentOn) : ''}`;
}

/** Pupils who live in another district, and how far their agreements are. */
export default function AgreementsPage() {
  const list = useRead('enrollment.agreements', {});
  const [open, setOpen] = useState<Line | null>(null);
  return (
    <>
      <h1>Attendance agreements</h1>
      <p className="soft">
        For each pupil who lives in another district: form FP-14, every school year. A home district is
        entered under State facts on the pupil’s Enrollment tab.
      </p>
      <Failed of={list.error} />
      {list.data && (
        <p role="status">
          {list.data.length === 0
            ? 'Nobody of this school year has a home district on record.'
            : `${count(list.data.length, 'pupil')} from other districts.`}
        </p>
      )}
      {list.data && list.data.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Grade</th>
              <th scope="col">Home district</th>
              <th scope="col">Agreement</th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.data.map((line) => (
              <tr key={line.enrollmentId}>
                <th scope="row" data-name>
                  <Link to={`/people/${line.studentId}`}>{line.name}</Link>
                </th>
                <td>{line.grade}</td>
                <td>
                  {line.homeDistrict}
                  {line.homeCounty && `, ${line.homeCounty} County`}
                </td>
                <td className={line.state === 'missing' || line.state === 'unsigned' ? 'wrong' : undefined}>
                  {stateInWords(line)}
                </td>
                <td>
                  <button type="button" onClick={() => setOpen(line)}>
                    Open<span className="unseen"> the agreement of {line.name}</span>
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open && <AgreementForm line={open} onClose={() => setOpen(null)} />}
    </>
  );
}
