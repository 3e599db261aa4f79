import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Move } from '#renderer/enrollment/moves-page.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
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
    <Dialog title={`End the enrollment of ${move.name}`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const endDate = String(new FormData(event.currentTarget).get('endDate'));
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
        <Failed of={accept.error} />
        <div className="row">
          <button type="submit" className="main" disabled={accept.isPending}>
            End the enrollment
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** The pupil is still here: the other district reads the reason. */
export function DeclineEnd({ move, onClose, onDone }: Props) {
  const decline = useCommand('moves.decline-end');
  return (
    <Dialog title={`${move.name} has not left`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
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
        <Failed of={decline.error} />
        <div className="row">
          <button type="submit" className="main" disabled={decline.isPending}>
            Tell them
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
