import { useState } from 'react';
import { Link } from 'react-router';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import type { Input, Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';
import { count } from '#renderer/shell/words.ts';

type Line = Output<'year.preview-roll'>[number];
type Fate = Line['fate'];
type Exception = NonNullable<Input<'year.roll'>['exceptions']>[number];

const FATES: readonly { code: Fate; label: string }[] = [
  { code: 'promote', label: 'Goes up' },
  { code: 'repeat', label: 'Repeats the grade' },
  { code: 'graduate', label: 'Graduated' },
  { code: 'leave', label: 'Does not come back' },
];

/** Step 2: every pupil one grade up, exceptions by hand, all old enrollments ended. */
export function RollPupils({ endYear }: { endYear: number }) {
  const preview = useRead('year.preview-roll', { endYear });
  const choices = useRead('enrollment.choices', {});
  const roll = useCommand('year.roll');
  const [exceptions, setExceptions] = useState<ReadonlyMap<string, Exception>>(new Map());
  const [all, setAll] = useState(false);
  const lines = preview.data ?? [];
  const fateOf = (line: Line): Fate => exceptions.get(line.enrollmentId)?.fate ?? line.fate;
  const set = (line: Line, part: Partial<Exception>): void =>
    setExceptions(
      new Map(exceptions).set(line.enrollmentId, {
        ...(exceptions.get(line.enrollmentId) ?? { enrollmentId: line.enrollmentId, fate: line.fate }),
        ...part,
      }),
    );
  const unusual = lines.filter((line) => line.look !== null || exceptions.has(line.enrollmentId));
  const shown = all ? lines : unusual;
  const totals = FATES.map(({ code, label }) => ({
    label,
    n: lines.filter((line) => fateOf(line) === code).length,
  }));
  const undecided = lines.filter(
    (line) => fateOf(line) === 'leave' && !exceptions.get(line.enrollmentId)?.endReason,
  ).length;
  const reasons = (choices.data?.end_status_category ?? []).filter(
    ({ code }) => !['EOY', 'GRADECHG', 'GRAD', 'GRAD_PROF'].includes(code),
  );
  return (
    <section className="card" aria-labelledby="pupils">
      <h2 id="pupils">2. Pupils to {schoolYearInWords(endYear + 1)}</h2>
      <Failed of={preview.error ?? roll.error} />
      {preview.data && lines.length === 0 && <p>No enrollment of this year is open any more.</p>}
      {lines.length > 0 && (
        <>
          <p role="status">
            {count(lines.length, 'open enrollment')}:{' '}
            {totals.map(({ label, n }) => `${label} ${n}`).join(', ')}.
            {undecided > 0 && ` ${count(undecided, 'pupil')} still without a reason.`}
          </p>
          <label>
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> Show
            everybody, not only what is unusual
          </label>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list is reachable by keyboard */}
          <section className="scroll" tabIndex={0} aria-label="Pupils to look at">
            <table>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Now</th>
                  <th scope="col">Then</th>
                  <th scope="col">To look at</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((line) => {
                  const fate = fateOf(line);
                  return (
                    <tr key={line.enrollmentId}>
                      <th scope="row" data-name>
                        <Link to={`/people/${line.studentId}`}>{line.name}</Link>
                      </th>
                      <td>
                        {line.fromGrade}, {line.schoolName}
                      </td>
                      <td>
                        <Choose
                          label={`${line.name} then`}
                          value={fate}
                          onChange={(code) => set(line, { fate: code as Fate })}
                          choices={FATES}
                        />
                        {fate === 'promote' && line.grade && `Grade ${line.grade}`}
                        {fate === 'leave' && (
                          <Choose
                            label="Where to?"
                            value={exceptions.get(line.enrollmentId)?.endReason ?? ''}
                            none="Choose"
                            onChange={(endReason) => set(line, { endReason })}
                            choices={reasons}
                          />
                        )}
                      </td>
                      <td>{line.look}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </section>
          <button
            type="button"
            className="main"
            disabled={roll.isPending || undecided > 0}
            onClick={() =>
              roll.mutate(
                { endYear, exceptions: [...exceptions.values()] },
                {
                  onSuccess: ({ ended, begun }) => announce(`${ended} enrollments ended, ${begun} begun.`),
                },
              )
            }
          >
            End {count(lines.length, 'enrollment')} and begin the next year
          </button>
        </>
      )}
    </section>
  );
}
