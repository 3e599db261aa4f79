import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Member } from '#renderer/people/staff-page.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';

const text = (form: FormData, name: string): string => String(form.get(name) ?? '');

/** When somebody works for a district: a new term, or the dates of one on record. */
export function TermForm({ member, onClose }: { member: Member; onClose: () => void }) {
  const overview = useRead('school.overview', {});
  const save = useCommand('staff.save-term');
  const [termId, setTermId] = useState(member.terms.find(({ endDate }) => endDate === null)?.id ?? '');
  const term = member.terms.find(({ id }) => id === termId);
  const [district, setDistrict] = useState('');
  const districts = overview.data?.districts ?? [];
  const districtId = term?.districtId ?? (district || districts[0]?.id || '');
  return (
    <Dialog title={`Employment of ${member.name}`} onClose={onClose}>
      <Choose
        label="Term"
        value={termId}
        none="A new term"
        choices={member.terms.map((one) => ({
          code: one.id,
          label: `${one.districtName}, from ${one.startDate}`,
        }))}
        onChange={setTermId}
      />
      <form
        key={termId}
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          save.mutate(
            {
              ...(term ? { id: term.id } : {}),
              personId: member.personId,
              districtId,
              startDate: text(form, 'startDate'),
              endDate: text(form, 'endDate') || null,
            },
            { onSuccess: onClose },
          );
        }}
      >
        {!term && (
          <Choose
            label="District"
            value={districtId}
            choices={districts.map(({ id, name }) => ({ code: id, label: name }))}
            onChange={setDistrict}
          />
        )}
        <Field name="startDate" label="First day" type="date" defaultValue={term?.startDate} required />
        <Field
          name="endDate"
          label="Last day"
          type="date"
          defaultValue={term?.endDate ?? ''}
          hint="Empty while it goes on."
        />
        <Buttons error={save.error} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** What somebody does at a school: a new assignment, or one on record. */
export function AssignmentForm({ member, onClose }: { member: Member; onClose: () => void }) {
  const overview = useRead('school.overview', {});
  const choices = useRead('enrollment.choices', {});
  const save = useCommand('staff.save-assignment');
  const [id, setId] = useState('');
  const known = member.assignments.find((one) => one.id === id);
  const [school, setSchool] = useState('');
  const [assignment, setAssignment] = useState('TCH');
  const schools = overview.data?.schools ?? [];
  const schoolId = known?.schoolId ?? (school || schools[0]?.id || '');
  return (
    <Dialog title={`Assignment of ${member.name}`} onClose={onClose}>
      <Choose
        label="Assignment"
        value={id}
        none="A new one"
        choices={member.assignments.map((one) => ({
          code: one.id,
          label: `${one.label}, ${one.schoolName}`,
        }))}
        onChange={setId}
      />
      <form
        key={id}
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          save.mutate(
            {
              ...(known ? { id: known.id } : {}),
              personId: member.personId,
              schoolId,
              assignment: known?.assignment ?? assignment,
              startDate: text(form, 'startDate'),
              endDate: text(form, 'endDate') || null,
            },
            { onSuccess: onClose },
          );
        }}
      >
        {!known && (
          <>
            <Choose
              label="School"
              value={schoolId}
              choices={schools.map((one) => ({ code: one.id, label: one.name }))}
              onChange={setSchool}
            />
            <Choose
              label="What"
              value={assignment}
              choices={choices.data?.district_assignment ?? []}
              onChange={setAssignment}
            />
          </>
        )}
        <Field name="startDate" label="First day" type="date" defaultValue={known?.startDate} required />
        <Field
          name="endDate"
          label="Last day"
          type="date"
          defaultValue={known?.endDate ?? ''}
          hint="Empty while it goes on."
        />
        <Buttons error={save.error} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Buttons({ error, onClose }: { error: Error | null; onClose: () => void }) {
  return (
    <>
      <Failed of={error} />
      <div className="row">
        <button type="submit" className="main">
          Save
        </button>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </>
  );
}
