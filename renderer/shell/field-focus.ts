import { useEffect } from 'react';

/** What a link like `?fix=person.birthDate` asks to mend. */
export interface Fix {
  readonly type: string;
  /** Empty when the whole record is meant. */
  readonly field: string;
  /** Id of the record, where the person has several of its kind. */
  readonly record: string | null;
}

export function readFix(text: string | null, record: string | null = null): Fix | null {
  const dot = text?.indexOf('.') ?? -1;
  return text && dot > 0 ? { type: text.slice(0, dot), field: text.slice(dot + 1), record } : null;
}

/** How long a form may take to be drawn before its field is given up on. */
const PATIENCE_MS = 3_000;

/** Puts the cursor into the field of that name as soon as it is on screen. Once; a person who moves on is left alone. */
export function useFieldFocus(field: string | null): void {
  useEffect(() => {
    if (!field) return undefined;
    const find = (): HTMLElement | null =>
      document.querySelector<HTMLElement>(
        `[name="${CSS.escape(field)}"], [data-field="${CSS.escape(field)}"]`,
      );
    const take = (): boolean => {
      const element = find();
      element?.focus();
      if (element instanceof HTMLInputElement && element.type !== 'date') element.select();
      return element !== null;
    };
    const stop = (): void => {
      clearTimeout(timer);
      watch.disconnect();
    };
    const watch = new MutationObserver(() => {
      if (take()) stop();
    });
    const timer = setTimeout(stop, PATIENCE_MS);
    // The form's own first focus comes first.
    requestAnimationFrame(() => {
      if (take()) stop();
    });
    watch.observe(document.body, { childList: true, subtree: true });
    return stop;
  }, [field]);
}
