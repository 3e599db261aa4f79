import type { SignedInUser } from '#db/accounts/users.ts';
import type { Writer } from '#db/system/connection.ts';

/** Who opened a special education record, and when: part of the record (34 CFR 300.614), append-only. */
export function logView(
  writer: Writer,
  view: { user: SignedInUser; at: string; type: string; recordId: string },
): void {
  writer.exec(
    `INSERT INTO auditLine (at, actor, actorName, action, origin, type, recordId, change) VALUES (?, ?, ?, 'Opened', 'here', ?, ?, 'viewed')`,
    view.at,
    view.user.id,
    view.user.name,
    view.type,
    view.recordId,
  );
}
