import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Card } from '#renderer/collections/collection-card.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** Totals to look at, the statement, name and password: what a signature is made of. */
export function CertifyDialog({
  card,
  endYear,
  onClose,
}: {
  card: Card;
  endYear: number;
  onClose: () => void;
}) {
  const content = useRead('collections.content', {
    collection: card.collection,
    endYear,
    districtId: card.districtId,
  });
  const certify = useCommand('collections.certify');
  const open = card.certifiers.filter(({ name }) => card.missing.includes(name));
  const [certifier, setCertifier] = useState((open[0] ?? card.certifiers[0])?.id ?? '');
  if (card.certifiers.length === 0)
    return (
      <Dialog title={`Certify: ${card.title}`} onClose={onClose}>
        <p>
          Nobody is named to certify this kind of data. Close this, choose “Certifiers” above, and name at
          least one primary certifier.
        </p>
        <button type="button" className="main" onClick={onClose}>
          Close
        </button>
      </Dialog>
    );
  return (
    <FormDialog
      title={`Certify: ${card.title}`}
      saving={certify}
      saveLabel="Certify"
      onClose={onClose}
      onSave={({ text, exact }) => {
        const late = text('lateReason');
        certify.mutate(
          {
            collection: card.collection,
            endYear,
            districtId: card.districtId,
            certifierId: certifier,
            typedName: text('typedName'),
            password: exact('password'),
            lateReason: late === '' ? null : late,
          },
          { onSuccess: onClose },
        );
      }}
    >
      <Failed of={content.error} />
      {content.data && (
        <table>
          <caption className="unseen">Totals that will be frozen</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col" className="number">
                How many
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">Rows</th>
              <td className="number">{content.data.rows.length}</td>
            </tr>
            {content.data.totals.map(({ label, value }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td className="number">{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {content.data?.rows.length === 0 && (
        <p className="notice">
          There is nothing to report. Certifying shows the state that the zero was reviewed.
        </p>
      )}
      <Choose
        label="Certifier"
        value={certifier}
        choices={card.certifiers.map(({ id, name, primary }) => ({
          code: id,
          label: primary ? `${name} (primary)` : name,
        }))}
        onChange={setCertifier}
      />
      <p>
        I certify that I have reviewed the data of this collection, that they are complete and correct to the
        best of my knowledge, and that I am authorized to certify them for the district.
      </p>
      <Field
        name="typedName"
        label="Type your name"
        required
        autoComplete="off"
        hint="As it is on record above."
      />
      <Field
        name="password"
        label="Your Hi-Line password"
        type="password"
        required
        autoComplete="current-password"
      />
      {card.state === 'closed' && (
        <Field
          name="lateReason"
          label="Significant reporting error"
          required
          hint="Corrections have ended. Say what the error is; it is written into the certification."
        />
      )}
    </FormDialog>
  );
}
