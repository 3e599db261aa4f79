import { useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

type Papers = Output<'people.papers'>;

/** What the paper says, in words the one at the counter understands, and until when. */
export function CourtPaperForm({
  studentId,
  paper,
  onClose,
}: {
  studentId: string;
  paper: Papers['court'][number] | null;
  onClose: () => void;
}) {
  const choices = useRead('enrollment.choices', {});
  const save = useCommand('people.save-court-paper');
  const [kind, setKind] = useState(paper?.kind ?? '');
  return (
    <FormDialog
      title="Court paper"
      saving={save}
      onClose={onClose}
      onSave={({ text, optional }) => {
        save.mutate(
          {
            ...(paper ? { id: paper.id } : {}),
            studentId,
            kind,
            court: optional('court'),
            says: text('says'),
            issuedOn: optional('issuedOn'),
            expiresOn: optional('expiresOn'),
          },
          { onSuccess: onClose },
        );
      }}
    >
      <div className="row">
        <Choose
          label="Kind"
          value={kind}
          none="Choose"
          required
          onChange={setKind}
          choices={choices.data?.court_paper_kind ?? []}
        />
        <Field name="court" label="Court" defaultValue={paper?.court ?? ''} />
      </div>
      <Field
        name="says"
        label="What it says"
        required
        defaultValue={paper?.says ?? ''}
        hint="As the one at the counter must know it: who may pick up, who may not be told."
      />
      <div className="row">
        <Field name="issuedOn" label="Issued on" type="date" defaultValue={paper?.issuedOn ?? ''} />
        <Field name="expiresOn" label="Ends on" type="date" defaultValue={paper?.expiresOn ?? ''} />
      </div>
    </FormDialog>
  );
}

/** A foster placement with whom to call about it. */
export function FosterForm({
  studentId,
  placement,
  onClose,
}: {
  studentId: string;
  placement: Papers['foster'][number] | null;
  onClose: () => void;
}) {
  const status = useRead('district.status', {});
  const save = useCommand('people.save-foster-placement');
  return (
    <FormDialog
      title="Foster placement"
      saving={save}
      onClose={onClose}
      onSave={({ text, optional }) => {
        save.mutate(
          {
            ...(placement ? { id: placement.id } : {}),
            studentId,
            startDate: text('startDate'),
            endDate: optional('endDate'),
            agency: optional('agency'),
            caseworker: optional('caseworker'),
            caseworkerPhone: optional('caseworkerPhone'),
            note: optional('note'),
          },
          { onSuccess: onClose },
        );
      }}
    >
      <div className="row">
        <Field
          name="startDate"
          label="From"
          type="date"
          required
          defaultValue={placement?.startDate ?? status.data?.today}
        />
        <Field name="endDate" label="To" type="date" defaultValue={placement?.endDate ?? ''} />
      </div>
      <div className="row">
        <Field name="caseworker" label="Caseworker" defaultValue={placement?.caseworker ?? ''} />
        <Field
          name="caseworkerPhone"
          label="Caseworker’s phone"
          type="tel"
          defaultValue={placement?.caseworkerPhone ?? ''}
        />
        <Field name="agency" label="Agency" defaultValue={placement?.agency ?? ''} />
      </div>
      <Field name="note" label="Note" defaultValue={placement?.note ?? ''} />
      <p className="soft small">
        The foster care program itself, which the state asks about, is under Programs. Seen by the office
        only.
      </p>
    </FormDialog>
  );
}
