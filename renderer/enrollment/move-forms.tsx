import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Move } from '#renderer/enrollment/moves-page.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';
import { count } from '#renderer/shell/words.ts';

interface Props {
  readonly move: Move;
  readonly onClose: () => void;
  readonly onDone: (words: string) => void;
}

/** The pupil has left: the proposed last day can be taken or changed. */
export function AcceptEnd({ move, onClose, onDone }: Props) {
  const accept = useCommand('moves.accept-end');
  const choices = useRead('enrollment.choices', {});
  const [reason, setReason] = useState('TR_MT');
  return (
    <FormDialog
      title={`End the enrollment of ${move.name}`}
      saving={accept}
      saveLabel="End the enrollment"
      onClose={onClose}
      onSave={({ text }) => {
        const endDate = text('endDate');
        accept.mutate(
          { id: move.id, endDate, endReason: reason },
          {
            onSuccess: ({ marksAfterEnd, words }) =>
              onDone(
                `The enrollment is ended. ${marksAfterEnd > 0 ? `${count(marksAfterEnd, 'mark')} after that day stay in the history and count no more. ` : ''}${words}`,
              ),
          },
        );
      }}
    >
      <Field
        name="endDate"
        label="Last day of enrollment"
        type="date"
        defaultValue={move.proposedEndDate ?? ''}
        hint={move.proposedEndDate ? 'Proposed: the day before the other enrollment begins.' : ''}
        required
        autoFocus
      />
      <Choose
        label="Where did the child go?"
        value={reason}
        required
        onChange={setReason}
        choices={choices.data?.end_status_category ?? []}
      />
    </FormDialog>
  );
}

/** The pupil is still here: the other district reads the reason. */
export function DeclineEnd({ move, onClose, onDone }: Props) {
  const decline = useCommand('moves.decline-end');
  return (
    <FormDialog
      title={`${move.name} has not left`}
      saving={decline}
      saveLabel="Tell them"
      onClose={onClose}
      onSave={({ text }) => {
        const reason = text('reason');
        decline.mutate(
          { id: move.id, reason },
          { onSuccess: ({ words }) => onDone(`Nothing was changed here. ${words}`) },
        );
      }}
    >
      <Field
        name="reason"
        label="What shall the other district know?"
        required
        maxLength={300}
        hint="They read this sentence. Do not write more about the child than needed."
        autoFocus
      />
    </FormDialog>
  );
}
