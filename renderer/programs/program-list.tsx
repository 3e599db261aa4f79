import { useState } from 'react';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { ProgramForm } from '#renderer/programs/program-form.tsx';
import { StepForm } from '#renderer/programs/step-form.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

export type Program = Output<'programs.list'>[number];
type Step = Program['steps'][number];

/** What a link opens: a record to change, or a record with a step to note. */
export interface ProgramLink {
  readonly recordId: string;
  readonly step: string | null;
}

/** The dated program records of one pupil, each with what was done. */
export function ProgramList({ studentId, link }: { studentId: string; link: ProgramLink | null }) {
  const list = useRead('programs.list', { studentId });
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState(link);
  const [change, setChange] = useState<Program | null>(null);
  const [noting, setNoting] = useState<{ record: Program; step: Step | null; preset: string } | null>(null);
  const asked = shown && list.data?.find(({ id }) => id === shown.recordId);
  const changing = change ?? (asked && shown.step === null ? asked : null);
  const stepping =
    noting ?? (asked && shown.step !== null ? { record: asked, step: null, preset: shown.step } : null);
  const close = (): void => {
    setShown(null);
    setChange(null);
    setNoting(null);
    setAdding(false);
  };
  return (
    <section className="card">
      <h2>Programs</h2>
      <Failed of={list.error} />
      <ProgramTable
        rows={list.data ?? []}
        onOpen={setChange}
        onStep={(record, step) => setNoting({ record, step, preset: '' })}
        withName={false}
      />
      <button type="button" onClick={() => setAdding(true)}>
        Add a program
      </button>
      {(adding || changing) && <ProgramForm studentId={studentId} record={changing} onClose={close} />}
      {stepping && <StepForm {...stepping} onClose={close} />}
    </section>
  );
}

export function ProgramTable({
  rows,
  onOpen,
  onStep,
  withName,
}: {
  rows: readonly Program[];
  onOpen: (record: Program) => void;
  onStep: (record: Program, step: Step | null) => void;
  withName: boolean;
}) {
  const choices = useRead('programs.choices', {});
  const hasSteps = (program: string): boolean =>
    choices.data?.some((one) => one.code === program && one.steps.length > 0) ?? false;
  if (rows.length === 0) return <p className="soft">None.</p>;
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            {withName && <th scope="col">Name</th>}
            <th scope="col">Program</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Detail</th>
            <th scope="col">Done</th>
            <th scope="col">
              <span className="unseen">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {withName && (
                <th scope="row" data-name>
                  {row.name}
                </th>
              )}
              <td>{row.programLabel}</td>
              <td className="day">{dateInWords(row.startDate)}</td>
              <td className="day">{row.endDate ? dateInWords(row.endDate) : 'open'}</td>
              <td>
                {[
                  row.detailLabel,
                  row.certification,
                  row.unaccompanied ? 'unaccompanied youth' : null,
                  row.language,
                ]
                  .filter(Boolean)
                  .join(', ')}
              </td>
              <td>
                {row.steps.map((step) => (
                  <div key={step.id}>
                    <button type="button" className="plain" onClick={() => onStep(row, step)}>
                      {step.stepLabel}, {dateInWords(step.doneOn)}
                    </button>
                    {step.outcomeLabel && ` ${step.outcomeLabel}`}
                  </div>
                ))}
              </td>
              <td>
                <div className="row">
                  <button type="button" className="plain" onClick={() => onOpen(row)}>
                    Change<span className="unseen"> {row.programLabel}</span>
                  </button>
                  {hasSteps(row.program) && (
                    <button type="button" className="plain" onClick={() => onStep(row, null)}>
                      Note a step<span className="unseen"> of {row.programLabel}</span>
                    </button>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
