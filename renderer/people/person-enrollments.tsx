import { useState } from 'react';
import { dateInWords } from '#domain/system/date-words.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Page } from '#renderer/people/person-page.tsx';
import { TransferForm } from '#renderer/people/transfer-form.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';

/** Every stay of the pupil, and the ways out of the open one. */
export function PersonEnrollments({ person }: { person: Page }) {
  const [leaving, setLeaving] = useState<string | null>(null);
  const [moving, setMoving] = useState<Page['enrollments'][number] | null>(null);
  const undo = useCommand('enrollment.undo-withdraw');
  return (
    <section className="card">
      <h2>Enrollments</h2>
      <Failed of={undo.error} />
      <table>
        <thead>
          <tr>
            <th>School</th>
            <th>Grade</th>
            <th>From</th>
            <th>To</th>
            <th>Reason</th>
            <th>
              <span className="unseen">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {person.enrollments.map((row) => (
            <tr key={row.id}>
              <td>{row.schoolName}</td>
              <td>{row.grade}</td>
              <td>{dateInWords(row.startDate)}</td>
              <td>{row.endDate ? dateInWords(row.endDate) : 'open'}</td>
              <td>{row.endReason ?? ''}</td>
              <td>
                {row.endDate === null ? (
                  <div className="row">
                    <button type="button" onClick={() => setMoving(row)}>
                      Transfer
                    </button>
                    <button type="button" onClick={() => setLeaving(row.id)}>
                      Withdraw
                    </button>
                  </div>
                ) : (
                  <button
                    type="button"
                    className="plain"
                    onClick={() => undo.mutate({ enrollmentId: row.id })}
                  >
                    Take back
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {moving && <TransferForm stay={moving} onClose={() => setMoving(null)} />}
      {leaving && <WithdrawForm enrollmentId={leaving} onClose={() => setLeaving(null)} />}
    </section>
  );
}

/** "Where is the child going?" The last day is the last day the child was enrolled. */
function WithdrawForm({ enrollmentId, onClose }: { enrollmentId: string; onClose: () => void }) {
  const status = useRead('district.status', {});
  const choices = useRead('enrollment.choices', {});
  const withdraw = useCommand('enrollment.withdraw');
  const [reason, setReason] = useState('');
  const [dropout, setDropout] = useState('');
  const [after, setAfter] = useState<number | null>(null);
  return (
    <Dialog title="Withdraw" onClose={onClose}>
      {after === null ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const endDate = String(new FormData(event.currentTarget).get('endDate'));
            withdraw.mutate(
              {
                enrollmentId,
                endDate,
                endReason: reason,
                dropoutReason: reason === 'DROP' ? dropout || null : null,
              },
              { onSuccess: ({ marksAfterEnd }) => (marksAfterEnd > 0 ? setAfter(marksAfterEnd) : onClose()) },
            );
          }}
        >
          <Field
            name="endDate"
            label="Last day of enrollment"
            type="date"
            defaultValue={status.data?.today}
            required
            hint="The last day still counts as enrolled."
            autoFocus
          />
          <Choose
            label="Where is the child going?"
            value={reason}
            none="Choose"
            required
            onChange={setReason}
            choices={choices.data?.end_status_category ?? []}
          />
          {reason === 'DROP' && (
            <Choose
              label="Dropout reason"
              value={dropout}
              none="Choose"
              required
              onChange={setDropout}
              choices={choices.data?.dropout_reason ?? []}
            />
          )}
          <p className="soft small">
            The state’s own list of end codes is not complete here. Until it is loaded, a local reason is kept
            and state files wait.
          </p>
          <Failed of={withdraw.error} />
          <div className="row">
            <button type="submit" className="main">
              Withdraw
            </button>
            <button type="button" onClick={onClose}>
              Cancel
            </button>
          </div>
        </form>
      ) : (
        <>
          <p className="notice care">
            There are {after} attendance marks after the last day. They are kept, but no longer count.
          </p>
          <button type="button" className="main" onClick={onClose}>
            Done
          </button>
        </>
      )}
    </Dialog>
  );
}
