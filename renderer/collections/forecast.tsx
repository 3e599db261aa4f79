import { useState } from 'react';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';

/** "If these pupils leave before the spring count": ANB now and then. Touches no record. */
export function Forecast({ endYear }: { endYear: number }) {
  const [leaving, setLeaving] = useState<readonly { id: string; name: string }[]>([]);
  const [text, setText] = useState('');
  const spring = useRead('collections.count', { count: 'spring', endYear });
  const forecast = useRead(
    'collections.forecast',
    { endYear, leaving: leaving.map(({ id }) => id) },
    { enabled: leaving.length > 0, keepPrevious: true },
  );
  const words = text.trim().toLowerCase();
  const found =
    words.length < 2
      ? []
      : (spring.data?.pupils ?? [])
          .filter(
            (pupil) =>
              pupil.name.toLowerCase().includes(words) && !leaving.some(({ id }) => id === pupil.studentId),
          )
          .slice(0, 8);
  return (
    <section className="card" aria-labelledby="forecast">
      <h2 id="forecast">If they leave before the spring count</h2>
      <div className="field">
        <label htmlFor="forecast-find">Pupil</label>
        <input
          id="forecast-find"
          value={text}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            const first = found[0];
            if (event.key !== 'Enter' || !first) return;
            setLeaving([...leaving, { id: first.studentId, name: first.name }]);
            setText('');
          }}
        />
        <span className="soft small">Type a few letters of the name; Enter takes the first.</span>
      </div>
      <ul>
        {found.map((pupil) => (
          <li key={pupil.enrollmentId}>
            <button
              type="button"
              className="plain"
              data-name
              onClick={() => {
                setLeaving([...leaving, { id: pupil.studentId, name: pupil.name }]);
                setText('');
              }}
            >
              {pupil.name}, grade {pupil.grade}
            </button>
          </li>
        ))}
      </ul>
      {leaving.length > 0 && (
        <p>
          Leaving:{' '}
          {leaving.map((one) => (
            <button
              key={one.id}
              type="button"
              data-name
              onClick={() => setLeaving(leaving.filter(({ id }) => id !== one.id))}
            >
              {one.name}
              <span className="unseen">, take back</span> ×
            </button>
          ))}
        </p>
      )}
      <Failed of={forecast.error} />
      {leaving.length > 0 && forecast.data && (
        <table>
          <thead>
            <tr>
              <th scope="col">Budget unit</th>
              <th scope="col" className="number">
                ANB now
              </th>
              <th scope="col" className="number">
                Without them
              </th>
            </tr>
          </thead>
          <tbody>
            {forecast.data.now.units.map((unit) => (
              <tr key={`${unit.districtId} ${unit.unit}`}>
                <th scope="row">{unit.label}</th>
                <td className="number">{unit.anb}</td>
                <td className="number">
                  {forecast.data?.after.units.find(
                    (one) => one.districtId === unit.districtId && one.unit === unit.unit,
                  )?.anb ?? '0.00'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
