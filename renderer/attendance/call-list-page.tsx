import { useSearchParams } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { momentInWords, phoneInWords } from '#renderer/shell/words.ts';

const OUTCOMES = [
  ['excused', 'Excused'],
  ['unexcused', 'Unexcused'],
  ['no-answer', 'No answer'],
  ['left-message', 'Left a message'],
] as const;

/** Who is missing without a reason, whom to call, and what was said. */
export default function CallListPage() {
  const status = useRead('district.status', {});
  const [search] = useSearchParams();
  const date = search.get('date') ?? status.data?.today ?? '';
  const list = useRead('attendance.call-list', { date }, { enabled: date !== '', keepPrevious: true });
  const log = useCommand('attendance.log-call');
  return (
    <>
      <div className="row">
        <h1>Call list, {date && dateInWords(date)}</h1>
        <button type="button" onClick={() => window.print()}>
          Print
        </button>
      </div>
      <p className="soft">
        Absences that nobody has explained. Parents are told the same school day (44-2-507, MCA).
      </p>
      <Failed of={list.error ?? log.error} />
      {list.data?.length === 0 && <p>Every absence of this day is explained.</p>}
      {list.data?.map((line) => (
        <section key={line.enrollmentId} className="card" aria-label={line.name}>
          <h2 data-name>
            {line.name}{' '}
            <span className="soft">
              grade {line.grade}, {line.codes}
            </span>
          </h2>
          {line.adults.length === 0 && <p>No adult is on file. Open the pupil’s page to add one.</p>}
          <ol>
            {line.adults.map((adult) => (
              <li key={adult.adultId} data-name>
                {adult.name} {adult.kind && <span className="soft">({adult.kind.toLowerCase()})</span>}{' '}
                {adult.phones.map(phoneInWords).join(', ') || 'no phone'}
                {adult.custodyNote && <strong className="wrong"> Custody: {adult.custodyNote}</strong>}{' '}
                {!adult.mayPickUp && <strong className="wrong"> May not pick up</strong>}{' '}
                {OUTCOMES.map(([outcome, label]) => (
                  <button
                    key={outcome}
                    type="button"
                    onClick={() =>
                      log.mutate({ enrollmentId: line.enrollmentId, date, adultId: adult.adultId, outcome })
                    }
                  >
                    {label}
                  </button>
                ))}
              </li>
            ))}
          </ol>
          {line.calls.map((said) => (
            <p key={said.at} className="soft small">
              {momentInWords(said.at)}: {OUTCOMES.find(([o]) => o === said.outcome)?.[1] ?? said.outcome}{' '}
              {said.adult && `(${said.adult})`} {said.note}
            </p>
          ))}
        </section>
      ))}
    </>
  );
}
