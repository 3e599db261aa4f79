import { type KeyboardEvent, useState } from 'react';
import { addDays } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { PersonPicker, type RosterPupil } from '#renderer/attendance/person-picker.tsx';
import { saveMarks } from '#renderer/attendance/session-steps.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

type Day = Output<'attendance.pupil-days'>[number];
type Code = Output<'attendance.codes'>[number];

/** One pupil over many days, for entering what was kept on paper. A code or its letter in the box, Enter, next day. */
export function PaperRoster({ date, onClose }: { date: string; onClose: () => void }) {
  const [pupil, setPupil] = useState<RosterPupil | null>(null);
  const [range, setRange] = useState({ from: addDays(date, -30), to: date });
  const [problem, setProblem] = useState<{ at: string; error: Error } | null>(null);
  const days = useRead(
    'attendance.pupil-days',
    { enrollmentId: pupil?.enrollmentId ?? '', ...range },
    { enabled: pupil !== null && range.from <= range.to, keepPrevious: true },
  );
  const codes = useRead('attendance.codes', { date });
  const blocks = [...new Set((days.data ?? []).flatMap((day) => day.cells.map((cell) => cell.block)))];

  const save = async (day: Day, block: string, typed: string): Promise<void> => {
    const code = codeOf(typed, codes.data ?? []);
    if (!pupil || code === (day.cells.find((cell) => cell.block === block)?.code ?? null)) return;
    const words = `${pupil.name}, ${dateInWords(day.date)}, ${block}: ${code ?? 'present'}`;
    try {
      await saveMarks([{ enrollmentId: pupil.enrollmentId, date: day.date, block, code }], words);
      announce(`${words}, saved`);
      setProblem(null);
    } catch (error) {
      setProblem({ at: `${day.date} ${block}`, error: error as Error });
    }
  };

  return (
    <Dialog title="One pupil, many days" onClose={onClose}>
      <PersonPicker date={date} onPick={setPupil} />
      <div className="row">
        {(['from', 'to'] as const).map((end) => (
          <div className="field" key={end}>
            <label htmlFor={`paper-${end}`}>{end === 'from' ? 'From' : 'Through'}</label>
            <input
              id={`paper-${end}`}
              type="date"
              value={range[end]}
              onChange={(event) => event.target.value && setRange({ ...range, [end]: event.target.value })}
            />
          </div>
        ))}
      </div>
      <Failed of={days.error} />
      {days.data?.length === 0 && <p>There is no school day of this pupil between these dates.</p>}
      {days.data && days.data.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Day</th>
              {blocks.map((block) => (
                <th scope="col" key={block}>
                  {block}
                </th>
              ))}
              <th scope="col">Missed</th>
            </tr>
          </thead>
          <tbody>
            {days.data.map((day) => (
              <tr key={day.date}>
                <th scope="row">{dateInWords(day.date)}</th>
                {blocks.map((block) => {
                  const cell = day.cells.find((one) => one.block === block);
                  if (!cell) return <td key={block}>–</td>;
                  return (
                    <td key={block}>
                      <input
                        size={4}
                        data-block={block}
                        aria-label={`${dateInWords(day.date)}, ${block}`}
                        aria-invalid={problem?.at === `${day.date} ${block}` || undefined}
                        defaultValue={cell.code ?? ''}
                        key={cell.code ?? ''}
                        onBlur={(event) => void save(day, block, event.target.value)}
                        onKeyDown={goDown}
                      />
                      {problem?.at === `${day.date} ${block}` && <Failed of={problem.error} />}
                    </td>
                  );
                })}
                <td className="small soft">
                  {day.missedMinutes > 0 ? `${day.missedMinutes} of ${day.dayMinutes} min` : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <button type="button" onClick={onClose}>
        Done
      </button>
    </Dialog>
  );
}

/** A code as it is written, or the grid's letter for it; blank and P are present. */
function codeOf(typed: string, codes: readonly Code[]): string | null {
  const text = typed.trim().toUpperCase();
  if (text === '' || text === 'P') return null;
  return (
    codes.find((one) => one.code === text)?.code ?? codes.find((one) => one.keyLetter === text)?.code ?? text
  );
}

/** Enter saves and goes to the same block of the next day. */
function goDown(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  const { block } = event.currentTarget.dataset;
  const column = [...(event.currentTarget.closest('table')?.querySelectorAll('input') ?? [])].filter(
    (input) => input.dataset.block === block,
  );
  const next = column[column.indexOf(event.currentTarget) + 1];
  if (next) next.focus();
  else event.currentTarget.blur();
}
