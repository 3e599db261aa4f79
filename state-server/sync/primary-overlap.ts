import { type EnrollmentOverlap, overlappingEnrollments } from '#domain/enrollment/overlap.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { RecordWorld } from '#state-server/sync/record-world.ts';
import type { StoredRecord } from '#state-server/sync/stored-record.ts';

/** An overlap with another enrollment of the student, by the desktop's own rule. */
export interface PrimaryOverlap {
  readonly other: StoredRecord;
  readonly message: string;
}

/**
 * Live primary enrollments of the same student that share a day with this one. Enrollments made on two computers are
 * each valid alone, so only the state can see this (M9). An activities-only enrollment takes no place.
 */
export function overlappingPrimaries(
  enrollment: Pick<StoredRecord, 'id' | 'fields'>,
  world: RecordWorld,
): PrimaryOverlap[] {
  const student = enrollment.fields.studentId;
  if (typeof student !== 'string' || enrollment.fields.extracurricularOnly === 1) return [];
  const others = world
    .childrenOf(student)
    .filter(
      ({ id, type, fields }) =>
        id !== enrollment.id &&
        type === 'enrollment' &&
        fields.studentId === student &&
        fields.extracurricularOnly !== 1,
    );
  const overlaps = overlappingEnrollments([enrollment, ...others].map(stayOf));
  return others.flatMap((other) => {
    const found = overlaps.find((one) => isBetween(one, enrollment.id, other.id));
    return found ? [{ other, message: found.message }] : [];
  });
}

function isBetween({ firstId, secondId }: EnrollmentOverlap, a: string, b: string): boolean {
  return (firstId === a && secondId === b) || (firstId === b && secondId === a);
}

function stayOf({ id, fields }: Pick<StoredRecord, 'id' | 'fields'>) {
  const { startDate, endDate, serviceType, noShow } = fields as Partial<Row<'enrollment'>>;
  return {
    id,
    startDate: startDate ?? '',
    endDate: endDate ?? null,
    serviceType: serviceType ?? '',
    noShow: noShow ?? 0,
  } as const;
}
