import { useState } from 'react';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { ExitForm } from '#renderer/special-education/exit-form.tsx';

export type Exit = Output<'special-education.exits'>[number];

/** When and why a pupil left special education. `link`: an exit to open, or empty for a new one. */
export function ExitList({ studentId, link }: { studentId: string; link: string | null }) {
  const exits = useRead('special-education.exits', { studentId });
  const [opened, setOpened] = useState<string | null>(link);
  const open = opened ? (exits.data?.find(({ id }) => id === opened) ?? null) : null;
  return (
    <section className="card">
      <h2>Exits from special education</h2>
      <Failed of={exits.error} />
      {exits.data?.length === 0 ? (
        <p className="soft">None.</p>
      ) : (
        <ExitTable exits={exits.data ?? []} onOpen={setOpened} />
      )}
      <button type="button" onClick={() => setOpened('')}>
        Enter an exit
      </button>
      {opened !== null && exits.data && (opened === '' || open) && (
        <ExitForm studentId={studentId} exit={open} onClose={() => setOpened(null)} />
      )}
    </section>
  );
}

export function ExitTable({
  exits,
  withName = false,
  onOpen,
}: {
  exits: readonly Exit[];
  withName?: boolean;
  onOpen: (id: string) => void;
}) {
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            {withName && <th scope="col">Pupil</th>}
            <th scope="col">Last day</th>
            <th scope="col">Age</th>
            <th scope="col">Reason</th>
            <th scope="col">Still missing</th>
            <th scope="col">
              <span className="unseen">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {exits.map((exit) => (
            <tr key={exit.id}>
              {withName && (
                <th scope="row" data-name>
                  {exit.name}
                </th>
              )}
              <td>{dateInWords(exit.exitedOn)}</td>
              <td>
                {exit.age ?? 'no birth date'}
                {exit.reported === false && <span className="soft small"> not reported</span>}
              </td>
              <td>
                {exit.reasonLabel} <span className="soft small">{exit.reason}</span>
              </td>
              <td className={exit.missing.length > 0 ? 'wrong' : undefined}>
                {exit.missing.map(({ field, message }) => (
                  <div key={`${field} ${message}`}>{message}</div>
                ))}
              </td>
              <td>
                <button type="button" className="plain" onClick={() => onOpen(exit.id)}>
                  Change<span className="unseen"> the exit of {dateInWords(exit.exitedOn)}</span>
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
