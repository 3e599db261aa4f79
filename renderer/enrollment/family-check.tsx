import { useState } from 'react';
import { familyProblems } from '#domain/enrollment/family-form.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import type { StepProps } from '#renderer/enrollment/family-form.tsx';
import { ReportPreview } from '#renderer/reports/report-preview.tsx';
import { count } from '#renderer/shell/words.ts';

/** The whole family to read through, and what still stops it. */
export function CheckStep({ draft }: StepProps) {
  const status = useRead('district.status', {});
  const problems = familyProblems(
    draft.children.map((child) => ({
      ...child,
      birthDate: child.birthDate || null,
      startDate: child.startDate || null,
    })),
    status.data?.today ?? '',
  );
  const { home, secondHome } = draft;
  return (
    <>
      {problems.length > 0 && (
        <div className="notice care">
          <p>Still missing:</p>
          <ul>
            {problems.map(({ field, message }) => (
              <li key={`${field} ${message}`}>{message}</li>
            ))}
          </ul>
        </div>
      )}
      <p data-name>
        <strong>Household:</strong>{' '}
        {[home.street, home.city, home.zip, home.phone, home.language].filter(Boolean).join(', ') ||
          'no address yet'}
        {secondHome && (
          <>
            <br />
            <strong>Second home:</strong>{' '}
            {[secondHome.street, secondHome.city, secondHome.zip, secondHome.phone]
              .filter(Boolean)
              .join(', ') || 'no address yet'}
          </>
        )}
      </p>
      <ol aria-label="Adults">
        {draft.adults.map((adult) => (
          <li key={adult.key} data-name>
            {adult.firstName} {adult.lastName}, {adult.kind || 'relationship not said'}
            {adult.phone && `, ${adult.phone}`}
            {!adult.mayPickUp && <strong> may not pick up</strong>}
            {adult.legalNote && <p className="notice bad">Custody: {adult.legalNote}</p>}
          </li>
        ))}
      </ol>
      <ul aria-label="Children">
        {draft.children.map((child) => (
          <li key={child.key} data-name>
            {child.firstName} {child.middleName} {child.lastName},{' '}
            {child.birthDate ? `born ${dateInWords(child.birthDate)}` : 'no birth date'}, grade{' '}
            {child.grade || '?'}, from {child.startDate ? dateInWords(child.startDate) : '?'}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Done: the form to sign, for all children in one print run. */
export function Enrolled({ made, onDone }: { made: Output<'families.enroll'>; onDone: () => void }) {
  const [shown, setShown] = useState(true);
  return (
    <section className="card">
      <h2>{count(made.children.length, 'child', 'children')} enrolled</h2>
      <p>Print the form, have it signed, and keep it in the file.</p>
      <div className="row">
        <button type="button" className="main" onClick={onDone}>
          Open the first child
        </button>
        <button type="button" onClick={() => setShown(!shown)}>
          {shown ? 'Put the form away' : 'Show the form'}
        </button>
      </div>
      {shown && (
        <ReportPreview report="enrollment-form" options={{ householdId: made.householdId }} csv={false} />
      )}
    </section>
  );
}
