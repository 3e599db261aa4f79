import { type InputHTMLAttributes, useId } from 'react';
import { useProblemAt } from '#renderer/shell/problems.tsx';

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  readonly label: string;
  readonly name: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
};

/** A labelled input with its hint and its problem at the place where it happened: the form's, or one of its own. */
export function Field({ label, hint, problem: own, ...input }: FieldProps) {
  const id = useId();
  const told = useProblemAt(input.name);
  const problem = own ?? told;
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        {...input}
        aria-invalid={problem ? true : undefined}
        aria-describedby={described || undefined}
      />
      {hint && (
        <span id={`${id}-hint`} className="soft small">
          {hint}
        </span>
      )}
      {problem && (
        // The form's own is read when the cursor is put here.
        <span id={`${id}-problem`} className="wrong small" role={own ? 'alert' : undefined}>
          {problem}
        </span>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly name?: string | undefined;
  readonly value: string;
  readonly choices: readonly { code: string; label: string; localDefault?: boolean }[];
  readonly onChange: (value: string) => void;
  /** Text of the empty choice; left out, one must be chosen. */
  readonly none?: string | undefined;
  readonly required?: boolean | undefined;
}

/** A labelled list to choose one code from. Our own guesses at the state's codes are marked "local". */
export function Choose({ label, name, value, choices, onChange, none, required }: ChoiceProps) {
  const id = useId();
  const problem = useProblemAt(name);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        name={name}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        value={value}
        required={required}
        onChange={(event) => onChange(event.target.value)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {choices.map((choice) => (
          <option key={choice.code} value={choice.code}>
            {choice.label}
            {choice.localDefault ? ' (local)' : ''}
          </option>
        ))}
      </select>
      {problem && (
        <span id={`${id}-problem`} className="wrong small">
          {problem}
        </span>
      )}
    </div>
  );
}
