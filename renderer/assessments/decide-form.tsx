import { useState } from 'react';
import { TAKES } from '#domain/assessments/test-part.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

type List = Output<'assessments.list'>;

/** How one pupil takes part in one test: as the grade says, the alternate one, or not, with the reason. */
export function DecideForm({
  line,
  endYear,
  title,
  parts,
  onClose,
}: {
  line: List['lines'][number];
  endYear: number;
  title: string;
  parts: List['parts'];
  onClose: () => void;
}) {
  const decide = useCommand('assessments.decide');
  const [part, setPart] = useState(line.decided ? line.part : '');
  return (
    <FormDialog
      title={`${title}: ${line.name}`}
      saving={decide}
      onClose={onClose}
      onSave={({ optional }) =>
        decide.mutate(
          {
            studentId: line.studentId,
            endYear,
            test: line.test,
            part: part || null,
            reason: optional('reason'),
          },
          {
            onSuccess: () => {
              announce('Decided');
              onClose();
            },
          },
        )
      }
    >
      <Choose
        label="Takes part"
        value={part}
        none="As grade and programs say"
        choices={parts}
        onChange={setPart}
      />
      {part !== '' && (
        <Field
          name="reason"
          label="Reason"
          defaultValue={line.reason ?? ''}
          required={part !== TAKES}
          hint="For example: the plan says alternate assessment; medical; refused by the parents."
        />
      )}
    </FormDialog>
  );
}
