import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { typedIn } from '#renderer/shell/form-dialog.tsx';

/** When pupil and parents were told of the rights that pass at 18. `open` shows the form at once, for a link from the list of what is due. */
export function RightsCard({ studentId, open }: { studentId: string; open: boolean }) {
  const rights = useRead('special-education.rights', { studentId });
  const save = useCommand('special-education.save-rights');
  const { data } = rights;
  return (
    <section className="card" aria-labelledby="rights">
      <h2 id="rights">Rights that pass at 18</h2>
      <p className="soft">
        A year before the eighteenth birthday, pupil and parents are told that the rights will pass to the
        pupil; on it, that they have.
      </p>
      <Failed of={rights.error ?? save.error} />
      {data && (
        <form
          key={`${data.toldOn} ${data.passedOn}`}
          onSubmit={(event) => {
            event.preventDefault();
            const { optional } = typedIn(event.currentTarget);
            save.mutate({ studentId, toldOn: optional('toldOn'), passedOn: optional('passedOn') });
          }}
        >
          <div className="row">
            <Field
              name="toldOn"
              label="Told that the rights will pass"
              type="date"
              autoFocus={open}
              defaultValue={data.toldOn ?? ''}
            />
            <Field
              name="passedOn"
              label="Told that the rights have passed"
              type="date"
              defaultValue={data.passedOn ?? ''}
            />
          </div>
          <button type="submit" disabled={save.isPending}>
            Save the notices
          </button>
          {save.isSuccess && <span role="status"> Saved on this computer</span>}
        </form>
      )}
    </section>
  );
}
