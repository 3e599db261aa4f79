import { createContext, type ReactNode, useContext } from 'react';
import { CallFailure } from '#renderer/bridge/call.ts';

type Told = ReadonlyMap<string, string>;

const Problems = createContext<Told>(new Map());

/** What a failed save says of each field; `details.lastName` is told at a field named so, or named `lastName`. */
export function problemsOf(error: Error | null): Told {
  const told = new Map<string, string>();
  if (!(error instanceof CallFailure)) return told;
  for (const { field, message } of error.problems)
    if (field !== undefined) {
      told.set(field, message);
      const parts = field.split('.');
      const last = parts.at(-1) ?? '';
      if (!parts.some((part) => /^\d+$/.test(part)) && !told.has(last)) told.set(last, message);
    }
  return told;
}

/** The fields inside tell what the failure says of them. */
export function ProblemsAtFields({ of, children }: { of: Error | null; children: ReactNode }) {
  return <Problems.Provider value={problemsOf(of)}>{children}</Problems.Provider>;
}

/** What the last save says of the field with this name. */
export const useProblemAt = (name: string | undefined): string | undefined =>
  useContext(Problems).get(name ?? '');

/** Puts the cursor where the first problem is. */
export function focusFirstProblem(form: HTMLElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
