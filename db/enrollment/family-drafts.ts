import type { Reader, Writer } from '#db/system/connection.ts';
import { Failure } from '#domain/system/failure.ts';

/** A family form that was stopped in the middle. It stays on this computer: it is not a record yet. */
export interface FamilyDraft {
  readonly id: string;
  readonly title: string;
  readonly at: string;
  readonly byName: string;
}

export const familyDrafts = (reader: Reader): FamilyDraft[] =>
  reader.rows<FamilyDraft>('SELECT id, title, at, byName FROM familyDraft ORDER BY at DESC');

export function draftBody(reader: Reader, id: string): string {
  const row = reader.rows<{ body: string }>('SELECT body FROM familyDraft WHERE id = ?', id)[0];
  if (!row) throw new Failure('not-found', 'That form is not here any more. It was finished or thrown away.');
  return row.body;
}

export function saveDraft(writer: Writer, draft: FamilyDraft & { readonly body: string }): void {
  writer.exec(
    `INSERT INTO familyDraft (id, title, body, at, byName) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET title = excluded.title, body = excluded.body, at = excluded.at, byName = excluded.byName`,
    draft.id,
    draft.title,
    draft.body,
    draft.at,
    draft.byName,
  );
}

export const removeDraft = (writer: Writer, id: string): void => {
  writer.exec('DELETE FROM familyDraft WHERE id = ?', id);
};
