import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Served } from '#renderer/programs/non-public-page.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** One child: who, where taught, which services, from when to when. */
export function NonPublicForm({ pupil, onClose }: { pupil: Served | null; onClose: () => void }) {
  const overview = useRead('school.overview', {});
  const choices = useRead('enrollment.choices', {});
  const status = useRead('district.status', {});
  const save = useCommand('non-public.save');
  const takeAway = useCommand('non-public.remove');
  const [school, setSchool] = useState(pupil?.schoolId ?? '');
  const [grade, setGrade] = useState(pupil?.grade ?? '');
  const [kind, setKind] = useState(pupil?.kind ?? 'PRIVATE');
  const [services, setServices] = useState<readonly string[]>(pupil?.services ?? []);
  if (!overview.data || !choices.data || !status.data) return null;
  const { schools } = overview.data;
  const schoolId = school || schools[0]?.id || '';
  return (
    <FormDialog
      title={pupil ? 'Non-public pupil' : 'A new non-public pupil'}
      saving={save.error || !takeAway.error ? save : takeAway}
      onClose={onClose}
      onSave={({ text, optional }) =>
        save.mutate(
          {
            ...(pupil ? { id: pupil.id } : {}),
            schoolId,
            lastName: text('lastName'),
            firstName: text('firstName'),
            birthDate: optional('birthDate'),
            grade: grade || null,
            kind,
            fromSchool: optional('fromSchool'),
            services: [...services],
            startDate: text('startDate'),
            endDate: optional('endDate'),
            note: optional('note'),
          },
          { onSuccess: onClose },
        )
      }
      also={
        pupil && (
          <button
            type="button"
            className="plain"
            disabled={takeAway.isPending}
            onClick={() => takeAway.mutate({ id: pupil.id }, { onSuccess: onClose })}
          >
            Entered by mistake: take away
          </button>
        )
      }
    >
      <div className="row">
        <Field
          name="lastName"
          label="Last name"
          required
          maxLength={255}
          defaultValue={pupil?.lastName ?? ''}
          autoFocus
        />
        <Field
          name="firstName"
          label="First name"
          required
          maxLength={255}
          defaultValue={pupil?.firstName ?? ''}
        />
        <Field
          name="birthDate"
          label="Birth date"
          type="date"
          max={status.data.today}
          defaultValue={pupil?.birthDate ?? ''}
        />
        <Choose
          label="Grade"
          value={grade}
          none="Not given"
          onChange={setGrade}
          choices={choices.data.grade_level ?? []}
        />
      </div>
      <div className="row">
        <Choose
          label="Taught in"
          value={kind}
          required
          onChange={setKind}
          choices={choices.data.non_public_kind ?? []}
        />
        <Field
          name="fromSchool"
          label="Name of that school"
          maxLength={200}
          defaultValue={pupil?.fromSchool ?? ''}
          hint="Needed for a private school."
        />
        {schools.length > 1 && (
          <Choose
            label="Served by"
            value={schoolId}
            onChange={setSchool}
            choices={schools.map(({ id, name }) => ({ code: id, label: name }))}
          />
        )}
      </div>
      <fieldset>
        <legend>Services</legend>
        {(choices.data.non_public_service ?? []).map(({ code, label }) => (
          <div key={code}>
            <label>
              <input
                type="checkbox"
                checked={services.includes(code)}
                onChange={(event) =>
                  setServices(
                    event.target.checked ? [...services, code] : services.filter((one) => one !== code),
                  )
                }
              />{' '}
              {label}
            </label>
          </div>
        ))}
      </fieldset>
      <div className="row">
        <Field
          name="startDate"
          label="From"
          type="date"
          required
          defaultValue={pupil?.startDate ?? status.data.today}
        />
        <Field
          name="endDate"
          label="To"
          type="date"
          defaultValue={pupil?.endDate ?? ''}
          hint="Empty while it goes on."
        />
        <Field name="note" label="Note" maxLength={2000} defaultValue={pupil?.note ?? ''} />
      </div>
    </FormDialog>
  );
}
