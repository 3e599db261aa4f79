import { useRead } from '#renderer/bridge/use-call.ts';
import { type ChildDraft, emptyChild } from '#renderer/enrollment/family-draft.ts';
import type { StepProps } from '#renderer/enrollment/family-form.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import styles from './enrollment.module.css';

/** Changes one child of the draft. */
export const changeChild =
  ({ change }: StepProps) =>
  (at: number, part: Partial<ChildDraft>): void =>
    change((draft) => ({
      children: draft.children.map((child, place) => (place === at ? { ...child, ...part } : child)),
    }));

/** All brothers and sisters in one pass. */
export function ChildrenStep(props: StepProps) {
  const { draft, change } = props;
  const set = changeChild(props);
  return (
    <>
      {draft.children.map((child, at) => (
        <div key={child.key} className={styles.one}>
          <ChildFields child={child} at={at} onChange={(part) => set(at, part)} />
          {draft.secondHome && (
            <p>
              <label>
                <input
                  type="checkbox"
                  checked={child.secondHomeMail}
                  onChange={(event) => set(at, { secondHomeMail: event.target.checked })}
                />{' '}
                The second home gets mail about this child, too
              </label>
            </p>
          )}
          {draft.children.length > 1 && (
            <button
              type="button"
              className="plain"
              onClick={() => change({ children: draft.children.filter((_, place) => place !== at) })}
            >
              Take off the form<span className="unseen"> child {at + 1}</span>
            </button>
          )}
        </div>
      ))}
      <p>
        <button
          type="button"
          onClick={() => change({ children: [...draft.children, emptyChild(draft.children.at(-1))] })}
        >
          Another child
        </button>
      </p>
    </>
  );
}

function ChildFields({
  child,
  at,
  onChange,
}: {
  child: ChildDraft;
  at: number;
  onChange: (part: Partial<ChildDraft>) => void;
}) {
  const choices = useRead('enrollment.choices', {});
  const { lastName, firstName, birthDate } = child;
  const complete = !child.personId && lastName !== '' && firstName !== '' && birthDate.length === 10;
  const matches = useRead(
    'enrollment.matches',
    { lastName, firstName, birthDate: birthDate || null },
    {
      enabled: complete,
    },
  );
  const like = complete ? (matches.data ?? []).filter((match) => match.score >= 80) : [];
  const text = (
    part: 'firstName' | 'middleName' | 'lastName' | 'usualName' | 'birthDate' | 'notSameAs',
    label: string,
    required = false,
  ) => (
    <Field
      name={`children.${at}.${part}`}
      label={label}
      type={part === 'birthDate' ? 'date' : 'text'}
      required={required}
      readOnly={child.personId !== undefined}
      value={child[part]}
      onChange={(event) => onChange({ [part]: event.target.value })}
    />
  );
  return (
    <fieldset>
      <legend data-name>
        Child {at + 1}
        {child.personId && ': already here'}
      </legend>
      <div className="row">
        {text('firstName', 'Legal first name', true)}
        {text('middleName', 'Middle name')}
        {text('lastName', 'Legal last name', true)}
        {text('usualName', 'Name used at school')}
      </div>
      <div className="row">
        {text('birthDate', 'Birth date', true)}
        <Choose
          label="Gender"
          value={child.gender}
          none="Not given"
          onChange={(gender) => onChange({ gender })}
          choices={choices.data?.gender ?? []}
        />
      </div>
      {like.length > 0 && (
        <div className="notice care" role="status">
          <p>A child like this is already here:</p>
          <ul>
            {like.map((match) => (
              <li key={match.personId} data-name>
                {match.name}, {match.detail} ({match.why}){' '}
                <button type="button" onClick={() => onChange({ personId: match.personId, notSameAs: '' })}>
                  This is the child
                </button>
              </li>
            ))}
          </ul>
          {text('notSameAs', 'Or: why is this somebody else?')}
        </div>
      )}
    </fieldset>
  );
}
