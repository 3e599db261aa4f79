import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** Who was given what, on what ground. */
export function DisclosureForm({ studentId, onClose }: { studentId: string; onClose: () => void }) {
  const status = useRead('district.status', {});
  const choices = useRead('enrollment.choices', {});
  const add = useCommand('records.add-disclosure');
  const [basis, setBasis] = useState('');
  return (
    <FormDialog
      title="Enter a disclosure"
      saving={add}
      saveLabel="Enter"
      onClose={onClose}
      onSave={({ text, optional }) => {
        add.mutate(
          {
            studentId,
            on: text('on'),
            to: text('to'),
            basis,
            interest: optional('interest'),
            what: text('what'),
          },
          { onSuccess: onClose },
        );
      }}
    >
      <div className="row">
        <Field name="on" label="On" type="date" defaultValue={status.data?.today} required />
        <Field name="to" label="To whom" required autoFocus />
      </div>
      <Choose
        label="Ground"
        value={basis}
        none="Choose"
        required
        onChange={setBasis}
        choices={choices.data?.ferpa_basis ?? []}
      />
      <Field
        name="interest"
        label="Their interest"
        hint={basis === 'EMERGENCY' ? 'What was the danger?' : 'Why they may know it.'}
      />
      <Field name="what" label="What was disclosed" required />
    </FormDialog>
  );
}

/** A mark or credit that another school reports. */
export function OutsideForm({ studentId, onClose }: { studentId: string; onClose: () => void }) {
  const choices = useRead('enrollment.choices', {});
  const status = useRead('district.status', {});
  const save = useCommand('records.save-outside');
  const [grade, setGrade] = useState('');
  return (
    <FormDialog
      title="Enter a record from outside"
      saving={save}
      onClose={onClose}
      onSave={({ text, optional }) => {
        const credits = text('credits');
        save.mutate(
          {
            studentId,
            endYear: Number(text('endYear')),
            school: text('school'),
            grade: grade || null,
            course: optional('course'),
            mark: optional('mark'),
            credits: credits === '' ? null : Number(credits).toFixed(2),
            note: optional('note'),
          },
          { onSuccess: onClose },
        );
      }}
    >
      <div className="row">
        <Field name="school" label="School" required autoFocus />
        <Field
          name="endYear"
          label="School year ends in"
          type="number"
          min={1950}
          max={2199}
          required
          defaultValue={status.data?.today.slice(0, 4)}
        />
        <Choose
          label="Grade"
          value={grade}
          none="Not said"
          onChange={setGrade}
          choices={choices.data?.grade_level ?? []}
        />
      </div>
      <div className="row">
        <Field name="course" label="Course" />
        <Field name="mark" label="Mark" size={6} />
        <Field name="credits" label="Credits" type="number" step="0.25" min={0} max={30} />
      </div>
      <Field name="note" label="Note" />
    </FormDialog>
  );
}
