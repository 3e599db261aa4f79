import { useState } from 'react';
import { dateInWords } from '#domain/system/date-words.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import type { Pending } from '#renderer/people/state-numbers-page.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';

const NONE = 'none';

/** Who is it? A person compares the pupil with those the state knows, and links one or rules all of them out. */
export function CandidateForm({
  pupil,
  onClose,
  onDone,
}: {
  pupil: Pending;
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const link = useCommand('state-numbers.link');
  const assign = useCommand('state-numbers.assign');
  const [choice, setChoice] = useState('');
  const [refused, setRefused] = useState('');
  const { personId, candidates, name } = pupil;
  const after = {
    onSuccess: (outcome: { assigned: number; possible: number; refused: { words: string }[] }) => {
      const [first] = outcome.refused;
      if (first) setRefused(first.words);
      else if (outcome.possible > 0)
        setRefused('The state now knows others like this. Close this and compare again.');
      else onDone(`${name}: the state number is here.`);
    },
  };
  return (
    <Dialog title={`Is it ${name}?`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setRefused('');
          const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
          if (choice === NONE)
            assign.mutate(
              {
                personIds: [personId],
                ruledOut: candidates.map(({ stateId }) => stateId),
                ...(reason ? { reason } : {}),
              },
              after,
            );
          else link.mutate({ personId, stateId: choice }, after);
        }}
      >
        <p data-name>
          Here: {name}, born {pupil.birthDate ? dateInWords(pupil.birthDate) : 'unknown'}, grade {pupil.grade}
          .
        </p>
        <fieldset>
          <legend>The state knows</legend>
          {candidates.map((one) => (
            <p key={one.stateId}>
              <label data-name>
                <input
                  type="radio"
                  name="candidate"
                  value={one.stateId}
                  required
                  checked={choice === one.stateId}
                  onChange={() => setChoice(one.stateId)}
                />{' '}
                <strong>
                  {one.lastName}, {[one.firstName, one.middleName].filter(Boolean).join(' ')}
                </strong>
                , born {dateInWords(one.birthDate)}
                {one.gender && `, ${one.gender}`}, {one.stateId}
                <br />
                <span className="soft small">
                  {one.likeness === 'exact' ? 'The same: ' : 'Alike: '}
                  {one.matches.join(', ')}
                </span>
              </label>
            </p>
          ))}
          <p>
            <label>
              <input
                type="radio"
                name="candidate"
                value={NONE}
                required
                checked={choice === NONE}
                onChange={() => setChoice(NONE)}
              />{' '}
              None of these: ask for a new number
            </label>
          </p>
        </fieldset>
        {choice === NONE && (
          <Field
            name="reason"
            label="How do you know that it is somebody else?"
            required
            maxLength={300}
            hint="Kept with the number, so that nobody has to ask again."
          />
        )}
        <Failed of={link.error ?? assign.error} />
        {refused && (
          <p role="alert" className="notice care">
            {refused}
          </p>
        )}
        <div className="row">
          <button type="submit" className="main" disabled={link.isPending || assign.isPending}>
            {choice === NONE ? 'Ask for a new number' : 'Yes, the same child'}
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
