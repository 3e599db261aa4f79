import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Course } from '#renderer/school/classes-page.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

const TICKS = [
  ['distance', 'Distance class'],
  ['dualCredit', 'Dual enrollment credit'],
  ['alternative', 'Alternative education program'],
] as const;

/** A course: number and name, then what the state asks about it. */
export function CourseForm({ course, onClose }: { course: Course | null; onClose: () => void }) {
  const overview = useRead('school.overview', {});
  const choices = useRead('enrollment.choices', {});
  const save = useCommand('classes.save-course');
  const [school, setSchool] = useState(course?.schoolId ?? '');
  const facts = course?.facts;
  const [level, setLevel] = useState(facts?.level ?? '');
  const [lowest, setLowest] = useState(facts?.lowestGrade ?? '');
  const [highest, setHighest] = useState(facts?.highestGrade ?? '');
  if (!overview.data || !choices.data) return null;
  const schools = overview.data.schools;
  const schoolId = school || schools[0]?.id || '';
  const grades = choices.data.grade_level ?? [];
  return (
    <FormDialog
      title={course ? `Course ${course.number}` : 'A new course'}
      saving={save}
      onClose={onClose}
      onSave={({ text, optional, ticked }) => {
        const part = (name: string): number | null => {
          const typed = optional(name);
          return typed === null ? null : Number(typed);
        };
        save.mutate(
          {
            ...(course ? { id: course.id } : {}),
            schoolId,
            number: text('number'),
            name: text('name'),
            facts: {
              subjectArea: optional('subjectArea'),
              courseCode: optional('courseCode'),
              lowestGrade: lowest || null,
              highestGrade: highest || null,
              credit: optional('credit'),
              level: level || null,
              sequence: part('sequence'),
              sequenceTotal: part('sequenceTotal'),
              distance: ticked('distance') ? 1 : 0,
              dualCredit: ticked('dualCredit') ? 1 : 0,
              alternative: ticked('alternative') ? 1 : 0,
            },
          },
          { onSuccess: onClose },
        );
      }}
    >
      <div className="row">
        {!course && schools.length > 1 && (
          <Choose
            label="School"
            value={schoolId}
            choices={schools.map(({ id, name }) => ({ code: id, label: name }))}
            onChange={setSchool}
          />
        )}
        <Field
          name="number"
          label="Course number"
          required
          maxLength={20}
          defaultValue={course?.number ?? ''}
          autoFocus
        />
        <Field name="name" label="Course" required maxLength={255} defaultValue={course?.name ?? ''} />
      </div>
      <h3>For the state</h3>
      <div className="row">
        <Field
          name="subjectArea"
          label="SCED subject area"
          inputMode="numeric"
          maxLength={2}
          size={4}
          defaultValue={facts?.subjectArea ?? ''}
          hint="Two digits."
        />
        <Field
          name="courseCode"
          label="SCED course identifier"
          inputMode="numeric"
          maxLength={3}
          size={5}
          defaultValue={facts?.courseCode ?? ''}
          hint="Three digits."
        />
        <Field
          name="credit"
          label="Carnegie unit credit"
          inputMode="decimal"
          pattern="\d{1,2}(\.\d{1,2})?"
          title="Like 0.5 or 1"
          size={6}
          defaultValue={facts?.credit ?? ''}
        />
        <Choose
          label="SCED course level"
          value={level}
          none="Not given"
          onChange={setLevel}
          choices={choices.data.course_level ?? []}
        />
      </div>
      <div className="row">
        <Choose label="Lowest grade" value={lowest} none="Not given" onChange={setLowest} choices={grades} />
        <Choose
          label="Highest grade"
          value={highest}
          none="Not given"
          onChange={setHighest}
          choices={grades}
        />
        <Field
          name="sequence"
          label="Part of a sequence"
          type="number"
          min={1}
          max={99}
          defaultValue={facts?.sequence ?? ''}
        />
        <Field
          name="sequenceTotal"
          label="Parts in all"
          type="number"
          min={1}
          max={99}
          defaultValue={facts?.sequenceTotal ?? ''}
        />
      </div>
      <p className="row">
        {TICKS.map(([name, label]) => (
          <label key={name}>
            <input type="checkbox" name={name} defaultChecked={facts?.[name] === 1} /> {label}
          </label>
        ))}
      </p>
    </FormDialog>
  );
}
