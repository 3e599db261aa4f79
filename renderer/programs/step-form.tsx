import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Program } from '#renderer/programs/program-list.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** Something that was done in a program: noted, put right, or taken away. */
export function StepForm({
  record,
  step,
  preset,
  onClose,
}: {
  record: Program;
  step: Program['steps'][number] | null;
  /** The step that is due, already chosen. */
  preset: string;
  onClose: () => void;
}) {
  const choices = useRead('programs.choices', {});
  const codes = useRead('enrollment.choices', {});
  const status = useRead('district.status', {});
  const save = useCommand('programs.save-step');
  const takeAway = useCommand('programs.remove-step');
  const [which, setWhich] = useState(step?.step ?? preset);
  const [outcome, setOutcome] = useState(step?.outcome ?? '');
  const steps = choices.data?.find(({ code }) => code === record.program)?.steps ?? [];
  const outcomes = steps.find(({ code }) => code === which)?.outcomes ?? false;
  if (!status.data || !choices.data) return null;
  return (
    <FormDialog
      title={`${record.programLabel}: what was done`}
      saving={save.error || !takeAway.error ? save : takeAway}
      onClose={onClose}
      onSave={({ text, optional }) =>
        save.mutate(
          {
            ...(step ? { id: step.id } : {}),
            programRecordId: record.id,
            step: which,
            doneOn: text('doneOn'),
            outcome: outcomes ? outcome || null : null,
            nextBy: optional('nextBy'),
            note: optional('note'),
          },
          { onSuccess: onClose },
        )
      }
      also={
        step && (
          <button
            type="button"
            className="plain"
            disabled={takeAway.isPending}
            onClick={() => takeAway.mutate({ id: step.id }, { onSuccess: onClose })}
          >
            Noted by mistake: take it away
          </button>
        )
      }
    >
      <p data-name>{record.name}</p>
      <Choose label="Step" value={which} none="Choose" required onChange={setWhich} choices={steps} />
      <div className="row">
        <Field
          name="doneOn"
          label="Done on"
          type="date"
          required
          max={status.data.today}
          defaultValue={step?.doneOn ?? status.data.today}
          autoFocus
        />
        <Field
          name="nextBy"
          label="Again by"
          type="date"
          defaultValue={step?.nextBy ?? ''}
          hint="Only if an earlier day than the rule’s was agreed."
        />
      </div>
      {outcomes && (
        <Choose
          label="Outcome"
          value={outcome}
          none="Not known yet"
          onChange={setOutcome}
          choices={codes.data?.step_outcome ?? []}
        />
      )}
      <Field name="note" label="Note" maxLength={2000} defaultValue={step?.note ?? ''} />
    </FormDialog>
  );
}
