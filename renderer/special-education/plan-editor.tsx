import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Input, Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';
import { momentInWords } from '#renderer/shell/words.ts';
import { ServiceTable } from '#renderer/special-education/service-table.tsx';
import styles from './plan.module.css';

type Plan = Output<'special-education.plan'>;
type Contents = Input<'special-education.save'>['contents'];

const DATES = [
  ['meetingDate', 'Meeting'],
  ['startDate', 'Starts'],
  ['endDate', 'Ends'],
  ['lastEvaluation', 'Last evaluation'],
  ['nextEvaluation', 'Next evaluation due'],
] as const;

const TEXTS = [
  ['presentLevels', 'Present levels of achievement and performance'],
  ['goals', 'Annual goals'],
  ['progress', 'How progress is measured, and when the parents are told'],
  ['participation', 'How far the pupil will not be with other pupils'],
  ['assessment', 'State and district assessments'],
] as const;

const TRANSITION = [
  ['goals', 'Goals after school: further education, work, living'],
  ['services', 'Transition services'],
  ['courseOfStudy', 'Courses of study'],
] as const;
const NONE = { goals: null, services: null, courseOfStudy: null };

/** Draft → complete → locked. A locked plan is read only; an amendment is a new draft. */
export function PlanEditor({ plan }: { plan: Plan }) {
  const { id, studentId, studentName, amendsId: _a, status, lockedAt, problems, ...initial } = plan;
  const [contents, setContents] = useState<Contents>(initial);
  const save = useCommand('special-education.save');
  const setStatus = useCommand('special-education.set-status');
  const amend = useCommand('special-education.amend');
  const choices = useRead('enrollment.choices', {});
  const staff = useRead('people.staff', {});
  const navigate = useNavigate();
  const editable = status === 'draft';
  const set = <K extends keyof Contents>(field: K, value: Contents[K]): void =>
    setContents({ ...contents, [field]: value });
  const saved = async (): Promise<void> => {
    await save.mutateAsync({ id, contents });
  };

  return (
    <article aria-label="IEP">
      <div className="row">
        <h2 data-name>{studentName}</h2>
        <strong data-testid="plan-status">{status}</strong>
        {lockedAt && <span className="soft">locked {momentInWords(lockedAt)}</span>}
        <Link to={`/people/${studentId}`}>Pupil</Link>
        <Link to={`/reports?report=iep&plan=${id}`}>Print</Link>
      </div>
      <fieldset disabled={!editable} className={styles.plain}>
        <div className="row">
          {DATES.map(([field, label]) => (
            <div className="field" key={field}>
              <label htmlFor={field}>{label}</label>
              <input
                id={field}
                type="date"
                value={contents[field] ?? ''}
                onChange={(event) => set(field, event.target.value as never)}
              />
            </div>
          ))}
        </div>
        <div className="row">
          <Choose
            label="Disability"
            value={contents.disability ?? ''}
            none="Choose"
            onChange={(value) => set('disability', value || null)}
            choices={choices.data?.disability ?? []}
          />
          <Choose
            label="Setting"
            value={contents.setting ?? ''}
            none="Choose"
            onChange={(value) => set('setting', value || null)}
            choices={choices.data?.environment ?? []}
          />
          <Choose
            label="Case manager"
            value={contents.caseManagerId ?? ''}
            none="Choose"
            onChange={(value) => set('caseManagerId', value || null)}
            choices={(staff.data ?? []).map((person) => ({ code: person.personId, label: person.name }))}
          />
          <div className="field">
            <label htmlFor="schoolMinutes">Minutes in school a week</label>
            <input
              id="schoolMinutes"
              type="number"
              min={0}
              value={contents.schoolMinutes ?? ''}
              onChange={(event) =>
                set('schoolMinutes', event.target.value === '' ? null : Number(event.target.value))
              }
            />
          </div>
        </div>
        {TEXTS.map(([field, label]) => (
          <div className="field" key={field}>
            <label htmlFor={field}>{label}</label>
            <textarea
              id={field}
              value={contents[field] ?? ''}
              onChange={(event) => set(field, event.target.value)}
            />
          </div>
        ))}
        <h3>Transition, from the first plan in force at 16</h3>
        {TRANSITION.map(([field, label]) => (
          <div className="field" key={field}>
            <label htmlFor={`transition-${field}`}>{label}</label>
            <textarea
              id={`transition-${field}`}
              value={contents.transition?.[field] ?? ''}
              onChange={(event) =>
                set('transition', { ...NONE, ...contents.transition, [field]: event.target.value })
              }
            />
          </div>
        ))}
        <ServiceTable
          services={contents.services}
          choices={choices.data ?? {}}
          onChange={(services) => set('services', services)}
        />
      </fieldset>
      {problems.length > 0 && editable && (
        <div className="notice care">
          <p>Still missing before the plan is complete:</p>
          <ul>
            {problems.map((problem) => (
              <li key={problem.message}>{problem.message}</li>
            ))}
          </ul>
        </div>
      )}
      <Failed of={save.error ?? setStatus.error ?? amend.error} />
      <div className="row">
        {editable && (
          <>
            <button
              type="button"
              className="main"
              disabled={save.isPending}
              onClick={() => void saved().catch(() => undefined)}
            >
              Save the draft
            </button>
            <button
              type="button"
              onClick={() =>
                void saved()
                  .then(() => setStatus.mutateAsync({ id, status: 'complete' }))
                  .catch(() => undefined)
              }
            >
              Complete
            </button>
          </>
        )}
        {status === 'complete' && (
          <>
            <button type="button" className="main" onClick={() => setStatus.mutate({ id, status: 'locked' })}>
              Lock
            </button>
            <button type="button" onClick={() => setStatus.mutate({ id, status: 'draft' })}>
              Back to draft
            </button>
            <span className="soft">A locked plan never changes. Only locked plans count.</span>
          </>
        )}
        {status === 'locked' && (
          <button
            type="button"
            onClick={() =>
              amend.mutate({ id }, { onSuccess: (made) => void navigate(`/iep?plan=${made.id}`) })
            }
          >
            Amend
          </button>
        )}
        {save.isSuccess && editable && <span role="status">Saved on this computer</span>}
      </div>
    </article>
  );
}
