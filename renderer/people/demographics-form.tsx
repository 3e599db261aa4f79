import { useState } from 'react';
import { useCommand } from '#renderer/bridge/use-call.ts';
import type { Page } from '#renderer/people/person-page.tsx';
import { RaceFields } from '#renderer/people/race-fields.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';

/** The two-part question, the language at home, and the first day of grade 9. */
export function DemographicsForm({ person, onClose }: { person: Page; onClose: () => void }) {
  const save = useCommand('people.save-demographics');
  const { demographics } = person;
  const [answer, setAnswer] = useState({
    hispanic: demographics.hispanic ?? '',
    races: demographics.races,
  });
  return (
    <Dialog title="Race, ethnicity and language" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const text = (name: string): string | null => String(form.get(name) ?? '').trim() || null;
          save.mutate(
            {
              personId: person.id,
              hispanic: answer.hispanic || null,
              races: answer.races,
              homeLanguage: text('homeLanguage'),
              enteredGrade9: text('enteredGrade9'),
            },
            { onSuccess: onClose },
          );
        }}
      >
        <RaceFields name="person" hispanic={answer.hispanic} races={answer.races} onChange={setAnswer} />
        <div className="row">
          <Field
            name="homeLanguage"
            label="Language at home"
            defaultValue={demographics.homeLanguage ?? ''}
          />
          <Field
            name="enteredGrade9"
            label="First entered grade 9"
            type="date"
            defaultValue={demographics.enteredGrade9 ?? ''}
          />
        </div>
        <Failed of={save.error} />
        <div className="row">
          <button type="submit" className="main" disabled={save.isPending}>
            Save
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
