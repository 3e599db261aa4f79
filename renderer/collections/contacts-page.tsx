import { useState } from 'react';
import { Link } from 'react-router';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { typedIn } from '#renderer/shell/form-dialog.tsx';

type Contact = Output<'collections.contacts'>[number];

/** Whom the state calls: one list for the district and its schools, to print as the state's update form. */
export default function ContactsPage() {
  const contacts = useRead('collections.contacts', {});
  const overview = useRead('school.overview', {});
  const choices = useRead('enrollment.choices', {});
  const [editing, setEditing] = useState<Contact | 'new' | null>(null);
  const schoolName = (id: string | null): string =>
    overview.data?.schools.find((school) => school.id === id)?.name ?? 'the whole district';
  const area = (code: string): string =>
    choices.data?.contact_area?.find((one) => one.code === code)?.label ?? code;
  return (
    <>
      <div className="row">
        <h1>District contacts</h1>
        <button type="button" className="main" onClick={() => setEditing('new')}>
          Add a contact
        </button>
        <Link className="button" to="/reports?report=contact-form">
          Print the update form
        </Link>
        <Link to="/collections">Back to collections</Link>
      </div>
      <Failed of={contacts.error} />
      {contacts.data?.length === 0 && (
        <p>No contact is on record. The state asks for a primary one and a backup.</p>
      )}
      {contacts.data && contacts.data.length > 0 && (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">About</th>
                <th scope="col">For</th>
                <th scope="col">Phone</th>
                <th scope="col">E-mail</th>
                <th scope="col">
                  <span className="unseen">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {contacts.data
                .filter(({ active }) => active)
                .map((contact) => (
                  <tr key={contact.id}>
                    <th scope="row">
                      {contact.name}
                      <div className="soft small">{contact.backup ? 'backup' : 'primary'}</div>
                    </th>
                    <td>{area(contact.area)}</td>
                    <td>{schoolName(contact.schoolId)}</td>
                    <td>{contact.phone}</td>
                    <td>{contact.email}</td>
                    <td>
                      <button type="button" onClick={() => setEditing(contact)}>
                        Change<span className="unseen"> {contact.name}</span>
                      </button>
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
      {editing && (
        <ContactForm contact={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function ContactForm({ contact, onClose }: { contact: Contact | null; onClose: () => void }) {
  const overview = useRead('school.overview', {});
  const choices = useRead('enrollment.choices', {});
  const save = useCommand('collections.save-contact');
  const districts = overview.data?.districts ?? [];
  const [district, setDistrict] = useState(contact?.districtId ?? '');
  const [school, setSchool] = useState(contact?.schoolId ?? '');
  const [area, setArea] = useState(contact?.area ?? 'BOTH');
  const [backup, setBackup] = useState(contact?.backup ?? false);
  const districtId = district || (districts[0]?.id ?? '');
  const saved = (active: boolean, form: HTMLFormElement): void => {
    const { text, optional } = typedIn(form);
    save.mutate(
      {
        ...(contact ? { id: contact.id } : {}),
        districtId,
        schoolId: school || null,
        name: text('name'),
        phone: optional('phone'),
        email: optional('email'),
        area,
        backup,
        active,
      },
      { onSuccess: onClose },
    );
  };
  return (
    <Dialog title={contact ? 'Change a contact' : 'Add a contact'} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saved(true, event.currentTarget);
        }}
      >
        <Field name="name" label="Name" defaultValue={contact?.name ?? ''} required autoFocus />
        <Field name="phone" label="Phone" type="tel" defaultValue={contact?.phone ?? ''} />
        <Field name="email" label="E-mail" type="email" defaultValue={contact?.email ?? ''} />
        <Choose label="About" value={area} choices={choices.data?.contact_area ?? []} onChange={setArea} />
        <Choose
          label="District"
          value={districtId}
          choices={districts.map(({ id, name }) => ({ code: id, label: name }))}
          onChange={setDistrict}
        />
        <Choose
          label="For"
          value={school}
          none="The whole district"
          choices={(overview.data?.schools ?? []).map(({ id, name }) => ({ code: id, label: name }))}
          onChange={setSchool}
        />
        <p>
          <label>
            <input type="checkbox" checked={backup} onChange={(event) => setBackup(event.target.checked)} />{' '}
            Backup
          </label>
        </p>
        <Failed of={save.error} />
        <div className="row">
          <button type="submit" className="main">
            Save
          </button>
          {contact && (
            <button
              type="button"
              onClick={(event) => {
                const form = event.currentTarget.form;
                if (form) saved(false, form);
              }}
            >
              Take off the list
            </button>
          )}
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
