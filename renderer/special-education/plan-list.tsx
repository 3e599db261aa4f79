import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';

/** The plans of one pupil, or of everybody, and a start for a new one. */
export function PlanList({ studentId }: { studentId?: string }) {
  const plans = useRead('special-education.list', studentId ? { studentId } : {});
  const start = useCommand('special-education.start');
  const status = useRead('district.status', {});
  const [starting, setStarting] = useState(false);
  const navigate = useNavigate();
  return (
    <section className="card">
      <h2>Individualized education programs</h2>
      <Failed of={plans.error ?? start.error} />
      {plans.data?.length === 0 ? (
        <p className="soft">There is no plan.</p>
      ) : (
        <table>
          <thead>
            <tr>
              {!studentId && <th>Pupil</th>}
              <th>Meeting</th>
              <th>In force</th>
              <th>Status</th>
              <th>Case manager</th>
            </tr>
          </thead>
          <tbody>
            {plans.data?.map((plan) => (
              <tr key={plan.id}>
                {!studentId && (
                  <th scope="row" data-name>
                    {plan.studentName}
                  </th>
                )}
                <td>
                  <Link to={`/iep?plan=${plan.id}`}>{dateInWords(plan.meetingDate)}</Link>
                </td>
                <td>
                  {dateInWords(plan.startDate)} – {dateInWords(plan.endDate)}
                </td>
                <td>
                  {plan.status}
                  {plan.leftOn && (
                    <span className="soft"> left special education {dateInWords(plan.leftOn)}</span>
                  )}
                </td>
                <td>{plan.caseManager}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {studentId && !starting && (
        <button type="button" onClick={() => setStarting(true)}>
          Start a plan
        </button>
      )}
      {studentId && starting && (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            const meetingDate = String(new FormData(event.currentTarget).get('meetingDate'));
            start.mutate(
              { studentId, meetingDate },
              { onSuccess: ({ id }) => void navigate(`/iep?plan=${id}`) },
            );
          }}
        >
          <Field
            name="meetingDate"
            label="Date of the meeting"
            type="date"
            defaultValue={status.data?.today}
            required
            hint="The plan starts the day after and ends a year after the meeting."
            autoFocus
          />
          <button type="submit" className="main">
            Start
          </button>
        </form>
      )}
    </section>
  );
}
