import { addDays } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { uuidFrom } from '#state-server/sync/sha256.ts';

/** One stay with what people need to read about it. */
export interface KnownStay {
  readonly stateId: string;
  readonly district: string;
  readonly districtName: string;
  readonly schoolName: string | null;
  readonly enrollmentId: string;
  readonly personId: string;
  readonly grade: string;
  readonly serviceType: string;
  readonly startDate: string;
  readonly endDate: string | null;
  readonly endStatus: string | null;
  readonly counts: boolean;
  readonly receivedAt: string;
}

/** From one district to another: `from` began earlier, or was received earlier when both began on one day. */
export interface StudentMovement {
  readonly id: string;
  readonly overlap: boolean;
  readonly from: KnownStay;
  readonly to: KnownStay;
  /** The day before the new enrollment; null where that would lie before the old one began, or nothing overlaps. */
  readonly proposedEndDate: string | null;
}

/**
 * Movements of one student: pairs of primary enrollments in two districts that overlap, or that follow each other with
 * none between. Pure.
 */
export function movementsOf(ofOneStudent: readonly KnownStay[]): StudentMovement[] {
  const stays = ofOneStudent.filter(({ counts }) => counts).sort(byStart);
  const movements: StudentMovement[] = [];
  stays.forEach((from, at) => {
    for (const [after, to] of stays.slice(at + 1).entries()) {
      if (from.district === to.district) continue;
      const overlap = from.endDate === null || to.startDate <= from.endDate;
      if (!overlap && after > 0) continue;
      const before = addDays(to.startDate, -1);
      movements.push({
        id: uuidFrom(`movement:${from.district}:${from.enrollmentId}:${to.district}:${to.enrollmentId}`),
        overlap,
        from,
        to,
        proposedEndDate: overlap && before >= from.startDate ? before : null,
      });
    }
  });
  return movements;
}

function byStart(a: KnownStay, b: KnownStay): number {
  const [one, other] = [keyOf(a), keyOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function keyOf({ startDate, receivedAt, district, enrollmentId }: KnownStay): string {
  return `${startDate} ${receivedAt} ${district} ${enrollmentId}`;
}

/** What happened and what to do, for the people of one side. Never the student's name. */
export function movementWords(
  { overlap, from, to, proposedEndDate }: StudentMovement,
  side: 'from' | 'to',
  released: boolean,
  declined: string | null = null,
): string {
  const there = side === 'from' ? to : from;
  const place = `${there.schoolName ?? 'a school'} in ${there.districtName} (${there.district})`;
  if (side === 'from' && overlap && declined !== null)
    return `A student of yours was also enrolled at ${place} from ${dateInWords(to.startDate)} on. You told them that the student has not left you${declined === '' ? '' : `: ${declined}`}. Nothing is changed by itself.`;
  if (side === 'from' && overlap) {
    const proposal = proposedEndDate
      ? `If the student has left, end your enrollment; ${dateInWords(proposedEndDate)} is proposed as its last day.`
      : 'Both enrollments begin on the same day: ask them which one is right.';
    return `A student of yours was also enrolled at ${place} from ${dateInWords(to.startDate)} on. ${proposal} Nothing is changed by itself.`;
  }
  if (side === 'from')
    return released
      ? `A student who left you is enrolled at ${place} since ${dateInWords(to.startDate)}. You released the records.`
      : `A student who left you is enrolled at ${place} since ${dateInWords(to.startDate)}. Release the records; a request has to be answered within five working days (MCA 20-1-213).`;
  const records = released
    ? 'The records they released are here to read.'
    : 'They have been told, and can release the records to you.';
  if (overlap && declined !== null)
    return `A student of yours is still enrolled at ${place}, since ${dateInWords(from.startDate)}. They say that the student has not left them${declined === '' ? '' : `: ${declined}`}. Call them; nothing is changed by itself.`;
  if (overlap)
    return `A student of yours is still enrolled at ${place}, since ${dateInWords(from.startDate)}. ${proposedEndDate ? `They were proposed ${dateInWords(proposedEndDate)} as the last day.` : 'Both begin on the same day.'} Nothing is changed by itself. ${records}`;
  return `A student of yours was enrolled at ${place} until ${dateInWords(from.endDate ?? to.startDate)}. ${records}`;
}
