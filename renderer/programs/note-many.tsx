import { useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';

type Line = Output<'programs.due'>[number];

/** One day for everything that is ticked: letters that went out together, or what was done before anybody noted it here. */
export function NoteMany({
  today,
  chosen,
  overdue,
  onTickOverdue,
  onDone,
}: {
  today: string;
  chosen: readonly Line[];
  /** How many of the steps are overdue: those are ticked at once, what is still to come never. */
  overdue: number;
  onTickOverdue: () => void;
  onDone: () => void;
}) {
  const save = useCommand('programs.save-steps');
  const [doneOn, setDoneOn] = useState(today);
  return (
    <>
      <div className="row">
        <button type="button" disabled={overdue === 0} onClick={onTickOverdue}>
          Tick the {overdue} overdue
        </button>
        <div className="field">
          <label htmlFor="done-on">Done on</label>
          <input
            id="done-on"
            type="date"
            max={today}
            value={doneOn}
            onChange={(event) => setDoneOn(event.target.value)}
          />
        </div>
        <button
          type="button"
          className="main"
          disabled={chosen.length === 0 || doneOn === '' || save.isPending}
          onClick={() =>
            save.mutate(
              {
                steps: chosen.map(({ recordId, step }) => ({ programRecordId: recordId, step: step ?? '' })),
                doneOn,
              },
              {
                onSuccess: ({ noted }) => {
                  onDone();
                  announce(`${count(noted, 'step')} noted. It can be taken back.`);
                },
              },
            )
          }
        >
          Note {count(chosen.length, 'step')} as done
        </button>
      </div>
      <Failed of={save.error} />
    </>
  );
}
