import { useState } from 'react';
import { Link } from 'react-router';
import { countToComeWords } from '#domain/collections/anb.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Forecast } from '#renderer/collections/forecast.tsx';
import { PolicyNotes } from '#renderer/collections/policy-notes.tsx';
import { UnitYearForm } from '#renderer/collections/unit-year-form.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

type Unit = Output<'collections.anb'>['units'][number];

/** ANB of each budget unit beside what the state's finance system shows, and ADA for finance. */
export function AnbView({ endYear }: { endYear: number }) {
  const anb = useRead('collections.anb', { endYear }, { keepPrevious: true });
  const [editing, setEditing] = useState<Unit | null>(null);
  if (!anb.data) return <Failed of={anb.error} />;
  return (
    <>
      <p>
        ANB is the mean of both counts, times 180 plus the PIR days (at most 7), over 180. This is an estimate
        for checking: the state works out the official one. Counts of {schoolYearInWords(endYear)} set the ANB
        of {schoolYearInWords(endYear + 1)}.{' '}
        <Link to={`/reports?report=anb-worksheet&endYear=${endYear}`}>Print worksheet</Link>
      </p>
      {anb.data.stillToCome.map((coming) => (
        <p key={coming.count}>{countToComeWords(coming)}</p>
      ))}
      <PolicyNotes number="anb" />
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Budget unit</th>
              <th scope="col" className="number">
                Fall
              </th>
              <th scope="col" className="number">
                Spring
              </th>
              <th scope="col" className="number">
                PIR days
              </th>
              <th scope="col" className="number">
                ANB
              </th>
              <th scope="col" className="number">
                Three-year mean
              </th>
              <th scope="col" className="number">
                MAEFAIRS: fall, spring
              </th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {anb.data.units.map((unit) => (
              <tr key={`${unit.districtId} ${unit.unit}`}>
                <th scope="row">
                  {unit.label}
                  <div className="soft small">{unit.districtName}</div>
                  {unit.warnings.map((line) => (
                    <div key={line} className="small">
                      {line}
                    </div>
                  ))}
                </th>
                <td className="number">
                  <Link to={`/collections/counts?show=fall&year=${endYear}`}>{unit.fall}</Link>
                </td>
                <td className="number">
                  <Link to={`/collections/counts?show=spring&year=${endYear}`}>{unit.spring}</Link>
                </td>
                <td className="number">{unit.pirDaysUsed}</td>
                <td className="number">
                  <strong>{unit.anb}</strong>
                  <div className="soft small">{unit.anbExact}</div>
                </td>
                <td className="number">
                  {unit.threeYear ?? 'not known'}
                  {unit.larger === 'three-year' && <div className="soft small">larger</div>}
                </td>
                <td className="number">
                  {unit.state.fall ?? '–'}, {unit.state.spring ?? '–'}
                  {differs(unit) && <div className="small wrong">differs</div>}
                </td>
                <td>
                  <button type="button" onClick={() => setEditing(unit)}>
                    Enter figures<span className="unseen"> of {unit.label}</span>
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {anb.data.units.length === 0 && <p>Nobody is enrolled in this year.</p>}
      <h2>ADA for finance</h2>
      <p className="soft">
        Pupils present on the fall and spring count dates; preschool and half-time kindergarten weigh half.
        Not the same as end-of-year attendance totals.
      </p>
      <PolicyNotes number="finance-ada" />
      <ul>
        {anb.data.financeAda.map((one) => (
          <li key={one.districtId}>
            {one.districtName}: {one.ada}
          </li>
        ))}
      </ul>
      <Forecast endYear={endYear} />
      {editing && <UnitYearForm unit={editing} endYear={endYear} onClose={() => setEditing(null)} />}
    </>
  );
}

const differs = ({ state, fall, spring }: Unit): boolean =>
  (state.fall !== null && state.fall !== fall) || (state.spring !== null && state.spring !== spring);
