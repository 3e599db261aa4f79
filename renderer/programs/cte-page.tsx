import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { PersonPicker } from '#renderer/attendance/person-picker.tsx';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

type List = Output<'cte.list'>;

/** Career and technical education: credits by pathway, and the follow-up of last year's concentrators. */
export default function CtePage() {
  const list = useRead('cte.list', {});
  const choices = useRead('enrollment.choices', {});
  const [adding, setAdding] = useState(false);
  const [following, setFollowing] = useState<List['followUps'][number] | null>(null);
  const words = (code: string | null): string =>
    choices.data?.cte_follow_up?.find((one) => one.code === code)?.label ?? code ?? '';
  if (!list.data) return <Failed of={list.error} />;
  const { endYear, pathways, followUps } = list.data;
  return (
    <>
      <h1>Career and technical education</h1>
      <p className="soft">
        Two credits in one pathway make a concentrator. The state’s fall follow-up and end-of-year files are
        made of this page. <Link to="/collections/files">State files</Link>
      </p>
      <section className="card" aria-labelledby="pathways">
        <div className="row">
          <h2 id="pathways">Pathways {schoolYearInWords(endYear)}</h2>
          <button type="button" onClick={() => setAdding(true)}>
            Add credits
          </button>
        </div>
        {pathways.length === 0 ? (
          <p>Nobody has credits in a pathway this year.</p>
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">Pupil</th>
                <th scope="col">Pathway</th>
                <th scope="col" className="number">
                  District
                </th>
                <th scope="col" className="number">
                  Transfer
                </th>
                <th scope="col" className="number">
                  Together
                </th>
                <th scope="col">Concentrator</th>
              </tr>
            </thead>
            <tbody>
              {pathways.map((row) => (
                <tr key={`${row.studentId} ${row.pathway}`}>
                  <td data-name>
                    <Link to={`/people/${row.studentId}`}>{row.name}</Link>
                  </td>
                  <td>{row.pathway}</td>
                  <td className="number">{row.districtCredits}</td>
                  <td className="number">{row.transferCredits}</td>
                  <td className="number">{row.pathwayCredits}</td>
                  <td>
                    {row.concentrator ? 'yes' : 'no'}
                    {row.look && <span className="soft small"> check: two credits make a concentrator</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section className="card" aria-labelledby="follow-up">
        <h2 id="follow-up">Follow-up of last year’s concentrators</h2>
        {followUps.length === 0 ? (
          <p>There was no concentrator last year.</p>
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">Pupil</th>
                <th scope="col">Contacted</th>
                <th scope="col">Does now</th>
                <th scope="col">
                  <span className="unseen">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {followUps.map((row) => (
                <tr key={row.studentId}>
                  <td data-name>{row.name}</td>
                  <td>{row.contactDate ? dateInWords(row.contactDate) : 'not yet'}</td>
                  <td>{words(row.status)}</td>
                  <td>
                    <button type="button" onClick={() => setFollowing(row)}>
                      Enter<span className="unseen"> the follow-up of {row.name}</span>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {adding && <PathwayForm onClose={() => setAdding(false)} />}
      {following && <FollowUpForm row={following} onClose={() => setFollowing(null)} />}
    </>
  );
}

function PathwayForm({ onClose }: { onClose: () => void }) {
  const status = useRead('district.status', {});
  const save = useCommand('cte.save-pathway');
  const [pupil, setPupil] = useState<{ studentId: string; name: string } | null>(null);
  const [concentrator, setConcentrator] = useState(false);
  return (
    <Dialog title="Credits in a pathway" onClose={onClose}>
      {pupil === null ? (
        <PersonPicker date={status.data?.today ?? ''} onPick={(one) => setPupil(one)} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            save.mutate(
              {
                studentId: pupil.studentId,
                pathway: String(form.get('pathway')),
                districtCredits: String(form.get('districtCredits')).trim(),
                transferCredits: String(form.get('transferCredits')).trim() || '0',
                concentrator,
              },
              { onSuccess: onClose },
            );
          }}
        >
          <p data-name>{pupil.name}</p>
          <Field name="pathway" label="Pathway" required autoFocus />
          <Field name="districtCredits" label="Credits earned here" inputMode="decimal" required />
          <Field name="transferCredits" label="Credits brought along" inputMode="decimal" defaultValue="0" />
          <p>
            <label>
              <input
                type="checkbox"
                checked={concentrator}
                onChange={(event) => setConcentrator(event.target.checked)}
              />{' '}
              Concentrator
            </label>
          </p>
          <Failed of={save.error} />
          <div className="row">
            <button type="submit" className="main">
              Save
            </button>
            <button type="button" onClick={onClose}>
              Cancel
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function FollowUpForm({ row, onClose }: { row: List['followUps'][number]; onClose: () => void }) {
  const choices = useRead('enrollment.choices', {});
  const save = useCommand('cte.save-follow-up');
  const [status, setStatus] = useState(row.status ?? '');
  return (
    <FormDialog
      title={`Follow-up of ${row.name}`}
      saving={save}
      onClose={onClose}
      onSave={({ optional }) => {
        save.mutate(
          {
            studentId: row.studentId,
            contactDate: optional('contactDate'),
            status: status || null,
          },
          { onSuccess: onClose },
        );
      }}
    >
      <Field
        name="contactDate"
        label="Contacted on"
        type="date"
        defaultValue={row.contactDate ?? ''}
        hint="Between October 1 and December 31."
        autoFocus
      />
      <Choose
        label="Does now"
        value={status}
        none="Choose"
        choices={choices.data?.cte_follow_up ?? []}
        onChange={setStatus}
      />
    </FormDialog>
  );
}
