import { useState } from 'react';
import { Link } from 'react-router';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** "Where is the child going?" The last day is the last day the child was enrolled. */
export function WithdrawForm({ enrollmentId, onClose }: { enrollmentId: string; onClose: () => void }) {
  const status = useRead('district.status', {});
  const choices = useRead('enrollment.choices', {});
  const withdraw = useCommand('enrollment.withdraw');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [dropout, setDropout] = useState('');
  const [diploma, setDiploma] = useState({ type: '', period: '' });
  const endDate = typed || status.data?.today || '';
  const preview = useRead(
    'enrollment.withdrawal-preview',
    { enrollmentId, endDate },
    {
      enabled: /^\d{4}-\d{2}-\d{2}$/.test(endDate),
      keepPrevious: true,
    },
  );
  const graduates = reason.startsWith('GRAD');
  const toSchool = reason.startsWith('TR_') && reason !== 'TR_HOME';

  if (withdraw.data)
    return (
      <Dialog title="Withdrawn" onClose={onClose}>
        {withdraw.data.marksAfterEnd > 0 && (
          <p className="notice care">
            There are {withdraw.data.marksAfterEnd} attendance marks after the last day. They are kept, but no
            longer count.
          </p>
        )}
        <p>
          <Link to={`/reports?report=withdrawal-form&enrollment=${enrollmentId}`} className="button">
            Print the withdrawal form
          </Link>
        </p>
        <button type="button" className="main" onClick={onClose}>
          Done
        </button>
      </Dialog>
    );
  return (
    <FormDialog
      title="Withdraw"
      saving={withdraw}
      saveLabel="Withdraw"
      onClose={onClose}
      onSave={({ optional }) => {
        const nextSchool = optional('nextSchool');
        withdraw.mutate({
          enrollmentId,
          endDate,
          endReason: reason,
          dropoutReason: reason === 'DROP' ? dropout || null : null,
          ...(graduates
            ? {
                diplomaDate: optional('diplomaDate'),
                diplomaType: diploma.type || null,
                diplomaPeriod: diploma.period || null,
              }
            : {}),
          ...(nextSchool ? { nextSchool } : {}),
        });
      }}
    >
      <Field
        name="endDate"
        label="Last day of enrollment"
        type="date"
        value={endDate}
        onChange={(event) => setTyped(event.target.value)}
        required
        hint="The last day still counts as enrolled."
        autoFocus
      />
      <Choose
        label="Where is the child going?"
        value={reason}
        none="Choose"
        required
        onChange={setReason}
        choices={choices.data?.end_status_category ?? []}
      />
      {reason === 'DROP' && (
        <Choose
          label="Dropout reason"
          value={dropout}
          none="Choose"
          required
          onChange={setDropout}
          choices={choices.data?.dropout_reason ?? []}
        />
      )}
      {graduates && (
        <div className="row">
          <Field name="diplomaDate" label="Diploma date" type="date" required />
          <Choose
            label="Diploma type"
            value={diploma.type}
            none="Choose"
            required
            onChange={(type) => setDiploma({ ...diploma, type })}
            choices={choices.data?.diploma_type ?? []}
          />
          <Choose
            label="Diploma period"
            value={diploma.period}
            none="Not known"
            onChange={(period) => setDiploma({ ...diploma, period })}
            choices={choices.data?.diploma_period ?? []}
          />
        </div>
      )}
      {toSchool && (
        <Field
          name="nextSchool"
          label="Which school?"
          hint="With its name a records request is put on the list. It may stay empty."
        />
      )}
      <section aria-label="Effect on the counts" className="notice">
        {preview.data?.counts.map((line) => (
          <p key={line.count}>{line.words}</p>
        ))}
        {preview.data?.anb.map((unit) => (
          <p key={unit.label}>
            ANB {unit.label}: {unit.now} now, {unit.after} after.
          </p>
        ))}
        {preview.data?.counts.length === 0 && <p>The pupil is in no count of this year.</p>}
        <Failed of={preview.error} />
      </section>
      <p className="soft small">
        The state’s own list of end codes is not complete here. Until it is loaded, a local reason is kept and
        state files wait.
      </p>
    </FormDialog>
  );
}
