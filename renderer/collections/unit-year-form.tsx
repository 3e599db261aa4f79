import { useState } from 'react';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { typedIn } from '#renderer/shell/form-dialog.tsx';

/** Figures from the state's finance system for one budget unit: this year's to compare, earlier ones for the mean. */
export function UnitYearForm({
  unit,
  endYear,
  onClose,
}: {
  unit: Output<'collections.anb'>['units'][number];
  endYear: number;
  onClose: () => void;
}) {
  const save = useCommand('collections.save-unit-year');
  const [year, setYear] = useState(endYear);
  const own = year === endYear;
  const before = unit.before.find((one) => one.endYear === year);
  return (
    <Dialog title={`Figures: ${unit.label}`} onClose={onClose}>
      <Choose
        label="School year"
        value={String(year)}
        choices={[endYear, endYear - 1, endYear - 2].map((one) => ({
          code: String(one),
          label: schoolYearInWords(one),
        }))}
        onChange={(value) => setYear(Number(value))}
      />
      <form
        key={year}
        onSubmit={(event) => {
          event.preventDefault();
          const { optional } = typedIn(event.currentTarget);
          const pirDays = optional('pirDays');
          save.mutate(
            {
              districtId: unit.districtId,
              unit: unit.unit,
              endYear: year,
              anb: optional('anb'),
              fallCount: optional('fallCount'),
              springCount: optional('springCount'),
              pirDays: pirDays === null ? null : Number(pirDays),
            },
            { onSuccess: onClose },
          );
        }}
      >
        {own && (
          <Field name="fallCount" label="Fall count in MAEFAIRS" defaultValue={unit.state.fall ?? ''} />
        )}
        {own && (
          <Field name="springCount" label="Spring count in MAEFAIRS" defaultValue={unit.state.spring ?? ''} />
        )}
        <Field
          name="anb"
          label="ANB as the state has it"
          defaultValue={(own ? unit.state.anb : before?.anb) ?? ''}
          hint={
            before?.workedOut
              ? `Written like 164.14. Worked out from this file: ${before.workedOut}.`
              : 'Written like 164.14.'
          }
        />
        {own && (
          <Field
            name="pirDays"
            label="Approved PIR days, where they differ from the calendar"
            type="number"
            min={0}
            max={60}
            hint={`Now ${unit.pirDays}; at most 7 count.`}
          />
        )}
        <Failed of={save.error} />
        <div className="row">
          <button type="submit" className="main">
            Save
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
