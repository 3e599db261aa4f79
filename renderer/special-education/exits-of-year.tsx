import { useState } from 'react';
import { Link } from 'react-router';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';
import { ExitForm } from '#renderer/special-education/exit-form.tsx';
import { ExitTable } from '#renderer/special-education/exit-list.tsx';

/** Everybody who has left special education in the school year that runs; the June collection is made of it. */
export function ExitsOfYear() {
  const status = useRead('district.status', {});
  const endYear = status.data ? schoolYearOf(status.data.today) : 0;
  const exits = useRead('special-education.exits', { endYear }, { enabled: endYear > 0 });
  const [opened, setOpened] = useState<string | null>(null);
  const open = exits.data?.find(({ id }) => id === opened);
  if (!exits.data) return <Failed of={exits.error} />;
  return (
    <section className="card" aria-labelledby="exits">
      <div className="row">
        <h2 id="exits">Exits {schoolYearInWords(endYear)}</h2>
        <Link className="button" to="/reports?report=special-education-exits">
          Print
        </Link>
      </div>
      {exits.data.length === 0 ? (
        <p className="soft">
          Nobody has left special education this school year. An exit is entered on the pupil’s own page.
        </p>
      ) : (
        <>
          <p role="status">
            {count(exits.data.length, 'exit')},{' '}
            {exits.data.filter(({ reported }) => reported !== false).length} of an age that the state reports.
          </p>
          <ExitTable exits={exits.data} withName onOpen={setOpened} />
        </>
      )}
      {open && <ExitForm studentId={open.studentId} exit={open} onClose={() => setOpened(null)} />}
    </section>
  );
}
