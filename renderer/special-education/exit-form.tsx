import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';
import type { Exit } from '#renderer/special-education/exit-list.tsx';

/** An exit from special education: the last day, the reason, and the papers that must be on file. */
export function ExitForm({
  studentId,
  exit,
  onClose,
}: {
  studentId: string;
  exit: Exit | null;
  onClose: () => void;
}) {
  const choices = useRead('enrollment.choices', {});
  const status = useRead('district.status', {});
  const save = useCommand('special-education.save-exit');
  const takeAway = useCommand('special-education.remove-exit');
  const [reason, setReason] = useState(exit?.reason ?? '');
  if (!choices.data || !status.data) return null;
  return (
    <FormDialog
      title="Exit from special education"
      saving={save.error || !takeAway.error ? save : takeAway}
      onClose={onClose}
      onSave={({ text, optional }) =>
        save.mutate(
          {
            ...(exit ? { id: exit.id } : {}),
            studentId,
            exitedOn: text('exitedOn'),
            reason,
            evaluatedOn: optional('evaluatedOn'),
            noticeOn: optional('noticeOn'),
            summaryOn: optional('summaryOn'),
            note: optional('note'),
          },
          { onSuccess: onClose },
        )
      }
      also={
        exit && (
          <button
            type="button"
            className="plain"
            disabled={takeAway.isPending}
            onClick={() => takeAway.mutate({ id: exit.id }, { onSuccess: onClose })}
          >
            Entered by mistake: take it away
          </button>
        )
      }
    >
      <p className="soft">
        The locked plan stays as it is; from the next day on it is not in force. The enrollment is ended on
        its own tab.
      </p>
      <div className="row">
        <Field
          name="exitedOn"
          label="Last day in special education"
          type="date"
          required
          defaultValue={exit?.exitedOn ?? status.data.today}
          autoFocus
        />
        <Choose
          label="Reason"
          name="reason"
          value={reason}
          none="Choose"
          required
          onChange={setReason}
          choices={choices.data.sped_exit_reason ?? []}
        />
      </div>
      <div className="row">
        <Field
          name="evaluatedOn"
          label="Found no longer eligible on"
          type="date"
          defaultValue={exit?.evaluatedOn ?? ''}
          hint="Or the day the parents took their consent back."
        />
        <Field
          name="noticeOn"
          label="Prior written notice given on"
          type="date"
          defaultValue={exit?.noticeOn ?? ''}
        />
        <Field
          name="summaryOn"
          label="Summary of performance given on"
          type="date"
          defaultValue={exit?.summaryOn ?? ''}
          hint="At graduation with a regular diploma, or at the age limit."
        />
      </div>
      <Field name="note" label="Note" maxLength={2000} defaultValue={exit?.note ?? ''} />
    </FormDialog>
  );
}
