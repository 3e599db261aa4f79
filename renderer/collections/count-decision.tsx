import { useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

const YES_NO = [
  { code: 'yes', label: 'Yes' },
  { code: 'no', label: 'No' },
];
const answer = (value: string): boolean | null => (value === '' ? null : value === 'yes');

/** What a person decides about one pupil for one count, over what is worked out. Left as worked out: no decision. */
export function CountDecision({
  pupil,
  count,
  onClose,
}: {
  pupil: Output<'collections.count'>['pupils'][number];
  count: 'fall' | 'spring';
  onClose: () => void;
}) {
  const decide = useCommand('collections.decide-count');
  const choices = useRead('enrollment.choices', {});
  const [absent, setAbsent] = useState('');
  const [tenDay, setTenDay] = useState('');
  const [exclusion, setExclusion] = useState('');
  return (
    <FormDialog
      title="Decide about this count"
      saving={decide}
      onClose={onClose}
      onSave={({ text, optional }) => {
        const hours = text('hours');
        decide.mutate(
          {
            enrollmentId: pupil.enrollmentId,
            count,
            hours: hours === '' ? null : hours,
            absent: answer(absent),
            tenDay: answer(tenDay),
            exclusion: exclusion || null,
            note: optional('note'),
          },
          { onSuccess: onClose },
        );
      }}
    >
      <p data-name>{pupil.name}</p>
      <Field
        name="hours"
        label="Aggregate hours of the year"
        defaultValue={pupil.hoursEntered ? (pupil.hours ?? '') : ''}
        inputMode="decimal"
        hint={
          pupil.hoursEntered
            ? 'Clear it to take the hours of the schedule again.'
            : `Left empty: ${pupil.hours ?? 'none'} from the schedule.`
        }
        autoFocus
      />
      <Choose
        label="Absent on the count date"
        value={absent}
        none={`As worked out: ${pupil.absent ? 'yes' : 'no'}`}
        choices={YES_NO}
        onChange={setAbsent}
      />
      <Choose
        label="Left out by the 10-day rule"
        value={tenDay}
        none={`As worked out: ${pupil.tenDay ? 'yes' : 'no'}`}
        choices={YES_NO}
        onChange={setTenDay}
      />
      <Choose
        label="Left out for another reason"
        value={exclusion}
        none="No"
        choices={(choices.data?.anb_exclusion_reason ?? []).filter(
          ({ code }) => code === 'LEFT' || code === 'DAYTREAT',
        )}
        onChange={setExclusion}
      />
      <Field name="note" label="Note" hint="Such as the exception the State Superintendent granted." />
    </FormDialog>
  );
}
