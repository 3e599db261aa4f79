import { Fragment } from 'react';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { dayInWords } from '#renderer/shell/words.ts';

type Line = Output<'system.reference-data'>[number];

/** Whose version is in force, with its day, and what the state says beside it. */
function InForce({ line: { source, at, state } }: { line: Line }) {
  const years = state && `for school years from ${schoolYearInWords(state.fromYear)}`;
  return (
    <>
      {source === 'shipped' && 'as it came with Hi-Line'}
      {source === 'district' && `loaded here, ${dayInWords(at ?? '')}`}
      {source === 'state' && `from the state, ${dayInWords(at ?? '')}, ${years}`}
      {state && source === 'district' && state.problem === null && (
        <p className="soft">
          The state published one on {dayInWords(state.publishedAt)}, {years}. Go back to use it.
        </p>
      )}
      {state && state.problem !== null && (
        <p className="notice care">
          The state published one on {dayInWords(state.publishedAt)} that this Hi-Line cannot use.{' '}
          {state.problem} If an update of Hi-Line does not help, tell the state.
        </p>
      )}
    </>
  );
}

/** Code lists, layouts, rules and dates: save one, change it, load it again, or go back to the shipped version. */
export default function ReferencePage() {
  const list = useRead('system.reference-data', {});
  const status = useRead('district.status', {});
  const save = useCommand('system.save-reference');
  const load = useCommand('system.load-reference');
  const reset = useCommand('system.reset-reference');
  const administrator = status.data?.user?.roles.includes('administrator') ?? false;
  const groups = [...new Set(list.data?.map(({ group }) => group) ?? [])];
  const again = (): void => void list.refetch();
  return (
    <>
      <h1>Lists, layouts and rules</h1>
      <p className="soft">
        What the state may change from year to year is data. Save a list, change it in any text editor, and
        load it again; a wrong one is refused with the place of the mistake. What the state publishes comes by
        itself, once a day, or with Send now; one that was loaded here goes before it.
      </p>
      <Failed of={list.error ?? save.error ?? load.error ?? reset.error} />
      {load.data?.loaded && (
        <div className="notice" role="status">
          <p>Loaded. It is in force from now on.</p>
          <ul>
            {load.data.warnings.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">In force</th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <Fragment key={group}>
                <tr>
                  <th colSpan={3} scope="colgroup">
                    {group}
                  </th>
                </tr>
                {list.data
                  ?.filter((line) => line.group === group)
                  .map((line) => (
                    <Row
                      key={line.name}
                      line={line}
                      administrator={administrator}
                      onSave={() => save.mutate({ name: line.name })}
                      onLoad={() => load.mutate({ name: line.name }, { onSuccess: again })}
                      onReset={() => reset.mutate({ name: line.name }, { onSuccess: again })}
                    />
                  ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {!administrator && <p className="soft">An administrator can load other versions.</p>}
    </>
  );
}

function Row({
  line,
  administrator,
  onSave,
  onLoad,
  onReset,
}: {
  line: Line;
  administrator: boolean;
  onSave: () => void;
  onLoad: () => void;
  onReset: () => void;
}) {
  const of = <span className="unseen"> {line.title}</span>;
  return (
    <tr>
      <td>{line.title}</td>
      <td>
        <InForce line={line} />
      </td>
      <td>
        {administrator && (
          <>
            <button type="button" className="plain" onClick={onSave}>
              Save{of}
            </button>
            <button type="button" className="plain" onClick={onLoad}>
              Load{of}
            </button>
            {line.source === 'district' && (
              <button type="button" className="plain" onClick={onReset}>
                Go back{of}
              </button>
            )}
          </>
        )}
      </td>
    </tr>
  );
}
