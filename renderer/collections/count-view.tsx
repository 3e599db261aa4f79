import { useState } from 'react';
import { Link } from 'react-router';
import { isUnreported } from '#domain/collections/student-count.ts';
import { dateInWords, shortDateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { CountDecision } from '#renderer/collections/count-decision.tsx';
import { PolicyNotes } from '#renderer/collections/policy-notes.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';
import { count as words } from '#renderer/shell/words.ts';

type Pupil = Output<'collections.count'>['pupils'][number];
type Only = 'all' | 'look' | 'part' | 'out' | 'absent';

const ONLY: readonly { code: Only; label: string; keep: (pupil: Pupil) => boolean }[] = [
  { code: 'look', label: 'Something to decide', keep: (pupil) => pupil.review.length > 0 },
  {
    code: 'part',
    label: 'Counted in part',
    keep: (pupil) => pupil.fraction !== '1.00' && pupil.exclusions.length === 0,
  },
  { code: 'out', label: 'Left out', keep: (pupil) => pupil.exclusions.length > 0 },
  { code: 'absent', label: 'Absent on the count date', keep: (pupil) => pupil.absent },
  { code: 'all', label: 'Everybody', keep: () => true },
];

/** One count: units on top, the pupils behind them below, each with hours, absence, reasons and fraction. */
export function CountView({ count, endYear }: { count: 'fall' | 'spring'; endYear: number }) {
  const result = useRead('collections.count', { count, endYear }, { keepPrevious: true });
  const choices = useRead('enrollment.choices', {});
  const [unit, setUnit] = useState('');
  const [only, setOnly] = useState<Only>('all');
  const [deciding, setDeciding] = useState<Pupil | null>(null);
  const keep = ONLY.find(({ code }) => code === only)?.keep ?? (() => true);
  const data = result.data;
  const shown = data?.pupils.filter((pupil) => (unit === '' || pupil.unit === unit) && keep(pupil)) ?? [];
  const label = (code: string): string =>
    choices.data?.anb_exclusion_reason?.find((one) => one.code === code)?.label ?? code;
  if (!data) return <Failed of={result.error} />;
  const told = data.pupils.filter((pupil) => !isUnreported(pupil));
  return (
    <>
      <p>
        Count date: {data.countDates.map(dateInWords).join(', ') || 'no calendar of this year has one'}.{' '}
        <Link to={`/reports?report=count-worksheet&count=${count}&endYear=${endYear}`}>Print worksheet</Link>
      </p>
      <PolicyNotes number="count-fraction" />
      <PolicyNotes number="count-ten-day" />
      <Failed of={result.error} />
      <div className="scroll">
        <table>
          <caption className="unseen">Totals by budget unit</caption>
          <thead>
            <tr>
              <th scope="col">Budget unit</th>
              <th scope="col" className="number">
                Enrolled
              </th>
              <th scope="col" className="number">
                Counted
              </th>
              <th scope="col" className="number">
                Absent
              </th>
              <th scope="col" className="number">
                Count
              </th>
            </tr>
          </thead>
          <tbody>
            {data.units.map((one) => (
              <tr key={one.unit}>
                <th scope="row">
                  <button
                    type="button"
                    className="plain"
                    onClick={() => setUnit(one.unit === unit ? '' : one.unit)}
                  >
                    {one.label}
                  </button>
                </th>
                <td className="number">{one.enrolled}</td>
                <td className="number">{one.counted}</td>
                <td className="number">{one.absent}</td>
                <td className="number">{one.total}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">All</th>
              <td className="number">{told.length}</td>
              <td className="number">{data.pupils.filter(({ fraction }) => fraction !== '0.00').length}</td>
              <td className="number">{told.filter(({ absent }) => absent).length}</td>
              <td className="number">{data.total}</td>
            </tr>
          </tbody>
        </table>
      </div>
      <div className="row">
        <Choose
          label="Budget unit"
          value={unit}
          none="All"
          choices={data.units.map((one) => ({ code: one.unit, label: one.label }))}
          onChange={setUnit}
        />
        <Choose label="Pupils" value={only} choices={ONLY} onChange={(value) => setOnly(value as Only)} />
      </div>
      <p role="status">{words(shown.length, 'pupil')}</p>
      <div className="scroll">
        <table>
          <caption className="unseen">Pupils of the count</caption>
          <thead>
            <tr>
              <th scope="col">Pupil</th>
              <th scope="col">Grade</th>
              <th scope="col" className="number">
                Hours
              </th>
              <th scope="col">Absent</th>
              <th scope="col" className="number">
                Counts
              </th>
              <th scope="col">Why</th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((pupil) => (
              <tr key={pupil.enrollmentId}>
                <td data-name>
                  <Link to={`/people/${pupil.studentId}`}>{pupil.name}</Link>
                </td>
                <td>{pupil.grade}</td>
                <td className="number">
                  {pupil.hours ?? 'none'}
                  {pupil.hoursEntered && <span className="soft small"> entered</span>}
                </td>
                <td>
                  {pupil.absent ? 'yes' : ''}
                  {pupil.absentRun > 1 && (
                    <span className="soft small">
                      {' '}
                      {pupil.absentRun} days from {pupil.absentFrom ? shortDateInWords(pupil.absentFrom) : ''}
                    </span>
                  )}
                </td>
                <td className="number">{pupil.fraction}</td>
                <td>
                  {[...pupil.exclusions.map(label), ...pupil.review].map((line) => (
                    <div key={line} className="small">
                      {line}
                    </div>
                  ))}
                </td>
                <td>
                  <button type="button" onClick={() => setDeciding(pupil)}>
                    Decide<span className="unseen"> about {pupil.name}</span>
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length === 0 && <p>Nobody.</p>}
      {deciding && <CountDecision pupil={deciding} count={count} onClose={() => setDeciding(null)} />}
    </>
  );
}
