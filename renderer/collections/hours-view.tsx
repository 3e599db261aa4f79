import { useRead } from '#renderer/bridge/use-call.ts';
import { PolicyNotes } from '#renderer/collections/policy-notes.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

/** Scheduled hours of the whole year against the state's minimum, calendar by calendar. */
export function HoursView({ endYear }: { endYear: number }) {
  const hours = useRead('collections.hours', { endYear });
  if (!hours.data) return <Failed of={hours.error} />;
  return (
    <>
      <p>
        Instructional hours of every day still in the calendar. Closing a day lowers them at once; a make-up
        day raises them again.
      </p>
      <PolicyNotes number="aggregate-hours" />
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Calendar</th>
              <th scope="col">Grades</th>
              <th scope="col" className="number">
                Days
              </th>
              <th scope="col" className="number">
                Scheduled
              </th>
              <th scope="col" className="number">
                Minimum
              </th>
              <th scope="col" className="number">
                Short
              </th>
              <th scope="col" className="number">
                Lost, made up
              </th>
            </tr>
          </thead>
          <tbody>
            {hours.data.map((line) => (
              <tr key={`${line.calendarId} ${line.band}`}>
                <th scope="row">
                  {line.calendarName}
                  <div className="soft small">{line.schoolName}</div>
                </th>
                <td>{line.label}</td>
                <td className="number">{line.days}</td>
                <td className="number">{line.scheduled}</td>
                <td className="number">{line.minimum}</td>
                <td className="number">
                  {line.short === '0.00' ? 'no' : <strong className="wrong">{line.short} hours short</strong>}
                </td>
                <td className="number">
                  {line.lost}, {line.madeUp}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hours.data.length === 0 && <p>There is no calendar with pupils in this year.</p>}
    </>
  );
}
