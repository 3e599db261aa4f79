import { useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { ProblemsAtFields } from '#renderer/shell/problems.tsx';

type Stay = Output<'enrollment.stay'>;
type CodeField =
  | 'grade'
  | 'serviceType'
  | 'startStatus'
  | 'endStatus'
  | 'endReason'
  | 'dropoutReason'
  | 'diplomaType'
  | 'diplomaPeriod';

const SETS: Readonly<Record<CodeField, string>> = {
  grade: 'grade_level',
  serviceType: 'service_type',
  startStatus: 'start_status',
  endStatus: 'end_status',
  endReason: 'end_status_category',
  dropoutReason: 'dropout_reason',
  diplomaType: 'diploma_type',
  diplomaPeriod: 'diploma_period',
};

/** Fix a mistake in an enrollment. What is wrong is told at its field. */
export function StayForm({ enrollmentId, onClose }: { enrollmentId: string; onClose: () => void }) {
  const stay = useRead('enrollment.stay', { enrollmentId });
  return (
    <Dialog title="Fix a mistake in the enrollment" onClose={onClose}>
      <Failed of={stay.error} />
      {stay.data && <Fields first={stay.data} onClose={onClose} />}
    </Dialog>
  );
}

function Fields({ first, onClose }: { first: Stay; onClose: () => void }) {
  const [stay, setStay] = useState(first);
  const overview = useRead('school.overview', {});
  const choices = useRead('enrollment.choices', {});
  const fix = useCommand('enrollment.fix');
  const set = (part: Partial<Stay>): void => setStay({ ...stay, ...part });
  const date = (name: 'startDate' | 'endDate' | 'diplomaDate', label: string) => (
    <Field
      name={name}
      label={label}
      type="date"
      required={name === 'startDate'}
      value={stay[name] ?? ''}
      onChange={(event) => set({ [name]: event.target.value || (name === 'startDate' ? '' : null) })}
    />
  );
  const code = (name: CodeField, label: string, none?: string) => (
    <Choose
      name={name}
      label={label}
      value={stay[name] ?? ''}
      none={none}
      onChange={(value) => set({ [name]: value || null })}
      choices={choices.data?.[SETS[name]] ?? []}
    />
  );
  const tick = (name: 'noShow' | 'stateExclude' | 'extracurricularOnly', label: string) => (
    <label>
      <input
        type="checkbox"
        name={name}
        checked={stay[name]}
        onChange={(event) => set({ [name]: event.target.checked })}
      />{' '}
      {label}
    </label>
  );
  const calendars = overview.data?.calendars ?? [];
  const year = calendars.find(({ id }) => id === first.calendarId)?.endYear;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const { id, studentId: _student, ...fields } = stay;
        fix.mutate({ enrollmentId: id, ...fields }, { onSuccess: onClose });
      }}
    >
      <ProblemsAtFields of={fix.error}>
        <p className="soft">
          It was wrong from the beginning. Did it change on a day? Then use Transfer or Withdraw instead.
        </p>
        <div className="row">
          {code('grade', 'Grade')}
          {date('startDate', 'First day')}
          {code('startStatus', 'Where from (start status)', 'Not known yet')}
        </div>
        <div className="row">
          <Choose
            name="calendarId"
            label="School and calendar"
            value={stay.calendarId}
            onChange={(calendarId) => set({ calendarId })}
            choices={calendars
              .filter((one) => one.endYear === year)
              .map((one) => ({ code: one.id, label: `${one.schoolName}: ${one.name}` }))}
          />
          {code('serviceType', 'Service type')}
        </div>
        <div className="row">
          {date('endDate', 'Last day')}
          {code('endReason', 'Reason for leaving', 'Has not left')}
          {code('endStatus', 'End status of the state', 'Not known')}
          {code('dropoutReason', 'Dropout reason', 'No dropout')}
        </div>
        <div className="row">
          {date('diplomaDate', 'Diploma date')}
          {code('diplomaType', 'Diploma type', 'None')}
          {code('diplomaPeriod', 'Diploma period', 'None')}
        </div>
        <p>
          {tick('noShow', 'Never came')} {tick('stateExclude', 'Left out of state counts')}{' '}
          {tick('extracurricularOnly', 'Activities only')}
        </p>
        <Field
          name="note"
          label="Note"
          value={stay.note ?? ''}
          onChange={(event) => set({ note: event.target.value || null })}
        />
      </ProblemsAtFields>
      <Failed of={fix.error} />
      <div className="row">
        <button type="submit" className="main" disabled={fix.isPending}>
          Save
        </button>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}
