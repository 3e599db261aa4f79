import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { NonPublicForm } from '#renderer/programs/non-public-form.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';
import { count } from '#renderer/shell/words.ts';

export type Served = Output<'non-public.list'>['pupils'][number];

/** Pupils of private and home schools whom the district serves: list and count of a school year. */
export default function NonPublicPage() {
  const overview = useRead('school.overview', {});
  const [chosen, setChosen] = useState('');
  const list = useRead('non-public.list', chosen ? { endYear: Number(chosen) } : {}, { keepPrevious: true });
  const [open, setOpen] = useState<Served | 'new' | null>(null);
  if (!list.data) return <Failed of={list.error} />;
  const { endYear, pupils, counts } = list.data;
  const years = [...new Set([endYear, ...(overview.data?.years.map((year) => year.endYear) ?? [])])];
  return (
    <>
      <h1>Non-public pupils served</h1>
      <p className="soft">
        Children of private and home schools who get a service here without being enrolled. Classes are a
        part-time enrollment, activities an activities-only one, special education a plan; they are not on
        this list.
      </p>
      <div className="row">
        <Choose
          label="School year"
          value={String(endYear)}
          onChange={setChosen}
          choices={years
            .sort((a, b) => b - a)
            .map((year) => ({ code: String(year), label: schoolYearInWords(year) }))}
        />
        <button type="button" className="main" onClick={() => setOpen('new')}>
          Add a pupil
        </button>
        <Link className="button" to={`/reports?report=non-public-served&endYear=${endYear}`}>
          Print
        </Link>
      </div>
      <Failed of={list.error} />
      <p role="status">
        {counts.total === 0
          ? 'Nobody is on the list of this school year.'
          : `${count(counts.total, 'child', 'children')} served.`}
      </p>
      {pupils.length > 0 && (
        <>
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Grade</th>
                  <th scope="col">Taught in</th>
                  <th scope="col">Served by</th>
                  <th scope="col">Services</th>
                  <th scope="col">From</th>
                  <th scope="col">To</th>
                </tr>
              </thead>
              <tbody>
                {pupils.map((pupil) => (
                  <tr key={pupil.id}>
                    <th scope="row">
                      <button type="button" className="plain" data-name onClick={() => setOpen(pupil)}>
                        {pupil.lastName}, {pupil.firstName}
                      </button>
                    </th>
                    <td>{pupil.gradeLabel}</td>
                    <td>{pupil.fromSchool ?? pupil.kindLabel}</td>
                    <td>{pupil.schoolName}</td>
                    <td>{pupil.serviceLabels.join(', ')}</td>
                    <td>{dateInWords(pupil.startDate)}</td>
                    <td>{pupil.endDate ? dateInWords(pupil.endDate) : 'open'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className="row">
            <Counts title="By kind" lines={counts.byKind} />
            <Counts title="By school they come from" lines={counts.bySchool} />
            <Counts title="By service" lines={counts.byService} />
          </div>
        </>
      )}
      {open && <NonPublicForm pupil={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}

function Counts({ title, lines }: { title: string; lines: readonly { label: string; children: number }[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col" className="number">
            Children
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.label}>
            <td>{line.label}</td>
            <td className="number">{line.children}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
