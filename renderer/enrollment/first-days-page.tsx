import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { DoneList } from '#renderer/enrollment/done-list.tsx';
import { announce } from '#renderer/shell/announce.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';

type Line = Output<'first-days.not-seen'>[number];

/** After the first days of school: who was rolled forward or enrolled and never came. Ticked, looked at, done as one. */
export default function FirstDaysPage() {
  const list = useRead('first-days.not-seen', {});
  const changes = useRead('first-days.changes', {});
  const undo = useCommand('first-days.undo');
  const [all, setAll] = useState(false);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [looking, setLooking] = useState(false);
  const lines = list.data ?? [];
  const shown = all ? lines : lines.filter(({ neverSeen }) => neverSeen);
  const chosen = lines.filter(({ enrollmentId }) => ticked.has(enrollmentId));
  const tick = (ids: readonly string[], on: boolean): void => {
    const next = new Set(ticked);
    for (const id of ids) on ? next.add(id) : next.delete(id);
    setTicked(next);
  };
  return (
    <>
      <h1>Who never came</h1>
      <p className="soft">
        Pupils with an open enrollment who were absent on every school day through yesterday. Somebody who
        came is withdrawn with a last day instead. Marked as never having come, they are in no attendance,
        count or file of the state, but the enrollment stays on record.
      </p>
      <Failed of={list.error ?? changes.error ?? undo.error} />
      <DoneList changes={changes.data} undo={undo} />
      <p>
        <label>
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> Show
          everybody who is enrolled, not only those who were never seen
        </label>
      </p>
      {list.data && (
        <p role="status">
          {shown.length === 0
            ? 'Everybody who is enrolled was here at least once.'
            : `${count(shown.length, 'pupil')}, ${chosen.length} ticked.`}
        </p>
      )}
      {shown.length > 0 && (
        <>
          <div className="row">
            {!all && (
              <button
                type="button"
                onClick={() =>
                  tick(
                    shown.map(({ enrollmentId }) => enrollmentId),
                    true,
                  )
                }
              >
                Tick all {shown.length}
              </button>
            )}
            <button type="button" disabled={chosen.length === 0} onClick={() => setTicked(new Set())}>
              Tick nobody
            </button>
            <button
              type="button"
              className="main"
              disabled={chosen.length === 0}
              onClick={() => setLooking(true)}
            >
              See what it changes
            </button>
          </div>
          <SeenTable lines={shown} ticked={ticked} onTick={(id, on) => tick([id], on)} />
        </>
      )}
      {looking && (
        <Effect
          chosen={chosen}
          onClose={() => setLooking(false)}
          onDone={() => {
            setLooking(false);
            setTicked(new Set());
          }}
        />
      )}
    </>
  );
}

function SeenTable({
  lines,
  ticked,
  onTick,
}: {
  lines: readonly Line[];
  ticked: ReadonlySet<string>;
  onTick: (id: string, on: boolean) => void;
}) {
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Never came</th>
            <th scope="col">Name</th>
            <th scope="col">Grade</th>
            <th scope="col">School</th>
            <th scope="col">Enrolled from</th>
            <th scope="col" className="number">
              School days
            </th>
            <th scope="col" className="number">
              Days here
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.enrollmentId}>
              <td>
                <input
                  type="checkbox"
                  aria-label={`${line.name} never came`}
                  checked={ticked.has(line.enrollmentId)}
                  disabled={Number(line.present) > 0}
                  onChange={(event) => onTick(line.enrollmentId, event.target.checked)}
                />
              </td>
              <th scope="row" data-name>
                <Link to={`/people/${line.studentId}`}>{line.name}</Link>
              </th>
              <td>{line.grade}</td>
              <td>{line.schoolName}</td>
              <td>{dateInWords(line.startDate)}</td>
              <td className="number">{line.days}</td>
              <td className="number">{line.present}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the action would change, before it is done. */
function Effect({
  chosen,
  onClose,
  onDone,
}: {
  chosen: readonly Line[];
  onClose: () => void;
  onDone: () => void;
}) {
  const enrollmentIds = chosen.map(({ enrollmentId }) => enrollmentId);
  const effect = useRead('first-days.preview', { enrollmentIds });
  const mark = useCommand('first-days.mark');
  return (
    <Dialog title="What it changes" onClose={onClose}>
      <Failed of={effect.error ?? mark.error} />
      {effect.data && (
        <ul>
          <li>{count(effect.data.pupils, 'pupil')} marked as never having come.</li>
          {effect.data.counts.map((line) => (
            <li key={line.count}>
              {Number(line.less) === 0
                ? `The ${line.count} count does not change.`
                : `The ${line.count} count: ${line.less} less.`}
            </li>
          ))}
          <li>
            {effect.data.marks === 0
              ? 'They have no attendance marks.'
              : `${count(effect.data.marks, 'attendance mark')} kept, but counted no more.`}
          </li>
        </ul>
      )}
      <div className="row">
        <button
          type="button"
          className="main"
          disabled={!effect.data || mark.isPending}
          onClick={() =>
            mark.mutate(
              { enrollmentIds },
              {
                onSuccess: ({ pupils }) => {
                  announce(`${count(pupils, 'pupil')} marked. It can be taken back.`);
                  onDone();
                },
              },
            )
          }
        >
          Mark {count(chosen.length, 'pupil')}
        </button>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </Dialog>
  );
}
