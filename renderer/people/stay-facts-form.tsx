import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { typedIn } from '#renderer/shell/form-dialog.tsx';

/** What the state asks about an enrollment beside its dates: residency, age, trustees, previous school. */
export function StayFactsForm({ enrollmentId, onClose }: { enrollmentId: string; onClose: () => void }) {
  const facts = useRead('collections.enrollment-facts', { enrollmentId });
  const choices = useRead('enrollment.choices', {});
  const save = useCommand('collections.save-enrollment-facts');
  const [mode, setMode] = useState<string | null>(null);
  const known = facts.data;
  const tick = (name: string, label: string, first: boolean) => (
    <label>
      <input type="checkbox" name={name} defaultChecked={first} /> {label}
    </label>
  );
  return (
    <Dialog title="State facts of the enrollment" onClose={onClose}>
      <Failed of={facts.error} />
      {known && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const { optional, ticked } = typedIn(event.currentTarget);
            save.mutate(
              {
                enrollmentId,
                homeDistrict: optional('homeDistrict'),
                homeCounty: optional('homeCounty'),
                dayTreatment: ticked('dayTreatment'),
                ageEligible: ticked('ageEligible'),
                boardApprovedOn: optional('boardApprovedOn'),
                repeatsGrade: ticked('repeatsGrade'),
                previousSchool: optional('previousSchool'),
                offeredMode: (mode ?? known.offeredMode ?? '') || null,
              },
              { onSuccess: onClose },
            );
          }}
        >
          <div className="row">
            <Field
              name="homeDistrict"
              label="Home district"
              defaultValue={known.homeDistrict ?? ''}
              hint="Only for a pupil who lives in another district."
              autoFocus
            />
            <Field name="homeCounty" label="Home county" defaultValue={known.homeCounty ?? ''} />
          </div>
          <div className="row">
            <Field name="previousSchool" label="School before" defaultValue={known.previousSchool ?? ''} />
            <Field
              name="boardApprovedOn"
              label="Trustees admitted on"
              type="date"
              defaultValue={known.boardApprovedOn ?? ''}
              hint="Kindergarten before 5, or 19 and older."
            />
            <Choose
              label="Mode of instruction"
              name="offeredMode"
              value={mode ?? known.offeredMode ?? ''}
              none="In person (no record)"
              onChange={setMode}
              choices={choices.data?.mode_of_instruction ?? []}
            />
          </div>
          <p>
            {tick('ageEligible', 'Counts at 19 or 20', known.ageEligible)}{' '}
            {tick('repeatsGrade', 'Repeats the grade', known.repeatsGrade)}{' '}
            {tick('dayTreatment', 'Private day treatment', known.dayTreatment)}
          </p>
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
      )}
    </Dialog>
  );
}
