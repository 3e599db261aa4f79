import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** State test scores of a pupil: enter, take off, print. */
export function PersonScores({ studentId }: { studentId: string }) {
  const scores = useRead('assessments.scores', { studentId });
  const remove = useCommand('assessments.remove-score');
  const [adding, setAdding] = useState(false);
  return (
    <section className="card">
      <h2>State test scores</h2>
      <Failed of={scores.error ?? remove.error} />
      {scores.data?.length === 0 && <p className="soft">None on file.</p>}
      <ul>
        {scores.data?.map((row) => (
          <li key={row.id} data-name>
            {row.testLabel}, {dateInWords(row.takenOn)}: {[row.score, row.level].filter(Boolean).join(', ')}
            {row.note && ` (${row.note})`}{' '}
            <button type="button" className="plain" onClick={() => remove.mutate({ id: row.id })}>
              Take off
              <span className="unseen">
                {' '}
                {row.testLabel} of {dateInWords(row.takenOn)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className="row">
        <button type="button" onClick={() => setAdding(true)}>
          Enter a score
        </button>
        <Link to={`/reports?report=test-scores&student=${studentId}`}>Print the scores</Link>
      </div>
      {adding && <ScoreForm studentId={studentId} onClose={() => setAdding(false)} />}
    </section>
  );
}

function ScoreForm({ studentId, onClose }: { studentId: string; onClose: () => void }) {
  const status = useRead('district.status', {});
  const choices = useRead('enrollment.choices', {});
  const save = useCommand('assessments.save-score');
  const [test, setTest] = useState('');
  return (
    <FormDialog
      title="Enter a score"
      saving={save}
      onClose={onClose}
      onSave={({ text, optional }) =>
        save.mutate(
          {
            studentId,
            test,
            takenOn: text('takenOn'),
            score: optional('score'),
            level: optional('level'),
            note: optional('note'),
          },
          { onSuccess: onClose },
        )
      }
    >
      <Choose
        label="Test"
        value={test}
        none="Choose"
        required
        choices={choices.data?.assessment ?? []}
        onChange={setTest}
      />
      <div className="row">
        <Field
          name="takenOn"
          label="Taken on"
          type="date"
          required
          max={status.data?.today}
          defaultValue={status.data?.today}
        />
        <Field name="score" label="Score" size={8} />
        <Field name="level" label="Level" hint="As the report has it, like Proficient" />
      </div>
      <Field name="note" label="Note" />
    </FormDialog>
  );
}
