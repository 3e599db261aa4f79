import { useState } from 'react';
import { Link } from 'react-router';
import { useRead } from '#renderer/bridge/use-call.ts';
import { ProgramForm } from '#renderer/programs/program-form.tsx';
import { type Program, ProgramTable } from '#renderer/programs/program-list.tsx';
import { StepForm } from '#renderer/programs/step-form.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';
import { count } from '#renderer/shell/words.ts';

/** Who is in a program on a date. One pupil's programs are kept on the pupil's page. */
export default function ProgramsPage() {
  const status = useRead('district.status', {});
  const choices = useRead('programs.choices', {});
  const [program, setProgram] = useState('');
  const [date, setDate] = useState('');
  const on = date || status.data?.today || '';
  const list = useRead(
    'programs.list',
    { on, ...(program ? { program } : {}) },
    { enabled: on !== '', keepPrevious: true },
  );
  const [editing, setEditing] = useState<Program | null>(null);
  const [noting, setNoting] = useState<{ record: Program; step: Program['steps'][number] | null } | null>(
    null,
  );
  return (
    <>
      <h1>Programs</h1>
      <p className="soft">
        Program records are confidential. They are added on the pupil’s own page.{' '}
        <Link to="/cte">Career and technical education</Link> and{' '}
        <Link to="/non-public">non-public pupils served</Link> have pages of their own.
      </p>
      <p>
        <Link to="/programs/due" className="button">
          What is due
        </Link>
      </p>
      <div className="row">
        <Choose
          label="Program"
          value={program}
          none="All programs"
          onChange={setProgram}
          choices={choices.data ?? []}
        />
        <div className="field">
          <label htmlFor="on">On</label>
          <input id="on" type="date" value={on} onChange={(event) => setDate(event.target.value)} />
        </div>
      </div>
      <Failed of={list.error ?? choices.error} />
      <p role="status">{count(list.data?.length ?? 0, 'record')}</p>
      <ProgramTable
        rows={list.data ?? []}
        withName
        onOpen={setEditing}
        onStep={(record, step) => setNoting({ record, step })}
      />
      {editing && (
        <ProgramForm studentId={editing.studentId} record={editing} onClose={() => setEditing(null)} />
      )}
      {noting && <StepForm {...noting} preset="" onClose={() => setNoting(null)} />}
    </>
  );
}
