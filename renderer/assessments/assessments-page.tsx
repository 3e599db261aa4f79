import { useState } from 'react';
import { Link } from 'react-router';
import type { Output } from '#electron/contract/contract.ts';
import { DecideForm } from '#renderer/assessments/decide-form.tsx';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { count } from '#renderer/shell/words.ts';

type List = Output<'assessments.list'>;

/** Who takes which state test: for registration in January, and for the list of the test window in spring. */
export default function AssessmentsPage() {
  const status = useRead('district.status', {});
  const [date, setDate] = useState('');
  const [since, setSince] = useState('');
  const [test, setTest] = useState('');
  const day = date || (status.data?.today ?? '');
  const list = useRead(
    'assessments.list',
    { ...(day ? { date: day } : {}), ...(since ? { since } : {}) },
    { enabled: day !== '', keepPrevious: true },
  );
  const data = list.data;
  return (
    <>
      <h1>State tests</h1>
      <p className="soft">
        Everybody enrolled on the day whose grade and programs call for a test.{' '}
        <Link to="/collections/feeds?feed=assessment-registration">Registration file</Link>,{' '}
        <Link to="/collections/feeds?feed=test-window">test window file</Link>,{' '}
        <Link to={`/reports?report=assessment-list&date=${day}`}>print the list</Link>,{' '}
        <Link to="/import?format=scores-csv">bring scores in</Link>,{' '}
        <Link to="/settings/lists">which grades take which test</Link>.
      </p>
      <div className="row">
        <Field
          name="date"
          label="On this day"
          type="date"
          value={day}
          onChange={(event) => setDate(event.target.value)}
        />
        <Field
          name="since"
          label="Compared with (registration day)"
          type="date"
          max={day}
          value={since}
          onChange={(event) => setSince(event.target.value)}
        />
        <Choose label="Test" value={test} none="All tests" choices={data?.tests ?? []} onChange={setTest} />
      </div>
      <Failed of={list.error} />
      {data && <Lines list={data} test={test} />}
      {data && since && (
        <section className="card" aria-labelledby="left-since">
          <h2 id="left-since">Left since then</h2>
          {data.gone.length === 0 && <p className="soft">Nobody who would be tested.</p>}
          <ul>
            {data.gone.map(({ studentId, name, grade }) => (
              <li key={studentId} data-name>
                <Link to={`/people/${studentId}`}>{name}</Link>, grade {grade}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Lines({ list, test }: { list: List; test: string }) {
  const [open, setOpen] = useState<List['lines'][number] | null>(null);
  const lines = list.lines.filter((line) => test === '' || line.test === test);
  const label = (choices: List['parts'], code: string): string =>
    choices.find((one) => one.code === code)?.label ?? code;
  const pending = lines.filter(({ stateId }) => stateId === null).length;
  return (
    <>
      <p role="status">
        {count(lines.length, 'line')}
        {pending > 0 && `; ${count(pending, 'pupil')} without a State ID cannot be registered yet`}.
      </p>
      <div className="scroll">
        <table>
          <caption className="unseen">Pupils and tests</caption>
          <thead>
            <tr>
              <th scope="col">Pupil</th>
              <th scope="col">Grade</th>
              <th scope="col">Test</th>
              <th scope="col">Takes part</th>
              <th scope="col">Score</th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={`${line.studentId} ${line.test}`}>
                <th scope="row" data-name>
                  <Link to={`/people/${line.studentId}`}>{line.name}</Link>
                  {line.cameSince && ' (new since then)'}
                  {line.stateId === null && ' (State ID pending)'}
                </th>
                <td>{line.grade}</td>
                <td>{label(list.tests, line.test)}</td>
                <td>
                  {label(list.parts, line.part)}
                  {line.reason && <span className="soft small"> {line.reason}</span>}
                </td>
                <td>{line.score ?? ''}</td>
                <td>
                  <button type="button" onClick={() => setOpen(line)}>
                    Decide
                    <span className="unseen">
                      {' '}
                      about {label(list.tests, line.test)} of {line.name}
                    </span>
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open && (
        <DecideForm
          line={open}
          endYear={list.endYear}
          title={label(list.tests, open.test)}
          parts={list.parts}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
