import { useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

/** In which modes the pupils of a calendar may be taught: the state compares it with their own. */
export function ModesForm({ calendar: { id, modes } }: { calendar: Output<'school.calendar'> }) {
  const choices = useRead('enrollment.choices', {});
  const save = useCommand('school.save-modes');
  const [chosen, setChosen] = useState<readonly string[]>(modes);
  return (
    <section className="card" aria-labelledby="modes">
      <h2 id="modes">Modes of instruction</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(
            { calendarId: id, modes: [...chosen] },
            { onSuccess: () => announce('The modes are saved') },
          );
        }}
      >
        <fieldset className="row">
          <legend>What is offered; nothing ticked is in person only</legend>
          {(choices.data?.mode_of_instruction ?? []).map(({ code, label }) => (
            <label key={code}>
              <input
                type="checkbox"
                checked={chosen.includes(code)}
                onChange={(event) =>
                  setChosen(event.target.checked ? [...chosen, code] : chosen.filter((mode) => mode !== code))
                }
              />{' '}
              {label}
            </label>
          ))}
        </fieldset>
        <Failed of={save.error} />
        <button type="submit" disabled={save.isPending}>
          Save the modes
        </button>
      </form>
    </section>
  );
}
