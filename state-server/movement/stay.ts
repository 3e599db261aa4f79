import type { Tables } from '#state-server/database/tables.ts';
import type { StoredRecord } from '#state-server/sync/stored-record.ts';

export type StayRow = Tables['stay'];

/** An enrollment as the rules between districts see it; null for a record that is none or is gone. */
export function stayOf(district: string, record: StoredRecord, receivedAt: string): StayRow | null {
  const { type, id, deleted, fields } = record;
  if (type !== 'enrollment' || deleted) return null;
  const text = (name: string): string | null => {
    const value = fields[name];
    return typeof value === 'string' ? value : null;
  };
  const counts = fields.serviceType === 'P' && fields.noShow !== 1 && fields.extracurricularOnly !== 1;
  return {
    district,
    enrollment_id: id,
    person_id: text('studentId') ?? '',
    school_id: text('schoolId') ?? '',
    grade: text('grade') ?? '',
    service_type: text('serviceType') ?? '',
    start_date: text('startDate') ?? '',
    end_date: text('endDate'),
    end_status: text('endStatus') ?? text('endReason'),
    counts: counts ? 1 : 0,
    received_at: receivedAt,
  };
}
