import { useState } from 'react';
import { specialEducationRoles } from '#domain/accounts/roles.ts';
import { measureLabels } from '#domain/attendance/measures.ts';
import type { TemplateName } from '#domain/state-files/templates.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import {
  type ReportMeasure,
  type ReportOption,
  type ReportOptions,
  reportMeasures,
} from '#domain/system/reports.ts';
import { PersonPicker } from '#renderer/attendance/person-picker.tsx';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';

interface Props {
  readonly takes: readonly ReportOption[];
  readonly needs: readonly (readonly ReportOption[])[];
  readonly options: ReportOptions;
  readonly today: string;
  readonly onChange: (options: ReportOptions) => void;
}

/** What the report can be narrowed to, one labelled field for each option it takes. */
export function ReportOptionFields({ takes, needs, options, today, onChange }: Props) {
  const overview = useRead('school.overview', {});
  const choices = useRead('enrollment.choices', {}, { enabled: takes.includes('grade') });
  const set = <K extends ReportOption>(name: K, value: ReportOptions[K] | ''): void => {
    const { [name]: _old, ...rest } = options;
    onChange(value === '' || value === undefined ? rest : { ...rest, [name]: value });
  };
  const date = options.date ?? (options.month ? `${options.month}-01` : today);
  const day = (name: 'date' | 'from' | 'to', label: string, initial: string) => (
    <Field
      name={name}
      label={label}
      type="date"
      value={options[name] ?? initial}
      onChange={(event) => set(name, event.target.value)}
    />
  );
  const schools = overview.data?.schools ?? [];
  return (
    <div className="row">
      {takes.includes('date') && day('date', 'Date', today)}
      {takes.includes('month') && (
        <Field
          name="month"
          label="Month"
          type="month"
          value={options.month ?? today.slice(0, 7)}
          onChange={(event) => set('month', event.target.value)}
        />
      )}
      {takes.includes('from') && day('from', 'From', `${schoolYearOf(options.to ?? today) - 1}-07-01`)}
      {takes.includes('to') && day('to', 'To', today)}
      {takes.includes('measure') && (
        <Choose
          label="Number"
          value={options.measure ?? 'essaDaysAbsent'}
          choices={reportMeasures.map((code) => ({ code, label: measureLabels[code] }))}
          onChange={(value) => set('measure', value as ReportMeasure)}
        />
      )}
      {takes.includes('school') && schools.length > 1 && (
        <Choose
          label="School"
          value={options.school ?? ''}
          none="All schools"
          choices={schools.map((school) => ({ code: school.number, label: school.name }))}
          onChange={(value) => set('school', value)}
        />
      )}
      {takes.includes('sectionId') && (
        <RoomChoice
          date={date}
          value={options.sectionId ?? ''}
          none={needs.length > 0 ? 'Choose' : 'Every room'}
          onChange={(value) => set('sectionId', value)}
        />
      )}
      {takes.includes('grade') && !options.sectionId && (
        <Choose
          label="Grade"
          value={options.grade ?? ''}
          none="All grades"
          choices={choices.data?.grade_level ?? []}
          onChange={(value) => set('grade', value)}
        />
      )}
      {takes.includes('studentId') && (
        <PupilChoice
          studentId={options.studentId}
          date={date}
          none={needs.length > 0 ? 'The whole class' : 'All pupils'}
          onChange={(value) => set('studentId', value)}
        />
      )}
      {takes.includes('count') && (
        <Choose
          label="Count"
          value={options.count ?? 'fall'}
          choices={[
            { code: 'fall', label: 'Fall' },
            { code: 'spring', label: 'Spring' },
          ]}
          onChange={(value) => set('count', value as 'fall' | 'spring')}
        />
      )}
      {takes.includes('template') && (
        <TemplateChoice value={options.template ?? ''} onChange={(value) => set('template', value)} />
      )}
      {takes.includes('program') && (
        <ProgramChoice value={options.program ?? ''} onChange={(value) => set('program', value)} />
      )}
      {takes.includes('endYear') && (
        <Choose
          label="School year"
          value={String(options.endYear ?? schoolYearOf(today))}
          choices={[
            ...new Set(overview.data?.years.map(({ endYear }) => endYear) ?? [schoolYearOf(today)]),
          ].map((year) => ({
            code: String(year),
            label: schoolYearInWords(year),
          }))}
          onChange={(value) => set('endYear', Number(value))}
        />
      )}
      {takes.includes('planId') && (
        <PlanChoice value={options.planId ?? ''} onChange={(value) => set('planId', value)} />
      )}
    </div>
  );
}

function TemplateChoice({
  value,
  onChange,
}: {
  value: string;
  onChange: (value: TemplateName | '') => void;
}) {
  const list = useRead('exports.list', {});
  return (
    <Choose
      label="State file"
      value={value}
      none="Choose"
      choices={(list.data ?? []).map(({ template, title }) => ({ code: template, label: title }))}
      onChange={(text) => onChange(text as TemplateName | '')}
    />
  );
}

function ProgramChoice({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const programs = useRead('programs.choices', {});
  return (
    <Choose
      label="Program"
      value={value}
      none="All programs"
      choices={programs.data ?? []}
      onChange={onChange}
    />
  );
}

function RoomChoice({
  date,
  value,
  none,
  onChange,
}: {
  date: string;
  value: string;
  none: string;
  onChange: (value: string) => void;
}) {
  const days = useRead('attendance.day', { date }, { keepPrevious: true });
  const rooms = (days.data ?? []).flatMap((board) => board.rooms);
  return (
    <Choose
      label="Room or class"
      value={value}
      none={none}
      choices={rooms.map((room) => ({
        code: room.id,
        label: [room.name, room.kind === 'class' ? room.block : null, room.schoolName]
          .filter(Boolean)
          .join(', '),
      }))}
      onChange={onChange}
    />
  );
}

/** A pupil is chosen in a dialog, so that opening a report never takes the focus away from where it was. */
function PupilChoice({
  studentId,
  date,
  none,
  onChange,
}: {
  studentId: string | undefined;
  date: string;
  none: string;
  onChange: (value: string) => void;
}) {
  const [choosing, setChoosing] = useState(false);
  const person = useRead('people.page', { personId: studentId ?? '' }, { enabled: studentId !== undefined });
  return (
    <div className="field">
      <span className="label" id="report-pupil">
        Pupil
      </span>
      <span className="row">
        <button type="button" aria-describedby="report-pupil" onClick={() => setChoosing(true)} data-name>
          {studentId ? (person.data?.name ?? '…') : `${none}; choose one…`}
        </button>
        {studentId && (
          <button type="button" className="plain" onClick={() => onChange('')}>
            {none}
          </button>
        )}
      </span>
      {choosing && (
        <Dialog title="Choose a pupil" onClose={() => setChoosing(false)}>
          <PersonPicker
            date={date}
            onPick={(pupil) => {
              setChoosing(false);
              onChange(pupil.studentId);
            }}
          />
          <button type="button" onClick={() => setChoosing(false)}>
            Cancel
          </button>
        </Dialog>
      )}
    </div>
  );
}

function PlanChoice({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const status = useRead('district.status', {});
  const may = status.data?.user?.roles.some((role) => specialEducationRoles.includes(role)) ?? false;
  const plans = useRead('special-education.list', {}, { enabled: may });
  return (
    <Choose
      label="Plan"
      value={value}
      none="Choose"
      choices={(plans.data ?? []).map((plan) => ({
        code: plan.id,
        label: `${plan.studentName}, from ${dateInWords(plan.startDate)} (${plan.status})`,
      }))}
      onChange={onChange}
    />
  );
}
