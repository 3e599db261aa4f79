import type { Output } from '#electron/contract/contract.ts';
import { count } from '#renderer/shell/words.ts';

type Preview = Output<'school.preview-day'>;
type Pupil = Preview['pupils'][number];

/** Every mark and every number that a change of the day would move. */
export function DayPreview({ preview }: { preview: Preview }) {
  const essa = preview.pupils.filter((p) => p.essaDaysAbsent.before !== p.essaDaysAbsent.after).length;
  const chronic = preview.pupils.filter((p) => p.chronic.before !== p.chronic.after).length;
  return (
    <section aria-label="What would move" className="notice">
      <ul>
        {preview.calendars.map((calendar) => (
          <li key={calendar.calendarId}>
            {calendar.name}: {minutesInWords(calendar.minutes)}
            {calendar.days !== 0 && `, ${signed(calendar.days)} instruction day`}
          </li>
        ))}
        {preview.setAside > 0 && (
          <li>{count(preview.setAside, 'mark')} set aside; they come back with the day</li>
        )}
        {preview.returned > 0 && <li>{count(preview.returned, 'mark')} come back</li>}
        <li>
          {count(preview.pupils.length, 'pupil')} with other numbers
          {essa > 0 && `, ${essa} with other ESSA days absent`}
          {chronic > 0 && `, ${chronic} who become or cease to be chronically absent`}
        </li>
      </ul>
      {preview.marks.length > 0 && (
        <details>
          <summary>Every mark that moves ({preview.marks.length})</summary>
          <ul>
            {preview.marks.map((mark) => (
              <li key={`${mark.enrollmentId} ${mark.block} ${mark.source}`} data-name>
                {mark.name}: {mark.block} {mark.code}
                {mark.source === 'teacher' && ' (teacher’s)'}{' '}
                {mark.becomes === 'returned' ? 'comes back' : 'is set aside'}
              </li>
            ))}
          </ul>
        </details>
      )}
      {preview.pupils.length > 0 && (
        <details>
          <summary>Every number that moves ({count(preview.pupils.length, 'pupil')})</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">Pupil</th>
                <th scope="col">This day</th>
                <th scope="col">Days enrolled</th>
                <th scope="col">ADA days present</th>
                <th scope="col">ESSA days absent</th>
                <th scope="col">Chronic</th>
              </tr>
            </thead>
            <tbody>
              {preview.pupils.map((pupil) => (
                <MovedRow key={pupil.enrollmentId} pupil={pupil} />
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
}

function MovedRow({ pupil }: { pupil: Pupil }) {
  const yes = (chronic: boolean): string => (chronic ? 'yes' : 'no');
  return (
    <tr>
      <th scope="row" data-name>
        {pupil.name}
      </th>
      <td>
        {pupil.before} → {pupil.after}
      </td>
      <td>{arrow(pupil.daysEnrolled)}</td>
      <td>{arrow(pupil.adaDaysPresent)}</td>
      <td>{arrow(pupil.essaDaysAbsent)}</td>
      <td>{arrow({ before: yes(pupil.chronic.before), after: yes(pupil.chronic.after) })}</td>
    </tr>
  );
}

/** A number that stays is shown once. */
const arrow = <T extends string | number>({ before, after }: { before: T; after: T }): string =>
  before === after ? String(before) : `${before} → ${after}`;

const signed = (n: number): string => (n > 0 ? `+${n}` : String(n));

const minutesInWords = (minutes: number): string =>
  minutes === 0 ? 'no instructional minutes change' : `${signed(minutes)} instructional minutes`;
