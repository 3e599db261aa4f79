import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Input, Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { ImportProgress } from '#renderer/imports/import-progress.tsx';
import { ImportResult } from '#renderer/imports/import-result.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';

type Format = Input<'imports.choose-file'>['format'];
type Chosen = NonNullable<Output<'imports.choose-file'>>;

const FORMATS: readonly { code: Format; label: string; about: string }[] = [
  {
    code: 'aim-sd',
    label: 'State file: students (SD)',
    about: 'Names, birth dates, State IDs and demographics. Bring this in first.',
  },
  {
    code: 'aim-en',
    label: 'State file: enrollments (EN)',
    about: 'Who is enrolled where. After the students.',
  },
  {
    code: 'calendar-csv',
    label: 'Calendar (CSV)',
    about: 'School days with their minutes, or with the name of a bell schedule.',
  },
  { code: 'attendance-csv', label: 'Attendance (CSV)', about: 'Absences of this year from another system.' },
  {
    code: 'scores-csv',
    label: 'State test scores (CSV)',
    about: 'Columns state_id (or local_id), test, taken_on, and score or level. Tests by code or name.',
  },
  {
    code: 'oneroster',
    label: 'OneRoster 1.1 or 1.2 (zip)',
    about: 'Schools, people, classes and rosters from another system.',
  },
  { code: 'csv', label: 'Any other CSV of pupils', about: 'You say which column holds what.' },
];

/** Choose, look, bring in. Nothing is changed before the look. */
export default function ImportPage() {
  const [search] = useSearchParams();
  const [format, setFormat] = useState<Format>(
    () => FORMATS.find(({ code }) => code === search.get('format'))?.code ?? 'aim-sd',
  );
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [mapping, setMapping] = useState<Readonly<Record<string, string>>>({});
  const [makeMissing, setMakeMissing] = useState(true);
  const [adoptNumber, setAdoptNumber] = useState(true);
  const status = useRead('district.status', {});
  const administrator = status.data?.user?.roles.includes('administrator') ?? false;
  const choose = useCommand('imports.choose-file');
  const preview = useCommand('imports.preview');
  const apply = useCommand('imports.apply');
  const fields = useRead('imports.fields', {});
  const source = {
    format,
    grant: chosen?.grant ?? '',
    makeMissing,
    ...(format === 'csv' ? { mapping } : {}),
  };

  const bringIn = {
    ...source,
    adoptNumber: administrator && adoptNumber && (preview.data?.offersNumber ?? null) !== null,
  };

  const start = (): void => {
    preview.reset();
    apply.reset();
    choose.mutate(
      { format },
      {
        onSuccess: (answer) => {
          if (!answer) return;
          setChosen(answer);
          setMapping(answer.mapping);
          if (format !== 'csv') preview.mutate({ format, grant: answer.grant, makeMissing });
        },
      },
    );
  };

  return (
    <>
      <h1>Import</h1>
      <section className="card">
        <Choose
          label="What is in the file?"
          value={format}
          onChange={(value) => {
            setFormat(value as Format);
            setChosen(null);
            preview.reset();
            apply.reset();
          }}
          choices={FORMATS}
        />
        <p className="soft">{FORMATS.find((one) => one.code === format)?.about}</p>
        <button type="button" className={chosen ? undefined : 'main'} onClick={start}>
          Choose the file
        </button>{' '}
        {chosen && <strong>{chosen.fileName}</strong>}
        <Failed of={choose.error} />
      </section>
      {chosen && format === 'csv' && (
        <section className="card">
          <h2>Which column holds what?</h2>
          <div className="row">
            {(fields.data ?? []).map(({ field, label }) => (
              <Choose
                key={field}
                label={label}
                value={mapping[field] ?? ''}
                none="Not in the file"
                onChange={(column) =>
                  setMapping(
                    Object.fromEntries(
                      Object.entries({ ...mapping, [field]: column }).filter(([, value]) => value !== ''),
                    ),
                  )
                }
                choices={chosen.columns.map((column) => ({ code: column, label: column }))}
              />
            ))}
          </div>
          <button type="button" className="main" onClick={() => preview.mutate(source)}>
            Look at it
          </button>
        </section>
      )}
      {(preview.isPending || apply.isPending) && (
        <ImportProgress words={preview.isPending ? 'Looking at the file' : 'Bringing it in'} />
      )}
      <Failed of={preview.error} />
      {preview.data && !apply.data && !apply.isPending && (
        <section className="card" aria-label="Dry run">
          <h2>Nothing has been changed yet</h2>
          <ImportResult tally={preview.data} future />
          {preview.data.willMake.length > 0 && (
            <label>
              <input
                type="checkbox"
                checked={makeMissing}
                onChange={(event) => {
                  setMakeMissing(event.target.checked);
                  preview.mutate({ ...source, makeMissing: event.target.checked });
                }}
              />{' '}
              Make what is not here yet
            </label>
          )}
          {preview.data.offersNumber && administrator && (
            <p>
              <label>
                <input
                  type="checkbox"
                  checked={adoptNumber}
                  onChange={(event) => setAdoptNumber(event.target.checked)}
                />{' '}
                Take {preview.data.offersNumber} as the number of this district
              </label>
            </p>
          )}
          <div className="row">
            <button
              type="button"
              className="main"
              disabled={preview.data.problemCount > 0}
              onClick={() => apply.mutate(bringIn)}
            >
              Bring in everything
            </button>
            {preview.data.problemCount > 0 && (
              <button type="button" onClick={() => apply.mutate({ ...bringIn, goodRowsOnly: true })}>
                Bring in the good rows, and save a file with the rest
              </button>
            )}
          </div>
        </section>
      )}
      <Failed of={apply.error} />
      {apply.data && (
        <section className="card" aria-label="Done">
          <h2>Brought in</h2>
          <ImportResult tally={apply.data} future={false} />
          {apply.data.restFile && (
            <p>The rows that were not taken are in {apply.data.restFile}, each with its reason.</p>
          )}
        </section>
      )}
    </>
  );
}
