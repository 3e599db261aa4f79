import { useRead } from '#renderer/bridge/use-call.ts';
import { changeChild } from '#renderer/enrollment/family-children.tsx';
import type { StepProps } from '#renderer/enrollment/family-form.tsx';
import { RaceFields } from '#renderer/people/race-fields.tsx';
import { Choose } from '#renderer/shell/field.tsx';
import styles from './enrollment.module.css';

/** What the state asks beside, and the parents' consents. Everything here may wait. */
export function ExtrasStep(props: StepProps) {
  const { draft } = props;
  const set = changeChild(props);
  const choices = useRead('enrollment.choices', {});
  return (
    <>
      <p className="soft">
        Everything here can be answered later. Programs, health and meals are on the pupil’s page.
      </p>
      {draft.children.map((child, at) => (
        <div key={child.key} className={styles.one}>
          <h3 data-name>
            {child.firstName} {child.lastName}
          </h3>
          <RaceFields
            name={`children.${at}`}
            hispanic={child.hispanic}
            races={child.races}
            onChange={(answer) => set(at, answer)}
          />
          <div className="row">
            <Choose
              label="Is a parent in the military?"
              value={child.military}
              none="Not answered"
              onChange={(military) => set(at, { military })}
              choices={choices.data?.military_connection ?? []}
            />
            <Choose
              label="Photo for the missing-child repository, this year"
              value={child.photo}
              none="Not answered"
              onChange={(photo) => set(at, { photo })}
              choices={choices.data?.photo_opt_in ?? []}
            />
          </div>
        </div>
      ))}
    </>
  );
}
