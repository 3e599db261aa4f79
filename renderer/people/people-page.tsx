import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';
import { count } from '#renderer/shell/words.ts';
import styles from './people.module.css';

/** Below this many rows every one is in the page, so that screen readers count right. */
const VIRTUAL_FROM = 300;

/** Everybody enrolled on a date, narrowed while typing. */
export default function PeoplePage() {
  const status = useRead('district.status', {});
  const overview = useRead('school.overview', {});
  const choices = useRead('enrollment.choices', {});
  const [date, setDate] = useState('');
  const [schoolId, setSchoolId] = useState('');
  const [grade, setGrade] = useState('');
  const [text, setText] = useState('');
  const on = date || status.data?.today || '';
  const roster = useRead(
    'people.roster',
    {
      date: on,
      ...(schoolId ? { schoolId } : {}),
      ...(grade ? { grade } : {}),
      ...(text.trim() ? { text } : {}),
    },
    { enabled: on !== '', keepPrevious: true },
  );
  const rows = roster.data ?? [];

  return (
    <>
      <div className="row">
        <h1>People</h1>
        <Link to="/duplicates" className="button">
          Who is here twice?
        </Link>
        <Link to="/enroll" className="button">
          Enroll a family
        </Link>
      </div>
      <div className="row">
        <div className="field">
          <label htmlFor="text">Name begins with</label>
          <input id="text" value={text} onChange={(event) => setText(event.target.value)} />
        </div>
        <Choose
          label="School"
          value={schoolId}
          none="All schools"
          onChange={setSchoolId}
          choices={(overview.data?.schools ?? []).map((s) => ({ code: s.id, label: s.name }))}
        />
        <Choose
          label="Grade"
          value={grade}
          none="All grades"
          onChange={setGrade}
          choices={(choices.data?.grade_level ?? []).map((g) => ({ code: g.code, label: g.label }))}
        />
        <div className="field">
          <label htmlFor="on">Enrolled on</label>
          <input id="on" type="date" value={on} onChange={(event) => setDate(event.target.value)} />
        </div>
      </div>
      <Failed of={roster.error} />
      <p role="status">{count(rows.length, 'pupil')}</p>
      <Roster rows={rows} />
      {roster.data && rows.length === 0 && (
        <p>
          Nobody is enrolled on this day with these choices.{' '}
          <Link to="/import">Bring in the state’s files</Link> or <Link to="/enroll">enroll a family</Link>.
        </p>
      )}
    </>
  );
}

type Row = {
  enrollmentId: string;
  studentId: string;
  name: string;
  grade: string;
  schoolName: string;
  localId: string | null;
  stateId: string | null;
};

function Roster({ rows }: { rows: readonly Row[] }) {
  const scroll = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 33,
    overscan: 20,
  });
  const all = rows.length <= VIRTUAL_FROM;
  const shown = all ? null : virtual.getVirtualItems();
  const visible = shown ? shown.map((item) => rows[item.index]).filter((row) => row !== undefined) : rows;
  const above = shown?.[0]?.start ?? 0;
  const below = shown ? virtual.getTotalSize() - (shown.at(-1)?.end ?? 0) : 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list is reachable by keyboard
    <section ref={scroll} className={styles.scroll} tabIndex={0} aria-label="Pupils">
      <table className={styles.roster} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Grade</th>
            <th scope="col">School</th>
            <th scope="col">Local number</th>
            <th scope="col">State ID</th>
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Gap height={above} />}
          {visible.map((row) => (
            <tr key={row.enrollmentId}>
              <th scope="row" className={styles.name} data-name>
                <Link to={`/people/${row.studentId}`}>{row.name}</Link>
              </th>
              <td>{row.grade}</td>
              <td>{row.schoolName}</td>
              <td>{row.localId}</td>
              <td>{row.stateId ?? <span className="soft">pending</span>}</td>
            </tr>
          ))}
          {below > 0 && <Gap height={below} />}
        </tbody>
      </table>
    </section>
  );
}

/** Stands for the rows that are not painted. */
function Gap({ height }: { height: number }) {
  return (
    <tr ref={(row) => void row?.style.setProperty('height', `${height}px`)}>
      <td colSpan={5} />
    </tr>
  );
}
