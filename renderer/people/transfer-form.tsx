import { useState } from 'react';
import { addDays } from '#domain/system/civil-date.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Page } from '#renderer/people/person-page.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** Another grade, calendar or school of the district: one enrollment ends, the next begins, and marks go along. */
export function TransferForm({ stay, onClose }: { stay: Page['enrollments'][number]; onClose: () => void }) {
  const status = useRead('district.status', {});
  const overview = useRead('school.overview', {});
  const choices = useRead('enrollment.choices', {});
  const transfer = useCommand('enrollment.transfer');
  const [calendarId, setCalendarId] = useState(stay.calendarId);
  const [grade, setGrade] = useState(stay.grade);
  const [sectionId, setSectionId] = useState('');
  const [lastDay, setLastDay] = useState(addDays(status.data?.today ?? stay.startDate, -1));
  const firstDay = addDays(lastDay, 1);
  const [later, setLater] = useState('');
  const calendars = overview.data?.calendars ?? [];
  const year = calendars.find((calendar) => calendar.id === stay.calendarId)?.endYear;
  const school = calendars.find((calendar) => calendar.id === calendarId)?.schoolId;
  const boards = useRead('attendance.day', { date: later || firstDay });
  const rooms = boards.data?.find((board) => board.schoolId === school)?.rooms ?? [];
  return (
    <FormDialog
      title="Transfer"
      saving={transfer}
      saveLabel="Transfer"
      onClose={onClose}
      onSave={() => {
        transfer.mutate(
          {
            enrollmentId: stay.id,
            lastDay,
            firstDay: later || firstDay,
            calendarId,
            grade,
            ...(sectionId ? { sectionId } : {}),
          },
          { onSuccess: onClose },
        );
      }}
    >
      <div className="row">
        <Field
          name="lastDay"
          label="Last day as it is now"
          type="date"
          value={lastDay}
          onChange={(event) => event.target.value && setLastDay(event.target.value)}
          required
          autoFocus
        />
        <Field
          name="firstDay"
          label="First day as it will be"
          type="date"
          value={later || firstDay}
          onChange={(event) => setLater(event.target.value)}
          required
        />
      </div>
      <Choose
        label="School and calendar"
        value={calendarId}
        onChange={(id) => {
          setCalendarId(id);
          setSectionId('');
        }}
        choices={calendars
          .filter((calendar) => calendar.endYear === year)
          .map((calendar) => ({ code: calendar.id, label: `${calendar.schoolName}: ${calendar.name}` }))}
      />
      <Choose label="Grade" value={grade} onChange={setGrade} choices={choices.data?.grade_level ?? []} />
      <Choose
        label="Room"
        value={sectionId}
        none="No room yet"
        onChange={setSectionId}
        choices={rooms
          .filter((room) => room.kind === 'room')
          .map((room) => ({ code: room.id, label: room.name }))}
      />
      <p className="soft small">Attendance marked on the days after the change goes along.</p>
    </FormDialog>
  );
}
