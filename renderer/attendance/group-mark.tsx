import { useState } from 'react';
import type { Input } from '#electron/contract/contract.ts';
import { call } from '#renderer/bridge/call.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { count } from '#renderer/shell/words.ts';
import styles from './group-mark.module.css';

/** A team, a field trip, a late bus: one saved list, one code, one action, one undo. */
export function GroupMark({ date, onClose }: { date: string; onClose: () => void }) {
  const groups = useRead('attendance.groups', {});
  const overview = useRead('school.overview', {});
  const markGroup = useCommand('attendance.mark-group');
  const save = useCommand('attendance.save-group');
  const [groupId, setGroupId] = useState('');
  const [schoolId, setSchoolId] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [undo, setUndo] = useState<Input<'attendance.mark'>['marks'] | null>(null);
  const school = schoolId || overview.data?.schools[0]?.id || '';
  const roster = useRead(
    'people.roster',
    { date, schoolId: school },
    { enabled: groupId === 'new' && school !== '' },
  );
  const group = groups.data?.find((g) => g.id === groupId);

  return (
    <Dialog title="Mark a group" onClose={onClose}>
      <Choose
        label="Group"
        value={groupId}
        none="Choose a saved list"
        onChange={setGroupId}
        choices={[
          ...(groups.data ?? []).map((g) => ({ code: g.id, label: `${g.name} (${g.members.length})` })),
          { code: 'new', label: 'New list…' },
        ]}
      />
      {groupId === 'new' && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const name = String(new FormData(event.currentTarget).get('name'));
            save.mutate(
              { name, schoolId: school, enrollmentIds: [...chosen] },
              { onSuccess: ({ id }) => setGroupId(id) },
            );
          }}
        >
          <Field name="name" label="Name of the list" required />
          <Choose
            label="School"
            value={school}
            onChange={setSchoolId}
            choices={(overview.data?.schools ?? []).map((s) => ({ code: s.id, label: s.name }))}
          />
          <fieldset className={styles.members}>
            <legend>Who is in it</legend>
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
      )}
      {group && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            const text = (name: string): string | null => String(form.get(name) ?? '') || null;
            markGroup.mutate(
              {
                groupId,
                dates: [text('date') ?? date],
                code: text('code') ?? 'SA',
                from: text('from'),
                to: text('to'),
              },
              { onSuccess: (answer) => setUndo(answer.undo) },
            );
          }}
        >
          <div className="row">
            <Field name="date" label="Day" type="date" defaultValue={date} required />
            <Field name="code" label="Code" defaultValue="SA" required size={4} />
            <Field name="from" label="From (clock time)" type="time" />
            <Field name="to" label="To" type="time" />
          </div>
          <p className="soft">
            {count(group.members.length, 'pupil')}: {group.members.map((m) => m.name).join('; ')}
          </p>
          <Failed of={markGroup.error} />
          <button type="submit" className="main">
            Mark them
          </button>
        </form>
      )}
      {undo && (
        <p className="notice" role="status">
          Saved.{' '}
          <button
            type="button"
            onClick={() => void call('attendance.mark', { marks: undo }).then(() => setUndo(null))}
          >
            Undo
          </button>
        </p>
      )}
      <button type="button" onClick={onClose}>
        Done
      </button>
    </Dialog>
  );
}
