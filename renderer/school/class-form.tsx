import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Class, Classes } from '#renderer/school/classes-page.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

const KINDS = [
  { code: 'class', label: 'Class that meets in one block' },
  { code: 'room', label: 'Room, attendance by half day' },
];

/** A room or class of the year: its course, its block, who teaches it now. */
export function ClassForm({ one, list, onClose }: { one: Class | null; list: Classes; onClose: () => void }) {
  const overview = useRead('school.overview', {});
  const staff = useRead('people.staff', {});
  const save = useCommand('classes.save-class');
  const [school, setSchool] = useState(one?.schoolId ?? '');
  const [kind, setKind] = useState<'room' | 'class'>(one?.kind === 'room' ? 'room' : 'class');
  const [course, setCourse] = useState(one?.courseId ?? '');
  const [block, setBlock] = useState(one?.block ?? '');
  const [teacher, setTeacher] = useState(one?.teacherId ?? '');
  if (!overview.data || !staff.data) return null;
  const schools = overview.data.schools;
  const schoolId = school || schools[0]?.id || '';
  const courses = list.courses.filter((row) => row.schoolId === schoolId);
  const blocks = list.blocks.filter((row) => row.schoolId === schoolId).map((row) => row.block);
  return (
    <FormDialog
      title={one ? one.name : 'A new room or class'}
      saving={save}
      onClose={onClose}
      onSave={({ text, optional }) =>
        save.mutate(
          {
            ...(one ? { id: one.id } : {}),
            schoolId,
            endYear: list.endYear,
            number: text('number'),
            name: text('name'),
            kind,
            courseId: course || null,
            block: kind === 'class' ? block || null : null,
            place: optional('place'),
            teacherId: teacher || null,
            sessionType: optional('sessionType'),
            sessionNumber: optional('sessionNumber'),
          },
          { onSuccess: onClose },
        )
      }
    >
      <div className="row">
        {!one && schools.length > 1 && (
          <Choose
            label="School"
            value={schoolId}
            choices={schools.map(({ id, name }) => ({ code: id, label: name }))}
            onChange={(id) => {
              setSchool(id);
              setCourse('');
              setBlock('');
            }}
          />
        )}
        <Choose
          label="Kind"
          value={kind}
          onChange={(value) => setKind(value === 'room' ? 'room' : 'class')}
          choices={KINDS}
        />
        <Field
          name="number"
          label="Section number"
          required
          maxLength={20}
          defaultValue={one?.number ?? ''}
          autoFocus
        />
        <Field name="name" label="Name" required maxLength={255} defaultValue={one?.name ?? ''} />
      </div>
      <div className="row">
        <Choose
          label="Course"
          value={course}
          none="None"
          onChange={setCourse}
          choices={courses.map(({ id, number, name }) => ({ code: id, label: `${number} ${name}` }))}
        />
        {kind === 'class' && (
          <Choose
            label="Block"
            value={block}
            none="Choose"
            required
            onChange={setBlock}
            choices={[...new Set([...blocks, ...(one?.block ? [one.block] : [])])].map((name) => ({
              code: name,
              label: name,
            }))}
          />
        )}
        <Field name="place" label="Where" maxLength={60} defaultValue={one?.place ?? ''} />
        <Choose
          label="Teacher now"
          value={teacher}
          none="Nobody"
          onChange={setTeacher}
          choices={staff.data.map(({ personId, name }) => ({ code: personId, label: name }))}
        />
      </div>
      <div className="row">
        <Field
          name="sessionType"
          label="Session type"
          maxLength={10}
          defaultValue={one?.sessionType ?? ''}
          hint="Of the state’s section file; may stay empty."
        />
        <Field
          name="sessionNumber"
          label="Session number"
          maxLength={10}
          defaultValue={one?.sessionNumber ?? ''}
        />
      </div>
      <p className="soft">
        Without dated staff lines the state’s staff file names the teacher now. Another block moves where
        attendance of the class is taken.
      </p>
    </FormDialog>
  );
}
