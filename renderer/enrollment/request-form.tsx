import { useState } from 'react';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

export type RecordsRequest = Output<'records.requests'>[number];

/** A records request: who asks, since when, what is ready. The due date follows from the day it was asked. */
export function RequestForm({
  studentId,
  request,
  onClose,
}: {
  studentId: string;
  request: RecordsRequest | null;
  onClose: () => void;
}) {
  const status = useRead('district.status', {});
  const choices = useRead('enrollment.choices', {});
  const save = useCommand('records.save-request');
  const [direction, setDirection] = useState(request?.direction ?? 'out');
  const [parts, setParts] = useState<readonly string[]>(request?.parts ?? []);
  return (
    <FormDialog
      title="Records request"
      saving={save}
      onClose={onClose}
      onSave={({ text, optional }) => {
        save.mutate(
          {
            ...(request ? { id: request.id } : {}),
            studentId,
            direction,
            school: text('school'),
            contact: optional('contact'),
            receivedOn: text('receivedOn'),
            parts: [...parts],
            completedOn: request?.completedOn ?? null,
            delayedTo: optional('delayedTo'),
            delayReason: optional('delayReason'),
            note: optional('note'),
          },
          {
            onSuccess: ({ dueOn }) => {
              announce(`Due ${dateInWords(dueOn)}.`);
              onClose();
            },
          },
        );
      }}
    >
      <div className="row">
        <Choose
          label="Who asks"
          value={direction}
          onChange={setDirection}
          choices={choices.data?.records_direction ?? []}
        />
        <Field name="school" label="Other school" defaultValue={request?.school ?? ''} required autoFocus />
        <Field
          name="receivedOn"
          label="Asked on"
          type="date"
          defaultValue={request?.receivedOn ?? status.data?.today}
          required
          hint="Due five working days later."
        />
      </div>
      <Field name="contact" label="Address, fax or e-mail" defaultValue={request?.contact ?? ''} />
      <fieldset>
        <legend>{direction === 'out' ? 'Goes along' : 'Asked for'}</legend>
        {choices.data?.records_part?.map((part) => (
          <label key={part.code}>
            <input
              type="checkbox"
              checked={parts.includes(part.code)}
              onChange={(event) =>
                setParts(
                  event.target.checked ? [...parts, part.code] : parts.filter((code) => code !== part.code),
                )
              }
            />{' '}
            {part.label}
            <br />
          </label>
        ))}
      </fieldset>
      <details open={request?.delayedTo !== null && request !== null}>
        <summary>It cannot be done in time</summary>
        <div className="row">
          <Field
            name="delayedTo"
            label="Will be sent on"
            type="date"
            defaultValue={request?.delayedTo ?? ''}
          />
          <Field name="delayReason" label="Why later" defaultValue={request?.delayReason ?? ''} />
        </div>
      </details>
      <Field name="note" label="Note" defaultValue={request?.note ?? ''} />
    </FormDialog>
  );
}
