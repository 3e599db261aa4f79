import { useRef, useState } from 'react';
import { PersonPicker, type RosterPupil } from '#renderer/attendance/person-picker.tsx';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';

/** F2, the phone in one hand: two letters of the name, a code, Enter. For today or a coming day. */
export function CallInPad({ onClose }: { onClose: () => void }) {
  const status = useRead('district.status', {});
  const today = status.data?.today ?? '';
  const [pupil, setPupil] = useState<RosterPupil | null>(null);
  const [log, setLog] = useState<string[]>([]);
  const [round, setRound] = useState(0);
  const mark = useCommand('attendance.mark');
  const code = useRef<HTMLSelectElement>(null);

  return (
    <Dialog title="Call-in" onClose={onClose}>
      <form
        key={round}
        onSubmit={(event) => {
          event.preventDefault();
          if (!pupil) return;
          const form = new FormData(event.currentTarget);
          const text = (name: string): string => String(form.get(name) ?? '');
          const chosen = text('code');
          const time = text('time');
          mark.mutate(
            {
              marks: [
                {
                  enrollmentId: pupil.enrollmentId,
                  date: text('date') || today,
                  code: chosen,
                  ...(time && chosen === 'T' ? { arrivedAt: time } : {}),
                  ...(time && chosen === 'LE' ? { leftAt: time } : {}),
                  ...(text('note') ? { note: text('note') } : {}),
                },
              ],
            },
            {
              onSuccess: () => {
                const words = `${pupil.name}: ${chosen}, ${text('date')}`;
                announce(`${words}, saved`);
                setLog([words, ...log].slice(0, 6));
                setPupil(null);
                setRound(round + 1);
              },
            },
          );
        }}
      >
        <PersonPicker
          date={today}
          onPick={(picked) => {
            setPupil(picked);
            requestAnimationFrame(() => code.current?.focus());
          }}
        />
        <div className="row">
          <div className="field">
            <label htmlFor="call-code">What</label>
            <select id="call-code" name="code" ref={code} defaultValue="AE">
              <option value="AE">Absent, excused</option>
              <option value="A">Absent, reason not known</option>
              <option value="AU">Absent, unexcused</option>
              <option value="T">Comes late</option>
              <option value="LE">Leaves early</option>
              <option value="SA">School activity</option>
            </select>
          </div>
          <Field name="date" label="Day" type="date" defaultValue={today} required />
          <Field name="time" label="Clock time (late, early)" type="time" />
        </div>
        <Field name="note" label="Note" maxLength={500} />
        <Failed of={mark.error} />
        <div className="row">
          <button type="submit" className="main" disabled={!pupil}>
            Save
          </button>
          <button type="button" onClick={onClose}>
            Done
          </button>
        </div>
      </form>
      <ul className="soft small" aria-label="Saved just now">
        {log.map((line) => (
          <li key={line} data-name>
            {line}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
