import { useState } from 'react';
import { datesBetween } from '#domain/system/civil-date.ts';
import { GroupList } from '#renderer/attendance/group-list.tsx';
import { remember, undoLast } from '#renderer/attendance/session-steps.ts';
import { call } from '#renderer/bridge/call.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { count } from '#renderer/shell/words.ts';

/** A team, a field trip, a late bus: one saved list, one code, today or on coming days; one action, one undo. */
export function GroupMark({ date, onClose }: { date: string; onClose: () => void }) {
  const groups = useRead('attendance.groups', {});
  const codes = useRead('attendance.codes', { date });
  const markGroup = useCommand('attendance.mark-group');
  const [groupId, setGroupId] = useState('');
  const [changing, setChanging] = useState(false);
  const [code, setCode] = useState('SA');
  const [saved, setSaved] = useState<string | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  const group = groups.data?.find((g) => g.id === groupId);

  const mark = (form: FormData): void => {
    const text = (name: string): string => String(form.get(name) ?? '');
    const first = text('date') || date;
    const last = text('through') || first;
    setSaved(null);
    const days = datesBetween(first, last);
    const wrong =
      days.length === 0
        ? 'The last day comes before the first.'
        : days.length > MOST_DAYS
          ? `That is more than ${MOST_DAYS} days. Mark them in two steps.`
          : null;
    setFailure(wrong === null ? null : new Error(wrong));
    if (wrong !== null) return;
    markGroup.mutate(
      { groupId, dates: days, code, from: text('from') || null, to: text('to') || null },
      {
        onSuccess: ({ done, undo }) => {
          const words = `${group?.name ?? 'Group'}: ${code}, ${count(new Set(done.map((m) => m.date)).size, 'school day')}`;
          remember({ done, undo, words });
          announce(`${words}, saved`);
          setSaved(words);
        },
      },
    );
  };

  const undo = async (): Promise<void> => {
    const moved = await undoLast((marks) =>
      call('attendance.mark', { marks }, crypto.randomUUID()).then(
        () => true,
        (error: Error) => {
          setFailure(error);
          return false;
        },
      ),
    );
    if (moved?.saved) setSaved(null);
  };

  return (
    <Dialog title="Mark a group" onClose={onClose}>
      <div className="row">
        <Choose
          label="Group"
          value={groupId}
          none="Choose a saved list"
          onChange={(id) => {
            setGroupId(id);
            setChanging(false);
          }}
          choices={[
            ...(groups.data ?? []).map((g) => ({ code: g.id, label: `${g.name} (${g.members.length})` })),
            { code: 'new', label: 'New list…' },
          ]}
        />
        {group && !changing && (
          <button type="button" onClick={() => setChanging(true)}>
            Change the list
          </button>
        )}
      </div>
      {(groupId === 'new' || changing) && (
        <GroupList
          key={groupId}
          date={date}
          group={group}
          onSaved={(id) => {
            setGroupId(id);
            setChanging(false);
          }}
        />
      )}
      {group && !changing && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            mark(new FormData(event.currentTarget));
          }}
        >
          <div className="row">
            <Field name="date" label="Day" type="date" defaultValue={date} required />
            <Field name="through" label="Through (several days)" type="date" />
            <Choose
              label="Code"
              value={code}
              onChange={setCode}
              choices={(codes.data ?? []).map((c) => ({ code: c.code, label: `${c.code}: ${c.label}` }))}
            />
            <Field name="from" label="From (clock time)" type="time" />
            <Field name="to" label="To" type="time" />
          </div>
          <p className="soft" data-name>
            {count(group.members.length, 'pupil')}: {group.members.map((m) => m.name).join('; ')}
          </p>
          <p className="soft small">Days without school, and pupils not enrolled then, are passed over.</p>
          <button type="submit" className="main" disabled={markGroup.isPending}>
            Mark them
          </button>
        </form>
      )}
      <Failed of={failure ?? markGroup.error} />
      {saved && (
        <p className="notice" role="status">
          Saved: {saved}.{' '}
          <button type="button" onClick={() => void undo()}>
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

/** The contract's own limit for one action. */
const MOST_DAYS = 60;
