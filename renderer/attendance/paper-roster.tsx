import { useState } from 'react';
import { addDays } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { PersonPicker, type RosterPupil } from '#renderer/attendance/person-picker.tsx';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

/** One pupil over the last weeks, for entering what was kept on paper. A code in the box, Enter, next day. */
export function PaperRoster({ date, onClose }: { date: string; onClose: () => void }) {
  const [pupil, setPupil] = useState<RosterPupil | null>(null);
  const days = useRead(
    'attendance.pupil-days',
    { enrollmentId: pupil?.enrollmentId ?? '', from: addDays(date, -30), to: date },
    { enabled: pupil !== null },
  );
  const mark = useCommand('attendance.mark');
  return (
    <Dialog title="One pupil, many days" onClose={onClose}>
      <PersonPicker date={date} onPick={setPupil} />
      <Failed of={mark.error ?? days.error} />
      {days.data && (
        <table>
          <thead>
            <tr>
              <th>Day</th>
              {days.data[0]?.cells.map((cell) => (
                <th key={cell.block}>{cell.block}</th>
              ))}
              <th>Missed</th>
            </tr>
          </thead>
          <tbody>
            {days.data.map((day) => (
              <tr key={day.date}>
                <th scope="row">{dateInWords(day.date)}</th>
                {day.cells.map((cell) => (
                  <td key={cell.block}>
                    <input
                      size={4}
                      aria-label={`${dateInWords(day.date)}, ${cell.block}`}
                      defaultValue={cell.code ?? ''}
                      key={cell.code ?? ''}
                      onBlur={(event) => {
                        const code = event.target.value.trim().toUpperCase() || null;
                        if (pupil && code !== cell.code)
                          mark.mutate({
                            marks: [
                              {
                                enrollmentId: pupil.enrollmentId,
                                date: day.date,
                                block: cell.block,
                                code: code === 'P' ? null : code,
                              },
                            ],
                          });
                      }}
                      onKeyDown={(event) => {
                        if (event.key !== 'Enter') return;
                        event.preventDefault();
                        const inputs = [
                          ...(event.currentTarget.closest('table')?.querySelectorAll('input') ?? []),
                        ];
                        inputs[inputs.indexOf(event.currentTarget) + day.cells.length]?.focus();
                      }}
                    />
                  </td>
                ))}
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
