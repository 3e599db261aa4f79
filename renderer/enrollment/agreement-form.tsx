import { useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

type Line = Output<'enrollment.agreements'>[number];

/** Out-of-district attendance agreement (FP-14): the law, the home, who has signed, what it costs. */
export function AgreementForm({
  line,
  onClose,
}: {
  line: Pick<Line, 'enrollmentId' | 'homeDistrict' | 'homeCounty' | 'agreement'>;
  onClose: () => void;
}) {
  const choices = useRead('enrollment.choices', {});
  const save = useCommand('enrollment.save-agreement');
  const known = line.agreement;
  const [law, setLaw] = useState(known?.law ?? '');
  const day = (name: string, label: string, first: string | null | undefined) => (
    <Field name={name} label={label} type="date" defaultValue={first ?? ''} />
  );
  return (
    <FormDialog
      title="Attendance agreement (FP-14)"
      saving={save}
      onClose={onClose}
      onSave={({ text, optional, ticked }) => {
        const tuition = optional('tuition');
        save.mutate(
          {
            enrollmentId: line.enrollmentId,
            law,
            homeDistrict: text('homeDistrict'),
            homeCounty: optional('homeCounty'),
            parentSigned: optional('parentSigned'),
            attendingSigned: optional('attendingSigned'),
            homeSigned: optional('homeSigned'),
            countySigned: optional('countySigned'),
            tuition: tuition && /^\d+$/.test(tuition) ? `${tuition}.00` : tuition,
            transportation: ticked('transportation'),
            sentOn: optional('sentOn'),
            note: optional('note'),
          },
          { onSuccess: onClose },
        );
      }}
    >
      <div className="row">
        <Field
          name="homeDistrict"
          label="Home district"
          defaultValue={line.homeDistrict ?? ''}
          required
          autoFocus
        />
        <Field name="homeCounty" label="Home county" defaultValue={line.homeCounty ?? ''} />
        <Choose
          label="Under"
          value={law}
          none="Choose"
          required
          onChange={setLaw}
          choices={choices.data?.attendance_agreement_law ?? []}
        />
      </div>
      <div className="row">
        {day('parentSigned', 'Parent signed', known?.parentSigned)}
        {day('attendingSigned', 'This district signed', known?.attendingSigned)}
        {day('homeSigned', 'Home district signed', known?.homeSigned)}
        {day('countySigned', 'County superintendent signed', known?.countySigned)}
      </div>
      <div className="row">
        <Field
          name="tuition"
          label="Tuition, dollars"
          inputMode="decimal"
          defaultValue={known?.tuition ?? ''}
        />
        {day('sentOn', 'Sent to the state on', known?.sentOn)}
        <label>
          <input type="checkbox" name="transportation" defaultChecked={known?.transportation ?? false} />{' '}
          Transportation provided
        </label>
      </div>
      <Field name="note" label="Note" defaultValue={known?.note ?? ''} />
    </FormDialog>
  );
}
