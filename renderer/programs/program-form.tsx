import { useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

type Program = Output<'programs.list'>[number];

/** A dated program record: made, or put right. */
export function ProgramForm({
  studentId,
  record,
  onClose,
}: {
  studentId: string;
  record: Program | null;
  onClose: () => void;
}) {
  const choices = useRead('programs.choices', {});
  const codes = useRead('enrollment.choices', {});
  const status = useRead('district.status', {});
  const save = useCommand('programs.save');
  const [program, setProgram] = useState(record?.program ?? '');
  const [detail, setDetail] = useState(record?.detail ?? '');
  const [certification, setCertification] = useState(record?.certification ?? '');
  const [unaccompanied, setUnaccompanied] = useState(record?.unaccompanied ?? false);
  const chosen = choices.data?.find((choice) => choice.code === program);
  return (
    <FormDialog
      title={record ? 'Change a program record' : 'Add a program'}
      saving={save}
      onClose={onClose}
      onSave={({ text, optional }) => {
        save.mutate(
          {
            ...(record ? { id: record.id } : {}),
            studentId,
            program,
            startDate: text('startDate'),
            endDate: optional('endDate'),
            detail: detail || null,
            certification: chosen?.certification ? certification || null : null,
            unaccompanied: chosen?.unaccompanied ? unaccompanied : null,
            language: optional('language'),
            note: optional('note'),
          },
          { onSuccess: onClose },
        );
      }}
    >
      <Choose
        label="Program"
        name="program"
        value={program}
        none="Choose"
        required
        onChange={(value) => {
          setProgram(value);
          setDetail('');
        }}
        choices={choices.data ?? []}
      />
      <div className="row">
        <Field
          name="startDate"
          label="From"
          type="date"
          defaultValue={record?.startDate ?? status.data?.today}
          required
        />
        <Field name="endDate" label="To" type="date" defaultValue={record?.endDate ?? ''} />
      </div>
      {chosen && chosen.details.length > 0 && (
        <Choose
          label="Detail"
          name="detail"
          value={detail}
          none={chosen.detailRequired ? 'Choose' : 'None'}
          required={chosen.detailRequired}
          onChange={setDetail}
          choices={chosen.details}
        />
      )}
      {chosen?.certification && (
        <Choose
          label="How eligibility was found"
          name="certification"
          value={certification}
          none="Not given"
          onChange={setCertification}
          choices={codes.data?.meal_certification ?? []}
        />
      )}
      {chosen?.unaccompanied && (
        <label>
          <input
            type="checkbox"
            checked={unaccompanied}
            onChange={(event) => setUnaccompanied(event.target.checked)}
          />{' '}
          Unaccompanied youth
        </label>
      )}
      {program === 'EL' && (
        <Field
          name="language"
          label="Home language or language of impact"
          defaultValue={record?.language ?? ''}
        />
      )}
      <Field name="note" label="Note" defaultValue={record?.note ?? ''} />
    </FormDialog>
  );
}
