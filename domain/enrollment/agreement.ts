import type { Row } from '#domain/sync/registry.ts';
import type { CodeValue } from '#domain/system/code-set.ts';

/** A law of attendance agreements; who must sign is data. */
export interface AgreementLaw extends CodeValue {
  readonly signatures: readonly string[];
}

/**
 * How far an agreement is: not there, signatures missing, signed, or sent to the state. A law that the list does not know
 * asks for nothing, and the agreement is taken as signed. Source: MCA 20-5-320, 20-5-321, form FP-14.
 */
export function agreementState(
  agreement: Row<'attendanceAgreement'> | null,
  law: AgreementLaw | undefined,
): { state: 'missing' | 'unsigned' | 'signed' | 'sent'; missing: readonly string[] } {
  if (!agreement) return { state: 'missing', missing: [] };
  const missing = (law?.signatures ?? []).filter(
    (field) => !agreement[field as keyof Row<'attendanceAgreement'>],
  );
  if (missing.length > 0) return { state: 'unsigned', missing };
  return { state: agreement.sentOn === null ? 'signed' : 'sent', missing };
}
