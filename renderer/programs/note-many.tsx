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
  all,
  onTickAll,
  onDone,
}: {
  today: string;
  chosen: readonly Line[];
  /** How many can be ticked. */
  all: number;
  onTickAll: () => void;
  onDone: () => void;
}) {
  const save = useCommand('programs.save-steps');
  const [doneOn, setDoneOn] = useState(today);
  return (
    <>
      <div className="row">
        <button type="button" disabled={all === 0} onClick={onTickAll}>
          Tick all {all} steps
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
