import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

type Duty = Output<'records.duties'>[number];

/** The duties of first enrollments with their dates (missing children). */
export function DutyList({ rows, withName }: { rows: readonly Duty[]; withName: boolean }) {
  const [open, setOpen] = useState<Duty | null>(null);
  return (
    <>
      {rows.map((duty) => (
        <div key={duty.studentId}>
          {withName && (
            <p data-name>
              <Link to={`/people/${duty.studentId}`}>{duty.name}</Link>, first day{' '}
              {dateInWords(duty.firstDay)}
            </p>
          )}
          <ul>
            {duty.steps.map((step) => (
              <li key={step.step}>
                {step.doneOn ? '✓ ' : ''}
                {step.title}
                {step.doneOn ? ` ${dateInWords(step.doneOn)}` : `, by ${dateInWords(step.due)}`}
                {step.overdue && <strong className="wrong"> overdue</strong>}
              </li>
            ))}
          </ul>
          <button type="button" onClick={() => setOpen(duty)}>
            Note what was done<span className="unseen"> for {duty.name}</span>
          </button>
        </div>
      ))}
      {open && <DutyForm duty={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function DutyForm({ duty, onClose }: { duty: Duty; onClose: () => void }) {
  const choices = useRead('enrollment.choices', {});
  const save = useCommand('records.save-duty');
  const [proof, setProof] = useState(duty.proof ?? '');
  const day = (name: 'proofSeenOn' | 'recordsAskedOn' | 'recordsCameOn' | 'notifiedOn', label: string) => (
    <Field name={name} label={label} type="date" defaultValue={duty[name] ?? ''} />
  );
  return (
    <FormDialog
      title="First enrollment"
      saving={save}
      onClose={onClose}
      onSave={({ optional }) => {
        save.mutate(
          {
            studentId: duty.studentId,
            proof: proof || null,
            proofSeenOn: optional('proofSeenOn'),
            recordsAskedOn: optional('recordsAskedOn'),
            recordsCameOn: optional('recordsCameOn'),
            notifiedOn: optional('notifiedOn'),
            note: optional('note'),
          },
          { onSuccess: onClose },
        );
      }}
    >
      <div className="row">
        <Choose
          label="Proof of identity"
          value={proof}
          none="None yet"
          onChange={setProof}
          choices={choices.data?.identity_proof ?? []}
        />
        {day('proofSeenOn', 'Seen on')}
      </div>
      <div className="row">
        {day('recordsAskedOn', 'Records asked for on')}
        {day('recordsCameOn', 'Records came on')}
        {day('notifiedOn', 'Law enforcement notified on')}
      </div>
      <Field name="note" label="Note" defaultValue={duty.note ?? ''} />
      <p className="soft small">
        Without proof after 40 days, or without records after 60, the law asks you to notify law enforcement
        (MCA 44-2-511).
      </p>
    </FormDialog>
  );
}
