import { useState } from 'react';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

type Paper = NonNullable<Output<'records.immunization'>['paper']>;

/** Whether the immunization form is on file and where. What it says stays on paper. */
export function ImmunizationCard({ studentId }: { studentId: string }) {
  const record = useRead('records.immunization', { studentId });
  const choices = useRead('enrollment.choices', {});
  const [open, setOpen] = useState(false);
  const paper = record.data?.paper ?? null;
  const label = choices.data?.immunization_paper?.find(({ code }) => code === paper?.standing)?.label;
  return (
    <section className="card" aria-labelledby="immunization">
      <h2 id="immunization">Immunization record</h2>
      <Failed of={record.error} />
      {record.data && (
        <p className={paper ? undefined : 'soft'}>
          {paper
            ? [
                label ?? paper.standing,
                paper.until && `until ${dateInWords(paper.until)}`,
                paper.seenOn && `seen ${dateInWords(paper.seenOn)}`,
                paper.keptWhere,
              ]
                .filter(Boolean)
                .join(', ')
            : 'Nothing entered.'}
        </p>
      )}
      <button type="button" onClick={() => setOpen(true)}>
        {paper ? 'Change' : 'Enter'}
        <span className="unseen"> the immunization record</span>
      </button>
      {open && <ImmunizationForm studentId={studentId} paper={paper} onClose={() => setOpen(false)} />}
    </section>
  );
}

function ImmunizationForm({
  studentId,
  paper,
  onClose,
}: {
  studentId: string;
  paper: Paper | null;
  onClose: () => void;
}) {
  const choices = useRead('enrollment.choices', {});
  const status = useRead('district.status', {});
  const save = useCommand('records.save-immunization');
  const [standing, setStanding] = useState(paper?.standing ?? 'ON_FILE');
  if (!choices.data || !status.data) return null;
  return (
    <FormDialog
      title="Immunization record"
      saving={save}
      onClose={onClose}
      onSave={({ optional }) =>
        save.mutate(
          {
            studentId,
            standing,
            until: optional('until'),
            seenOn: optional('seenOn'),
            keptWhere: optional('keptWhere'),
          },
          { onSuccess: onClose },
        )
      }
    >
      <p className="soft">Only whether the form is on file. What it says stays on paper.</p>
      <div className="row">
        <Choose
          label="Standing"
          name="standing"
          value={standing}
          required
          onChange={setStanding}
          choices={choices.data.immunization_paper ?? []}
        />
        <Field
          name="until"
          label="Until"
          type="date"
          defaultValue={paper?.until ?? ''}
          hint="For conditional attendance, and for a form that was asked for."
        />
      </div>
      <div className="row">
        <Field
          name="seenOn"
          label="Seen on"
          type="date"
          max={status.data.today}
          defaultValue={paper ? (paper.seenOn ?? '') : status.data.today}
        />
        <Field
          name="keptWhere"
          label="Where the paper is"
          maxLength={200}
          defaultValue={paper?.keptWhere ?? ''}
          hint="Cabinet, drawer or binder."
        />
      </div>
    </FormDialog>
  );
}
