import { useState } from 'react';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import type { Fix } from '#renderer/shell/field-focus.ts';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

type Program = Output<'programs.list'>[number];

/** The dated program records of one pupil. */
export function ProgramList({ studentId, fix = null }: { studentId: string; fix?: Fix | null }) {
  const list = useRead('programs.list', { studentId });
  const [chosen, setChosen] = useState<Program | 'new' | 'none' | null>(null);
  // A link may name the record to mend; it is open until somebody closes it.
  const named =
    fix?.type === 'programRecord' ? (list.data?.find(({ id }) => id === fix.record) ?? null) : null;
  const editing = chosen === 'none' ? null : (chosen ?? named);
  const setEditing = (what: Program | 'new' | null): void => setChosen(what ?? 'none');
  return (
    <section className="card">
      <h2>Programs</h2>
      <Failed of={list.error} />
      <ProgramTable rows={list.data ?? []} onOpen={setEditing} withName={false} />
      <button type="button" onClick={() => setEditing('new')}>
        Add a program
      </button>
      {editing && (
        <ProgramForm
          studentId={studentId}
          record={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}

export function ProgramTable({
  rows,
  onOpen,
  withName,
}: {
  rows: readonly Program[];
  onOpen: (record: Program) => void;
  withName: boolean;
}) {
  if (rows.length === 0) return <p className="soft">None.</p>;
  return (
    <table>
      <thead>
        <tr>
          {withName && <th>Name</th>}
          <th>Program</th>
          <th>From</th>
          <th>To</th>
          <th>Detail</th>
          <th>
            <span className="unseen">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {withName && (
              <th scope="row" data-name>
                {row.name}
              </th>
            )}
            <td>{row.programLabel}</td>
            <td>{dateInWords(row.startDate)}</td>
            <td>{row.endDate ? dateInWords(row.endDate) : 'open'}</td>
            <td>
              {[
                row.detailLabel,
                row.certification,
                row.unaccompanied ? 'unaccompanied youth' : null,
                row.language,
              ]
                .filter(Boolean)
                .join(', ')}
            </td>
            <td>
              <button type="button" className="plain" onClick={() => onOpen(row)}>
                Change
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function ProgramForm({
  studentId,
  record,
  onClose,
}: {
  studentId: string;
  record: Program | null;
  onClose: () => void;
}) {
  const choices = useRead('programs.choices', {});
  const codes = useRead('enrollment.choices', {});
  const status = useRead('district.status', {});
  const save = useCommand('programs.save');
  const [program, setProgram] = useState(record?.program ?? '');
  const [detail, setDetail] = useState(record?.detail ?? '');
  const [certification, setCertification] = useState(record?.certification ?? '');
  const [unaccompanied, setUnaccompanied] = useState(record?.unaccompanied ?? false);
  const chosen = choices.data?.find((choice) => choice.code === program);
  return (
    <FormDialog
      title={record ? 'Change a program record' : 'Add a program'}
      saving={save}
      onClose={onClose}
      onSave={({ text, optional }) => {
        save.mutate(
          {
            ...(record ? { id: record.id } : {}),
            studentId,
            program,
            startDate: text('startDate'),
            endDate: optional('endDate'),
            detail: detail || null,
            certification: chosen?.certification ? certification || null : null,
            unaccompanied: chosen?.unaccompanied ? unaccompanied : null,
            language: optional('language'),
            note: optional('note'),
          },
          { onSuccess: onClose },
        );
      }}
    >
      <Choose
        name="program"
        label="Program"
        value={program}
        none="Choose"
        required
        onChange={(value) => {
          setProgram(value);
          setDetail('');
        }}
        choices={choices.data ?? []}
      />
      <div className="row">
        <Field
          name="startDate"
          label="From"
          type="date"
          defaultValue={record?.startDate ?? status.data?.today}
          required
        />
        <Field name="endDate" label="To" type="date" defaultValue={record?.endDate ?? ''} />
      </div>
      {chosen && chosen.details.length > 0 && (
        <Choose
          name="detail"
          label="Detail"
          value={detail}
          none={chosen.detailRequired ? 'Choose' : 'None'}
          required={chosen.detailRequired}
          onChange={setDetail}
          choices={chosen.details}
        />
      )}
      {chosen?.certification && (
        <Choose
          name="certification"
          label="How eligibility was found"
          value={certification}
          none="Not given"
          onChange={setCertification}
          choices={codes.data?.meal_certification ?? []}
        />
      )}
      {chosen?.unaccompanied && (
        <label>
          <input
            type="checkbox"
            checked={unaccompanied}
            onChange={(event) => setUnaccompanied(event.target.checked)}
          />{' '}
          Unaccompanied youth
        </label>
      )}
      {program === 'EL' && (
        <Field
          name="language"
          label="Home language or language of impact"
          defaultValue={record?.language ?? ''}
        />
      )}
      <Field name="note" label="Note" defaultValue={record?.note ?? ''} />
    </FormDialog>
  );
}
