import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';

/** Who certifies which kind of data. All primary certifiers of a kind must certify. */
export function CertifierForm({
  dataTypes,
  districts,
  onClose,
}: {
  dataTypes: readonly { code: string; label: string }[];
  districts: readonly { id: string; name: string }[];
  onClose: () => void;
}) {
  const board = useRead('collections.board', {});
  const save = useCommand('collections.save-certifier');
  const [district, setDistrict] = useState(districts[0]?.id ?? '');
  const [dataType, setDataType] = useState(dataTypes[0]?.code ?? '');
  const [primary, setPrimary] = useState(true);
  const known = new Map(
    (board.data?.cards ?? [])
      .filter((card) => card.districtId === district)
      .flatMap((card) =>
        card.certifiers.map((one) => [one.id, { ...one, dataType: card.dataType ?? '' }] as const),
      ),
  );
  return (
    <Dialog title="Certifiers" onClose={onClose}>
      <Choose
        label="District"
        value={district}
        choices={districts.map(({ id, name }) => ({ code: id, label: name }))}
        onChange={setDistrict}
      />
      <ul>
        {[...known.values()].map((one) => (
          <li key={one.id}>
            {one.name}: {dataTypes.find(({ code }) => code === one.dataType)?.label}
            {one.primary ? ', primary' : ''}{' '}
            <button
              type="button"
              className="plain"
              onClick={() =>
                save.mutate({
                  id: one.id,
                  districtId: district,
                  dataType: one.dataType,
                  name: one.name,
                  primary: one.primary,
                  active: false,
                })
              }
            >
              Remove<span className="unseen"> {one.name}</span>
            </button>
          </li>
        ))}
      </ul>
      {known.size === 0 && <p>Nobody is named yet.</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const element = event.currentTarget;
          const form = new FormData(element);
          save.mutate(
            {
              districtId: district,
              dataType,
              name: String(form.get('name')),
              title: String(form.get('title') ?? '') || null,
              primary,
            },
            { onSuccess: () => element.reset() },
          );
        }}
      >
        <Choose label="Kind of data" value={dataType} choices={dataTypes} onChange={setDataType} />
        <Field name="name" label="Name" required />
        <Field name="title" label="Title" hint="Such as Clerk or Superintendent." />
        <p>
          <label>
            <input type="checkbox" checked={primary} onChange={(event) => setPrimary(event.target.checked)} />{' '}
            Primary certifier: must certify before the collection is complete
          </label>
        </p>
        <Failed of={save.error} />
        <div className="row">
          <button type="submit" className="main">
            Add
          </button>
          <button type="button" onClick={onClose}>
            Close
          </button>
        </div>
      </form>
    </Dialog>
  );
}
