import type { Output } from '#electron/contract/contract.ts';

type Finding = Output<'collections.validate'>['findings'][number];

/** Where a finding is mended: the field that is wrong, open and focused. */
export function placeOf(
  finding: Pick<Finding, 'subjectType' | 'subjectId' | 'studentId' | 'field' | 'place'>,
): string {
  if (finding.place !== null) return finding.place;
  if (finding.subjectType === 'iep' && finding.field === 'exitedOn')
    return `/people/${finding.studentId}?fix=specialEducationExit.exitedOn`;
  if (finding.subjectType === 'iep') return `/iep?plan=${finding.subjectId}`;
  return `/people/${finding.studentId}?fix=${finding.subjectType}.${finding.field}&record=${finding.subjectId}`;
}
