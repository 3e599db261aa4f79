import { useId, useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';

export type RosterPupil = Output<'people.roster'>[number];

/** Two or three letters, arrows, Enter: one pupil of those enrolled on the date. */
export function PersonPicker({
  date,
  onPick,
  label = 'Pupil',
}: {
  date: string;
  onPick: (pupil: RosterPupil) => void;
  label?: string;
}) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const found = useRead('people.roster', { date, text }, { enabled: text.trim() !== '', keepPrevious: true });
  const hits = text.trim() === '' ? [] : (found.data ?? []).slice(0, 8);
  const chosen = hits[Math.min(at, hits.length - 1)];
  const pick = (pupil: RosterPupil | undefined): void => {
    if (!pupil) return;
    setText(pupil.name);
    onPick(pupil);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        // biome-ignore lint/a11y/noAutofocus: the pad is opened to type a name
        autoFocus
        role="combobox"
        autoComplete="off"
        aria-expanded={hits.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen ? `${id}-${chosen.enrollmentId}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt(Math.min(at + 1, hits.length - 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
          else if (event.key === 'Enter') pick(chosen);
          else return;
          event.preventDefault();
        }}
      />
      <div role="listbox" id={`${id}-list`} aria-label="Pupils found">
        {hits.map((pupil) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above owns the keyboard
          <div
            key={pupil.enrollmentId}
            id={`${id}-${pupil.enrollmentId}`}
            role="option"
            tabIndex={-1}
            aria-selected={pupil === chosen}
            data-name
            onClick={() => pick(pupil)}
            className={pupil === chosen ? 'notice' : undefined}
          >
            {pupil.name}{' '}
            <span className="soft">
              {pupil.grade}, {pupil.schoolName}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
