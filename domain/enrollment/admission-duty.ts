import type { Row } from '#domain/sync/registry.ts';
import { addDays, type CivilDate } from '#domain/system/civil-date.ts';

/** Days after the first enrollment: proof of identity and a request for records, then records themselves. Source: MCA 44-2-511. */
export const PROOF_DAYS = 40;
export const RECORDS_DAYS = 60;

export interface DutyStep {
  readonly step: 'proof' | 'ask' | 'records' | 'notify';
  readonly title: string;
  readonly due: CivilDate;
  readonly doneOn: CivilDate | null;
  readonly overdue: boolean;
}

type Duty = Pick<
  Row<'admissionDuty'>,
  'firstDay' | 'proofSeenOn' | 'recordsAskedOn' | 'recordsCameOn' | 'notifiedOn'
>;

/**
 * What the law asks for at a first enrollment, with its dates. Without proof after 40 days, or without records after 60,
 * law enforcement must be notified; that step is there only then.
 */
export function dutySteps(duty: Duty, today: CivilDate): readonly DutyStep[] {
  const proofDue = addDays(duty.firstDay, PROOF_DAYS);
  const recordsDue = addDays(duty.firstDay, RECORDS_DAYS);
  const step = (
    name: DutyStep['step'],
    title: string,
    due: CivilDate,
    doneOn: CivilDate | null,
  ): DutyStep => ({ step: name, title, due, doneOn, overdue: doneOn === null && due < today });
  const steps = [
    step('proof', 'Proof of identity seen', proofDue, duty.proofSeenOn),
    step('ask', 'Records asked for', proofDue, duty.recordsAskedOn),
    step('records', 'Records came', recordsDue, duty.recordsCameOn),
  ];
  const noProof = duty.proofSeenOn === null && proofDue < today;
  const noRecords = duty.recordsCameOn === null && recordsDue < today;
  if (noProof || noRecords || duty.notifiedOn !== null)
    steps.push(step('notify', 'Law enforcement notified', noProof ? proofDue : recordsDue, duty.notifiedOn));
  return steps;
}

/** The next step that is open, or null when all is done. */
export function nextDuty(duty: Duty, today: CivilDate): DutyStep | null {
  const open = dutySteps(duty, today).filter((step) => step.doneOn === null);
  return [...open].sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))[0] ?? null;
}
