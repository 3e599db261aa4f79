import { useState } from 'react';
import { PersonPicker } from '#renderer/attendance/person-picker.tsx';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { BehaviorEvent } from '#renderer/people/behavior-page.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

type Part = BehaviorEvent['parts'][number];

/** One event with all who took part. */
export function BehaviorForm({ event, onClose }: { event: BehaviorEvent | null; onClose: () => void }) {
  const status = useRead('district.status', {});
  const overview = useRead('school.overview', {});
  const choices = useRead('enrollment.choices', {});
  const save = useCommand('behavior.save');
  const schools = overview.data?.schools ?? [];
  const [school, setSchool] = useState(event?.schoolId ?? '');
  const [kind, setKind] = useState(event?.kind ?? '');
  const [parts, setParts] = useState<readonly Part[]>(event?.parts ?? []);
  const change = (at: number, fields: Partial<Part>): void =>
    setParts(parts.map((part, index) => (index === at ? { ...part, ...fields } : part)));
  const set = (name: string) => choices.data?.[name] ?? [];
  return (
    <FormDialog
      title={event ? 'Change an event' : 'Add an event'}
      saving={save}
      onClose={onClose}
      onSave={({ text, optional }) => {
        save.mutate(
          {
            ...(event ? { id: event.id } : {}),
            schoolId: school || (schools[0]?.id ?? ''),
            date: text('date'),
            time: optional('time'),
            kind,
            place: optional('place'),
            note: optional('note'),
            parts: parts.map(({ name: _name, ...part }) => part),
          },
          { onSuccess: onClose },
        );
      }}
    >
      <Choose
        label="School"
        value={school || (schools[0]?.id ?? '')}
        choices={schools.map((one) => ({ code: one.id, label: one.name }))}
        onChange={setSchool}
      />
      <div className="row">
        <Field
          name="date"
          label="Date"
          type="date"
          defaultValue={event?.date ?? status.data?.today}
          required
        />
        <Field name="time" label="Time" type="time" defaultValue={event?.time ?? ''} />
      </div>
      <Choose
        label="Event"
        value={kind}
        none="Choose"
        required
        choices={set('behavior_event')}
        onChange={setKind}
      />
      <Field name="place" label="Place" defaultValue={event?.place ?? ''} />
      <div className="field">
        <label htmlFor="behavior-note">What happened</label>
        <textarea id="behavior-note" name="note" defaultValue={event?.note ?? ''} />
      </div>
      {parts.map((part, at) => (
        <fieldset key={part.studentId}>
          <legend data-name>{part.name}</legend>
          <div className="row">
            <Choose
              label="Part"
              value={part.role}
              choices={set('behavior_role')}
              onChange={(role) => change(at, { role })}
            />
            <Choose
              label="What followed"
              value={part.response ?? ''}
              none="Nothing"
              choices={set('behavior_response')}
              onChange={(response) => change(at, { response: response || null })}
            />
            <Field
              name={`from-${at}`}
              label="From"
              type="date"
              value={part.startDate ?? ''}
              onChange={(input) => change(at, { startDate: input.target.value || null })}
            />
            <Field
              name={`days-${at}`}
              label="Days"
              inputMode="decimal"
              value={part.days ?? ''}
              onChange={(input) => change(at, { days: input.target.value || null })}
            />
            <button
              type="button"
              className="plain"
              onClick={() => setParts(parts.filter((_one, index) => index !== at))}
            >
              Take off<span className="unseen"> {part.name}</span>
            </button>
          </div>
        </fieldset>
      ))}
      <PersonPicker
        key={parts.length}
        label="Add a pupil"
        date={status.data?.today ?? ''}
        onPick={({ studentId, name }) => {
          if (!parts.some((part) => part.studentId === studentId))
            setParts([...parts, { studentId, name, role: 'O', response: null, startDate: null, days: null }]);
        }}
      />
    </FormDialog>
  );
}
