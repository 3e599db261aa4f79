import { useId } from 'react';

/** How a file is to leave, as typed. */
export interface Handing {
  readonly password: string;
  readonly days: string;
}

export const plainHanding: Handing = { password: '', days: '14' };

/** As the call takes it; an empty password leaves the file open. */
export const handedBy = ({ password, days }: Handing): { password?: string; deleteAfterDays: number } => ({
  ...(password === '' ? {} : { password }),
  deleteAfterDays: Number(days),
});

const LASTING: readonly [string, string][] = [
  ['1', 'tomorrow'],
  ['14', 'in 14 days'],
  ['60', 'in 60 days'],
  ['0', 'never: I look after it myself'],
];

/** Locks a file and says how long it may lie on this computer. */
export function HandingFields({ value, onChange }: { value: Handing; onChange: (value: Handing) => void }) {
  const hint = useId();
  return (
    <div className="row">
      <label>
        Lock it with a password{' '}
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          minLength={12}
          aria-describedby={hint}
          value={value.password}
          onChange={(event) => onChange({ ...value, password: event.target.value })}
        />
      </label>
      <label>
        Delete it from this computer{' '}
        <select value={value.days} onChange={(event) => onChange({ ...value, days: event.target.value })}>
          {LASTING.map(([days, words]) => (
            <option key={days} value={days}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <p className="soft small" id={hint}>
        Empty: not locked. At least 12 characters; tell the password by phone, never beside the file.
      </p>
    </div>
  );
}
