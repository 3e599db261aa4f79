import { useState } from 'react';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Input, Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';
import { count } from '#renderer/shell/words.ts';

type Kind = Input<'school.change-day'>['kind'];

/** Snow day, early out, make-up day: first what would move, then the change. Marks are never thrown away. */
export function DayForm({
  calendar,
  date,
  onClose,
}: {
  calendar: Output<'school.calendar'>;
  date: string;
  onClose: () => void;
}) {
  const day = calendar.days.find((d) => d.date === date);
  const [kind, setKind] = useState<Kind>((day?.kind as Kind | undefined) ?? 'closed');
  const [reason, setReason] = useState(day?.reason ?? '');
  const [bell, setBell] = useState(day?.bellScheduleId ?? '');
  const change = {
    calendarId: calendar.id,
    date,
    kind,
    reason: reason.trim() || null,
    bellScheduleId: kind === 'instruction' ? bell || null : null,
  };
  const preview = useRead('school.preview-day', change, { keepPrevious: true });
  const save = useCommand('school.change-day');
  return (
    <Dialog title={`${dateInWords(date)}, ${calendar.schoolName}`} onClose={onClose}>
      <Choose
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
          label="Bells"
          value={bell}
          none="The usual ones"
          onChange={setBell}
          choices={calendar.bells.map((b) => ({ code: b.id, label: `${b.name} (${b.minutes} min)` }))}
        />
      )}
      <div className="field">
        <label htmlFor="reason">Reason</label>
        <input
          id="reason"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          placeholder="Snow"
          maxLength={200}
        />
      </div>
      <Failed of={preview.error ?? save.error} />
      {preview.data && (
        <section aria-label="What would move" className="notice">
          <p>
            {preview.data.minutes === 0
              ? 'No instructional minutes change.'
              : `${preview.data.minutes > 0 ? '+' : ''}${preview.data.minutes} instructional minutes.`}{' '}
            {preview.data.setAside > 0 &&
              `${count(preview.data.setAside, 'mark')} set aside; they come back with the day. `}
            {preview.data.returned > 0 && `${count(preview.data.returned, 'mark')} come back. `}
            {count(preview.data.pupils.length, 'pupil')} with other numbers.
          </p>
          <ul>
            {preview.data.pupils.slice(0, 50).map((pupil) => (
              <li key={pupil.enrollmentId} data-name>
                {pupil.name}: {pupil.before} → {pupil.after}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="row">
        <button
          type="button"
          className="main"
          disabled={save.isPending || preview.error !== null}
          onClick={() => save.mutate(change, { onSuccess: onClose })}
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
