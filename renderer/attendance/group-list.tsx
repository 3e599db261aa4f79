import { useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import styles from './group-mark.module.css';

type Group = Output<'attendance.groups'>[number];

/** Who is on a saved list: a new one, or one that changes. */
export function GroupList({
  date,
  group,
  onSaved,
}: {
  date: string;
  group: Group | undefined;
  onSaved: (id: string) => void;
}) {
  const overview = useRead('school.overview', {});
  const save = useCommand('attendance.save-group');
  const [schoolId, setSchoolId] = useState(group?.schoolId ?? '');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    new Set(group?.members.map((member) => member.enrollmentId)),
  );
  const school = schoolId || overview.data?.schools[0]?.id || '';
  const roster = useRead('people.roster', { date, schoolId: school }, { enabled: school !== '' });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const name = String(new FormData(event.currentTarget).get('name'));
        save.mutate(
          { ...(group ? { id: group.id } : {}), name, schoolId: school, enrollmentIds: [...chosen] },
          { onSuccess: ({ id }) => onSaved(id) },
        );
      }}
    >
      <Field name="name" label="Name of the list" defaultValue={group?.name} required />
      <Choose
        label="School"
        value={school}
        onChange={setSchoolId}
        choices={(overview.data?.schools ?? []).map((s) => ({ code: s.id, label: s.name }))}
      />
      <fieldset className={styles.members}>
        <legend>Who is on it</legend>
        {roster.data?.map((pupil) => (
          <label key={pupil.enrollmentId} data-name className={styles.member}>
            <input
              type="checkbox"
              checked={chosen.has(pupil.enrollmentId)}
              onChange={(event) => {
                const next = new Set(chosen);
                if (event.target.checked) next.add(pupil.enrollmentId);
                else next.delete(pupil.enrollmentId);
                setChosen(next);
              }}
            />{' '}
            {pupil.name}, {pupil.grade}
          </label>
        ))}
      </fieldset>
      <Failed of={save.error} />
      <button type="submit" className="main">
        Save the list
      </button>
    </form>
  );
}
