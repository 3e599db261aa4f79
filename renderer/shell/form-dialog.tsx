import { type ReactNode, useEffect, useRef } from 'react';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { focusFirstProblem, ProblemsAtFields } from '#renderer/shell/problems.tsx';

/** What was typed into a form, by the names of its fields. */
export interface Typed {
  /** Trimmed; empty where nothing stands. */
  text(name: string): string;
  /** Trimmed; null where nothing stands. */
  optional(name: string): string | null;
  /** Letter for letter: a password may begin with a space. */
  exact(name: string): string;
  ticked(name: string): boolean;
}

export function typedIn(form: HTMLFormElement): Typed {
  const data = new FormData(form);
  const exact = (name: string): string => String(data.get(name) ?? '');
  const text = (name: string): string => exact(name).trim();
  return { text, optional: (name) => text(name) || null, exact, ticked: (name) => data.has(name) };
}

/**
 * A dialog that is one form: Enter saves, a failure is told above the buttons and at its fields, with the cursor in the
 * first of them; Cancel and Esc leave everything as it was.
 */
export function FormDialog({
  title,
  saving,
  saveLabel = 'Save',
  also,
  onSave,
  onClose,
  children,
}: {
  title: string;
  /** The command it saves with. */
  saving: { readonly error: Error | null; readonly isPending: boolean };
  saveLabel?: string;
  /** More buttons, after Cancel. */
  also?: ReactNode;
  onSave: (typed: Typed) => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const { error } = saving;
  useEffect(() => {
    if (error) focusFirstProblem(form.current);
  }, [error]);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          onSave(typedIn(event.currentTarget));
        }}
      >
        <ProblemsAtFields of={error}>{children}</ProblemsAtFields>
        <Failed of={error} />
        <div className="row">
          <button type="submit" className="main" disabled={saving.isPending}>
            {saveLabel}
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          {also}
        </div>
      </form>
    </Dialog>
  );
}
