import { useRef, useState } from 'react';
import { dateInWords } from '#domain/system/date-words.ts';
import { PersonPicker, type RosterPupil } from '#renderer/attendance/person-picker.tsx';
import { type Mark, saveMarks } from '#renderer/attendance/session-steps.ts';
import { call } from '#renderer/bridge/call.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { count } from '#renderer/shell/words.ts';

/** F2, the phone in one hand: two letters of the name, a code, Enter. For today or coming days. */
export function CallInPad({ onClose }: { onClose: () => void }) {
  const status = useRead('district.status', {});
  const today = status.data?.today ?? '';
  const codes = useRead('attendance.codes', { date: today }, { enabled: today !== '' });
  const [pupil, setPupil] = useState<RosterPupil | null>(null);
  const [log, setLog] = useState<string[]>([]);
  const [round, setRound] = useState(0);
  const [failure, setFailure] = useState<Error | null>(null);
  const code = useRef<HTMLSelectElement>(null);

  const save = async (form: FormData): Promise<void> => {
    if (!pupil) return;
    const text = (name: string): string => String(form.get(name) ?? '');
    const chosen = codes.data?.find((one) => one.code === text('code'));
    const first = text('date') || today;
    const time = chosen?.byMinutes ? text('time') : '';
    const what: Omit<Mark, 'enrollmentId' | 'date'> = {
      code: text('code'),
      ...(time && chosen?.keyLetter !== 'E' ? { arrivedAt: time } : {}),
      ...(time && chosen?.keyLetter === 'E' ? { leftAt: time } : {}),
      ...(text('note') ? { note: text('note') } : {}),
    };
    try {
      const days = await schoolDays(pupil.enrollmentId, first, text('through'));
      const words = `${pupil.name}: ${what.code}, ${days.length > 1 ? count(days.length, 'school day') : dateInWords(first)}`;
      await saveMarks(
        days.map((date) => ({ enrollmentId: pupil.enrollmentId, date, ...what })),
        words,
      );
      announce(`${words}, saved`);
      setFailure(null);
      setLog([words, ...log].slice(0, 6));
      setPupil(null);
      setRound(round + 1);
    } catch (error) {
      setFailure(error as Error);
    }
  };

  return (
    <Dialog title="Call-in" onClose={onClose}>
      <form
        key={round}
        onSubmit={(event) => {
          event.preventDefault();
          void save(new FormData(event.currentTarget));
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
            <select id="call-code" name="code" ref={code} key={codes.data?.length} defaultValue="AE">
              {codes.data
                ?.filter((one) => one.code !== 'P')
                .map((one) => (
                  <option key={one.code} value={one.code}>
                    {one.label}
                  </option>
                ))}
            </select>
          </div>
          <Field name="date" label="Day" type="date" defaultValue={today} required />
          <Field name="through" label="Through (several days)" type="date" />
          <Field name="time" label="Clock time (late, early)" type="time" />
        </div>
        <Field name="note" label="Note" maxLength={500} />
        <Failed of={failure} />
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

/** The pupil's own school days of the range; one day alone is taken as typed, so that a wrong one is told. */
async function schoolDays(enrollmentId: string, first: string, through: string): Promise<string[]> {
  if (through === '' || through === first) return [first];
  if (through < first) throw new Error('The last day comes before the first.');
  const days = await call('attendance.pupil-days', { enrollmentId, from: first, to: through });
  if (days.length === 0) throw new Error('There is no school day of this pupil between these dates.');
  return days.map(({ date }) => date);
}
