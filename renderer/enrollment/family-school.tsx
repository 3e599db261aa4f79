import { useEffect } from 'react';
import { useRead } from '#renderer/bridge/use-call.ts';
import { changeChild } from '#renderer/enrollment/family-children.tsx';
import type { ChildDraft } from '#renderer/enrollment/family-draft.ts';
import type { StepProps } from '#renderer/enrollment/family-form.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import styles from './enrollment.module.css';

/** Grade, first day, where from, room: child by child; what brothers and sisters share is carried down. */
export function SchoolStep(props: StepProps) {
  const { draft } = props;
  const set = changeChild(props);
  return draft.children.map((child, at) => (
    <div key={child.key} className={styles.one}>
      <SchoolFields child={child} at={at} onChange={(part) => set(at, part)} />
    </div>
  ));
}

function SchoolFields({
  child,
  at,
  onChange,
}: {
  child: ChildDraft;
  at: number;
  onChange: (part: Partial<ChildDraft>) => void;
}) {
  const status = useRead('district.status', {});
  const overview = useRead('school.overview', {});
  const choices = useRead('enrollment.choices', {});
  const today = status.data?.today ?? '';
  const on = child.startDate || today;
  const years = overview.data?.years ?? [];
  const year =
    years.find((one) => one.startDate <= on && on <= one.endDate)?.endYear ?? years[0]?.endYear ?? 0;
  const calendars = (overview.data?.calendars ?? []).filter((calendar) => calendar.endYear === year);
  const boards = useRead('attendance.day', { date: on }, { enabled: on !== '' });
  const school = calendars.find((calendar) => calendar.id === child.calendarId)?.schoolId;
  const rooms = boards.data?.find((board) => board.schoolId === school)?.rooms ?? [];
  const first = calendars[0]?.id;
  // Most schools have one calendar: it is chosen already, and so is today.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the lists arrive or the day changes
  useEffect(() => {
    if (first && !calendars.some(({ id }) => id === child.calendarId))
      onChange({ calendarId: first, startDate: on });
    else if (child.startDate === '' && today) onChange({ startDate: today });
  }, [first, today, child.startDate]);
  return (
    <fieldset>
      <legend data-name>
        {child.firstName} {child.lastName}
      </legend>
      <div className="row">
        <Choose
          name={`children.${at}.grade`}
          label="Grade"
          value={child.grade}
          none="Choose"
          required
          onChange={(grade) => onChange({ grade })}
          choices={choices.data?.grade_level ?? []}
        />
        <Field
          name={`children.${at}.startDate`}
          label="First day"
          type="date"
          required
          value={child.startDate}
          onChange={(event) => onChange({ startDate: event.target.value })}
        />
        <Choose
          label="School and calendar"
          value={child.calendarId}
          required
          onChange={(calendarId) => onChange({ calendarId, sectionId: '' })}
          choices={calendars.map((one) => ({ code: one.id, label: `${one.schoolName}: ${one.name}` }))}
        />
      </div>
      <div className="row">
        <Choose
          label="Where from (start status)"
          value={child.startStatus}
          none="Not known yet"
          onChange={(startStatus) => onChange({ startStatus })}
          choices={choices.data?.start_status ?? []}
        />
        <Field
          name={`children.${at}.previousSchool`}
          label="School before"
          value={child.previousSchool}
          onChange={(event) => onChange({ previousSchool: event.target.value })}
        />
        <Choose
          label="Room"
          value={child.sectionId}
          none="Later"
          onChange={(sectionId) => onChange({ sectionId })}
          choices={rooms
            .filter((room) => room.kind === 'room')
            .map((room) => ({ code: room.id, label: room.name }))}
        />
      </div>
    </fieldset>
  );
}
