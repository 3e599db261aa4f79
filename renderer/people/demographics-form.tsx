import { useState } from 'react';
import { useCommand } from '#renderer/bridge/use-call.ts';
import type { Page } from '#renderer/people/person-page.tsx';
import { RaceFields } from '#renderer/people/race-fields.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** The two-part question, the language at home, and the first day of grade 9. */
export function DemographicsForm({ person, onClose }: { person: Page; onClose: () => void }) {
  const save = useCommand('people.save-demographics');
  const { demographics } = person;
  const [answer, setAnswer] = useState({
    hispanic: demographics.hispanic ?? '',
    races: demographics.races,
  });
  return (
    <FormDialog
      title="Race, ethnicity and language"
      saving={save}
      onClose={onClose}
      onSave={({ optional }) => {
        save.mutate(
          {
            personId: person.id,
            hispanic: answer.hispanic || null,
            races: answer.races,
            homeLanguage: optional('homeLanguage'),
            enteredGrade9: optional('enteredGrade9'),
          },
          { onSuccess: onClose },
        );
      }}
    >
      <RaceFields name="person" hispanic={answer.hispanic} races={answer.races} onChange={setAnswer} />
      <div className="row">
        <Field name="homeLanguage" label="Language at home" defaultValue={demographics.homeLanguage ?? ''} />
        <Field
          name="enteredGrade9"
          label="First entered grade 9"
          type="date"
          defaultValue={demographics.enteredGrade9 ?? ''}
        />
      </div>
    </FormDialog>
  );
}
