import { useState } from 'react';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Input, Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { DayPreview } from '#renderer/school/day-preview.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';

type Kind = Input<'school.change-day'>['kind'];

/** Snow day, late start, early out, make-up day: first what would move, then the change. Marks are never thrown away. */
export function DayForm({
  calendar,
  date,
  siblings,
  onClose,
}: {
  calendar: Output<'school.calendar'>;
  date: string;
  /** Other calendars of the same school and year. */
  siblings: number;
  onClose: () => void;
}) {
  const day = calendar.days.find((d) => d.date === date);
  const [kind, setKind] = useState<Kind>((day?.kind as Kind | undefined) ?? 'instruction');
  const [reason, setReason] = useState(day?.reason ?? '');
  const [bell, setBell] = useState(day?.bellScheduleId ?? '');
  const [everyCalendar, setEveryCalendar] = useState(siblings > 0);
  const change = {
    calendarId: calendar.id,
    date,
    kind,
    bellScheduleId: kind === 'instruction' ? bell || null : null,
    everyCalendar,
  };
  // The reason moves nothing, so typing it asks nothing.
  const preview = useRead('school.preview-day', change, { keepPrevious: true });
  const save = useCommand('school.change-day');
  return (
    <Dialog title={`${dateInWords(date)}, ${calendar.schoolName}`} onClose={onClose}>
      <Choose
        name="calendarDay.kind"
        label="Kind of day"
        value={kind}
        onChange={(value) => setKind(value as Kind)}
        choices={[
          { code: 'instruction', label: 'School day' },
          { code: 'pir', label: 'Pupil-instruction-related day (PIR)' },
          { code: 'closed', label: 'No school' },
        ]}
      />
      {kind === 'instruction' && (
        <Choose
          name="calendarDay.bellScheduleId"
          label="Bells"
          value={bell}
          none={bell === '' ? 'The usual ones' : undefined}
          onChange={setBell}
          choices={calendar.bells.map((b) => ({ code: b.id, label: `${b.name} (${b.minutes} min)` }))}
        />
      )}
      <div className="field">
        <label htmlFor="reason">Reason</label>
        <input
          id="reason"
          name="calendarDay.reason"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          placeholder="Snow"
          maxLength={200}
        />
      </div>
      {siblings > 0 && (
        <label>
          <input
            type="checkbox"
            checked={everyCalendar}
            onChange={(event) => setEveryCalendar(event.target.checked)}
          />{' '}
          Also the other calendars of this school
        </label>
      )}
      <Failed of={preview.error ?? save.error} />
      {preview.data && <DayPreview preview={preview.data} />}
      <div className="row">
        <button
          type="button"
          className="main"
          disabled={save.isPending || preview.isPending || preview.error !== null}
          onClick={() => save.mutate({ ...change, reason: reason.trim() || null }, { onSuccess: onClose })}
        >
          Change the day
        </button>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </Dialog>
  );
}
