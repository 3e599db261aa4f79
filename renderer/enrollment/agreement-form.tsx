import { useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';

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
    <Dialog title="Attendance agreement (FP-14)" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const text = (name: string): string | null => String(form.get(name) ?? '').trim() || null;
          const tuition = text('tuition');
          save.mutate(
            {
              enrollmentId: line.enrollmentId,
              law,
              homeDistrict: text('homeDistrict') ?? '',
              homeCounty: text('homeCounty'),
              parentSigned: text('parentSigned'),
              attendingSigned: text('attendingSigned'),
              homeSigned: text('homeSigned'),
              countySigned: text('countySigned'),
              tuition: tuition && /^\d+$/.test(tuition) ? `${tuition}.00` : tuition,
              transportation: form.has('transportation'),
              sentOn: text('sentOn'),
              note: text('note'),
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
        <Failed of={save.error} />
        <div className="row">
          <button type="submit" className="main" disabled={save.isPending}>
            Save
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
