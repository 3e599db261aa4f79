import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Page } from '#renderer/people/person-page.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** A second enrollment beside the primary one: part time, shared with another school, or special education services only. */
export function SecondSchoolForm({ person, onClose }: { person: Page; onClose: () => void }) {
  const status = useRead('district.status', {});
  const overview = useRead('school.overview', {});
  const choices = useRead('enrollment.choices', {});
  const enroll = useCommand('enrollment.enroll');
  const calendars = overview.data?.calendars ?? [];
  const [calendarId, setCalendarId] = useState('');
  const [grade, setGrade] = useState(person.enrollments[0]?.grade ?? '');
  const [serviceType, setServiceType] = useState('S');
  return (
    <FormDialog
      title="Also enroll in a second school"
      saving={enroll}
      saveLabel="Enroll"
      onClose={onClose}
      onSave={({ text }) => {
        const startDate = text('startDate');
        enroll.mutate(
          { personId: person.id, calendarId, grade, serviceType, startDate },
          { onSuccess: onClose },
        );
      }}
    >
      <p className="soft">
        One enrollment is primary and carries the attendance totals. In the counts a pupil is never more than
        one.
      </p>
      <Choose
        label="School and calendar"
        value={calendarId}
        none="Choose"
        required
        onChange={setCalendarId}
        choices={calendars
          .filter((one) => one.endYear === calendars[0]?.endYear)
          .map((one) => ({ code: one.id, label: `${one.schoolName}: ${one.name}` }))}
      />
      <div className="row">
        <Choose
          label="Grade"
          value={grade}
          required
          none="Choose"
          onChange={setGrade}
          choices={choices.data?.grade_level ?? []}
        />
        <Choose
          label="Service type"
          value={serviceType}
          onChange={setServiceType}
          choices={(choices.data?.service_type ?? []).filter(({ code }) => code !== 'P')}
        />
        <Field name="startDate" label="First day" type="date" defaultValue={status.data?.today} required />
      </div>
    </FormDialog>
  );
}
