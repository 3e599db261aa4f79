import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { AssignmentForm, TermForm } from '#renderer/people/staff-forms.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

export type Member = Output<'staff.list'>[number];
type Editing = { kind: 'number' | 'term' | 'assignment'; member: Member } | null;

/** Who works here, from when to when, and what they do: what the state's staff files are made of. */
export default function StaffPage() {
  const staff = useRead('staff.list', {});
  const add = useCommand('people.add-staff');
  const [editing, setEditing] = useState<Editing>(null);
  const close = (): void => setEditing(null);
  return (
    <>
      <h1>Staff</h1>
      <p className="soft">
        The state’s Terms of Employment and District Assignment files are made of this page.{' '}
        <Link to="/collections/files">State files</Link> Who teaches which class is under{' '}
        <Link to="/classes">Courses and classes</Link>.
      </p>
      <Failed of={staff.error ?? add.error} />
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">State number</th>
              <th scope="col">Employed</th>
              <th scope="col">Assignments</th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {staff.data?.map((member) => (
              <tr key={member.personId}>
                <th scope="row">{member.name}</th>
                <td>{member.stateNumber ?? 'not on record'}</td>
                <td>
                  {member.terms.map((term) => (
                    <div key={term.id} className="small">
                      {term.districtName}, {span(term)}
                    </div>
                  ))}
                </td>
                <td>
                  {member.assignments.map((one) => (
                    <div key={one.id} className="small">
                      {one.label}, {one.schoolName}, {span(one)}
                    </div>
                  ))}
                </td>
                <td>
                  {(['number', 'term', 'assignment'] as const).map((kind) => (
                    <button
                      key={kind}
                      type="button"
                      className="plain"
                      onClick={() => setEditing({ kind, member })}
                    >
                      {ACTIONS[kind]}
                      <span className="unseen"> of {member.name}</span>
                    </button>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {staff.data?.length === 0 && <p>Nobody yet.</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const data = new FormData(form);
          add.mutate(
            { firstName: String(data.get('firstName')), lastName: String(data.get('lastName')) },
            { onSuccess: () => form.reset() },
          );
        }}
      >
        <div className="row">
          <Field name="firstName" label="First name" required />
          <Field name="lastName" label="Last name" required />
          <button type="submit">Add</button>
        </div>
      </form>
      {editing?.kind === 'number' && <NumberForm member={editing.member} onClose={close} />}
      {editing?.kind === 'term' && <TermForm member={editing.member} onClose={close} />}
      {editing?.kind === 'assignment' && <AssignmentForm member={editing.member} onClose={close} />}
    </>
  );
}

const ACTIONS = { number: 'Number', term: 'Employment', assignment: 'Assignment' } as const;

const span = ({ startDate, endDate }: { startDate: string; endDate: string | null }): string =>
  endDate ? `${dateInWords(startDate)} to ${dateInWords(endDate)}` : `since ${dateInWords(startDate)}`;

function NumberForm({ member, onClose }: { member: Member; onClose: () => void }) {
  const save = useCommand('staff.set-state-number');
  return (
    <FormDialog
      title={`State number of ${member.name}`}
      saving={save}
      onClose={onClose}
      onSave={({ text }) => {
        const typed = text('stateNumber');
        save.mutate(
          { personId: member.personId, stateNumber: typed === '' ? null : typed },
          { onSuccess: onClose },
        );
      }}
    >
      <Field
        name="stateNumber"
        label="State number"
        defaultValue={member.stateNumber ?? ''}
        inputMode="numeric"
        hint="Nine digits, as the state gives them."
        autoFocus
      />
    </FormDialog>
  );
}
