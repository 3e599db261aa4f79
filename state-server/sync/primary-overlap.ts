import type { RecordWorld } from '#state-server/sync/record-world.ts';
import type { StoredRecord } from '#state-server/sync/stored-record.ts';

/** Code of the primary service type, the only one that carries ADA (upload template EN). */
const PRIMARY = 'P';

/**
 * Live primary enrollments of the same student that share a day with this one; both dates count as enrolled.
 * Enrollments made on two computers are each valid alone, so only the state can see this (M9). A pupil who never
 * came and an activities-only enrollment take no place.
 */
export function overlappingPrimaries(enrollment: Candidate, world: RecordWorld): StoredRecord[] {
  if (!isPrimary(enrollment)) return [];
  const student = enrollment.fields.studentId;
  if (typeof student !== 'string') return [];
  return world
    .childrenOf(student)
    .filter((other) => other.id !== enrollment.id && other.type === 'enrollment')
    .filter(
      (other) => isPrimary(other) && other.fields.studentId === student && shareADay(enrollment, other),
    );
}

type Candidate = Pick<StoredRecord, 'id' | 'fields'>;

function isPrimary({ fields }: Candidate): boolean {
  return fields.serviceType === PRIMARY && fields.noShow !== 1 && fields.extracurricularOnly !== 1;
}

function shareADay(a: Candidate, b: Candidate): boolean {
  return startOf(a) <= endOf(b) && startOf(b) <= endOf(a);
}

function startOf({ fields }: Candidate): string {
  return String(fields.startDate);
}

function endOf({ fields }: Candidate): string {
  return typeof fields.endDate === 'string' ? fields.endDate : '9999-12-31';
}
