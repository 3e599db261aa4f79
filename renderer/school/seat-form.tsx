import { useCommand } from '#renderer/bridge/use-call.ts';
import type { Seats } from '#renderer/school/seats-page.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** Corrects from when to when one pupil sits in a class. */
export function SeatForm({ seat, onClose }: { seat: Seats['seats'][number]; onClose: () => void }) {
  const save = useCommand('classes.save-seat');
  return (
    <FormDialog
      title="Days in the class"
      saving={save}
      onClose={onClose}
      onSave={({ text, optional }) =>
        save.mutate(
          { id: seat.id, startDate: text('startDate'), endDate: optional('endDate') },
          { onSuccess: onClose },
        )
      }
    >
      <p data-name>
        {seat.name}, grade {seat.grade}
      </p>
      <div className="row">
        <Field name="startDate" label="From" type="date" required autoFocus defaultValue={seat.startDate} />
        <Field
          name="endDate"
          label="To"
          type="date"
          defaultValue={seat.endDate ?? ''}
          hint="Empty while it goes on."
        />
      </div>
    </FormDialog>
  );
}
