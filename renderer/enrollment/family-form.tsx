import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '#renderer/bridge/call.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { AdultsStep } from '#renderer/enrollment/family-adults.tsx';
import { CheckStep, Enrolled } from '#renderer/enrollment/family-check.tsx';
import { ChildrenStep } from '#renderer/enrollment/family-children.tsx';
import { draftTitle, type FamilyDraft, toInput } from '#renderer/enrollment/family-draft.ts';
import { ExtrasStep } from '#renderer/enrollment/family-extras.tsx';
import { HomeStep } from '#renderer/enrollment/family-home.tsx';
import { SchoolStep } from '#renderer/enrollment/family-school.tsx';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import styles from './enrollment.module.css';

/** One step of the form draws the draft and hands back what changed in it. */
export interface StepProps {
  readonly draft: FamilyDraft;
  /** A part, or how it follows from the form as it is by then: several fields may change in one moment. */
  readonly change: (part: Partial<FamilyDraft> | ((draft: FamilyDraft) => Partial<FamilyDraft>)) => void;
}

const STEPS = [
  { title: 'Household', Step: HomeStep },
  { title: 'Adults', Step: AdultsStep },
  { title: 'Children', Step: ChildrenStep },
  { title: 'School', Step: SchoolStep },
  { title: 'Extras', Step: ExtrasStep },
  { title: 'Check', Step: CheckStep },
] as const;
const LAST = STEPS.length - 1;
/** A form is kept as soon as the typing rests. */
const REST_MS = 700;

/** The family form: six steps in any order, kept on this computer while it is typed. */
export function FamilyForm({ first, onLeave }: { first: FamilyDraft; onLeave: () => void }) {
  const [draft, setDraft] = useState(first);
  const enroll = useCommand('families.enroll');
  const heading = useRef<HTMLHeadingElement>(null);
  const navigate = useNavigate();
  const at = Math.min(draft.step, LAST);
  const kept = useKept(draft, enroll.isPending || enroll.isSuccess);
  const change: StepProps['change'] = (part) =>
    setDraft((before) => ({ ...before, ...(typeof part === 'function' ? part(before) : part) }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heading takes the focus when the step changes
  useEffect(() => heading.current?.focus(), [at]);

  if (enroll.data)
    return (
      <Enrolled
        made={enroll.data}
        onDone={() => void navigate(`/people/${enroll.data.children[0]?.personId}`)}
      />
    );
  const { Step, title } = STEPS[at] ?? STEPS[0];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (at < LAST) change({ step: at + 1 });
    else enroll.mutate(toInput(draft), { onSuccess: () => announce('The family is enrolled.') });
  };
  return (
    <form className="card" onSubmit={submit}>
      <ol className={styles.steps} aria-label="Steps of the form">
        {STEPS.map((step, place) => (
          <li key={step.title}>
            <button
              type="button"
              aria-current={place === at ? 'step' : undefined}
              className={place === at ? 'main' : undefined}
              onClick={() => change({ step: place })}
            >
              {place + 1} {step.title}
            </button>
          </li>
        ))}
      </ol>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <Step draft={draft} change={change} />
      <Failed of={enroll.error} />
      <div className="row">
        <button type="submit" className="main" disabled={enroll.isPending}>
          {at < LAST
            ? 'Next'
            : draft.children.length === 1
              ? 'Enroll'
              : `Enroll all ${draft.children.length}`}
        </button>
        <button
          type="button"
          onClick={() => {
            void keep(draft).then(onLeave);
          }}
        >
          Stop here, go on later
        </button>
        <span role="status" className="soft small">
          {kept}
        </span>
      </div>
    </form>
  );
}

const keep = (draft: FamilyDraft): Promise<unknown> =>
  call('families.save-draft', { id: draft.id, title: draftTitle(draft), body: JSON.stringify(draft) });

/** Keeps the form while it is typed. Answers what to say about it. */
function useKept(draft: FamilyDraft, finished: boolean): string {
  const [words, setWords] = useState('');
  const untouched = useRef(draft);
  useEffect(() => {
    if (draft === untouched.current || finished) return undefined;
    const timer = setTimeout(() => {
      keep(draft).then(
        () => setWords('Kept on this computer'),
        (failure: Error) => setWords(failure.message),
      );
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [draft, finished]);
  return words;
}
