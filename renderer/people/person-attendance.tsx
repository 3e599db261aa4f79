import { schoolYearOf } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';

/** The year so far of one enrollment, taken apart to the day. */
export function PersonAttendance({ enrollmentId }: { enrollmentId: string }) {
  const status = useRead('district.status', {});
  const to = status.data?.today ?? '';
  const from = to ? `${schoolYearOf(to) - 1}-07-01` : '';
  const present = useRead(
    'attendance.explain',
    { from, to, measure: 'adaDaysPresent', enrollmentId },
    { enabled: to !== '' },
  );
  const enrolled = useRead(
    'attendance.explain',
    { from, to, measure: 'daysEnrolled', enrollmentId },
    { enabled: to !== '' },
  );
  const absent = useRead(
    'attendance.explain',
    { from, to, measure: 'essaDaysAbsent', enrollmentId },
    { enabled: to !== '' },
  );
  const line = present.data?.lines[0];
  return (
    <section className="card">
      <h2>This year so far</h2>
      <Failed of={present.error} />
      {present.data && (
        <p>
          <strong>{present.data.total}</strong> of {enrolled.data?.total} days present (ADA) ·{' '}
          <strong>{absent.data?.total}</strong> ESSA days absent
        </p>
      )}
      {line && line.days.length > 0 ? (
        <table>
          <thead>
            <tr>
              <th>Day</th>
              <th>Codes</th>
              <th className="number">Missed</th>
              <th>Counts as ESSA day</th>
            </tr>
          </thead>
          <tbody>
            {[...line.days].reverse().map((day) => (
              <tr key={day.date}>
                <th scope="row">{dateInWords(day.date)}</th>
                <td>{day.codes}</td>
                <td className="number">
                  {day.missed} of {day.minutes} min
                </td>
                <td>{day.essaAbsent ? 'yes' : 'no'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="soft">No absence this year.</p>
      )}
    </section>
  );
}
