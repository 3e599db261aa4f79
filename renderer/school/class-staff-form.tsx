import { useState } from 'react';
import { dateInWords } from '#domain/system/date-words.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Class } from '#renderer/school/classes-page.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** Who taught a class, in which role, from when to when. */
export function ClassStaffForm({ one, onClose }: { one: Class; onClose: () => void }) {
  const [id, setId] = useState(one.staff[0]?.id ?? '');
  const [saved, setSaved] = useState(0);
  const line = one.staff.find((row) => row.id === id) ?? null;
  return (
    <StaffLineForm
      key={`${id} ${saved}`}
      one={one}
      line={line}
      onLine={setId}
      onSaved={() => {
        setId('');
        setSaved(saved + 1);
      }}
      onClose={onClose}
    />
  );
}

function StaffLineForm({
  one,
  line,
  onLine,
  onSaved,
  onClose,
}: {
  one: Class;
  line: Class['staff'][number] | null;
  onLine: (id: string) => void;
  onSaved: () => void;
  onClose: () => void;
}) {
  const choices = useRead('enrollment.choices', {});
  const staff = useRead('people.staff', {});
  const save = useCommand('classes.save-staff');
  const takeOff = useCommand('classes.remove-staff');
  const [staffId, setStaffId] = useState(line?.staffId ?? '');
  const [role, setRole] = useState(line?.role ?? 'T');
  if (!choices.data || !staff.data) return null;
  return (
    <FormDialog
      title={`Staff of ${one.name}`}
      saving={save.error || !takeOff.error ? save : takeOff}
      onClose={onClose}
      onSave={({ optional }) =>
        save.mutate(
          {
            ...(line ? { id: line.id } : {}),
            sectionId: one.id,
            staffId,
            role,
            startDate: optional('startDate'),
            endDate: optional('endDate'),
          },
          { onSuccess: onSaved },
        )
      }
      also={
        line && (
          <button
            type="button"
            className="plain"
            disabled={takeOff.isPending}
            onClick={() => takeOff.mutate({ id: line.id }, { onSuccess: onSaved })}
          >
            Entered by mistake: take off
          </button>
        )
      }
    >
      <Choose
        label="Line"
        value={line?.id ?? ''}
        none="A new one"
        onChange={onLine}
        choices={one.staff.map((row) => ({
          code: row.id,
          label: `${row.name}, ${row.roleLabel.toLowerCase()}${row.startDate ? `, from ${dateInWords(row.startDate)}` : ''}`,
        }))}
      />
      <div className="row">
        <Choose
          label="Who"
          value={staffId}
          none="Choose"
          required
          onChange={setStaffId}
          choices={staff.data.map(({ personId, name }) => ({ code: personId, label: name }))}
        />
        <Choose
          label="Role"
          value={role}
          onChange={setRole}
          choices={choices.data.section_staff_role ?? []}
        />
      </div>
      <div className="row">
        <Field name="startDate" label="From" type="date" defaultValue={line?.startDate ?? ''} />
        <Field
          name="endDate"
          label="To"
          type="date"
          defaultValue={line?.endDate ?? ''}
          hint="Empty while it goes on."
        />
      </div>
    </FormDialog>
  );
}
