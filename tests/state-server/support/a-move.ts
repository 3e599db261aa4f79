import { randomUUID } from 'node:crypto';
import { anEnrollment, aSchool } from '#tests/state-server/support/records.ts';
import type { Change, TestDevice } from '#tests/state-server/support/test-device.ts';

type School = Awaited<ReturnType<typeof aSchool>>;

/** A student of two districts with one State ID, and what each has of them. */
export interface AMove {
  readonly stateId: string;
  readonly here: School;
  readonly there: School;
  readonly old: Change;
}

/** Enrolled at the one from August, at the other from October. Another birth date or name is another student. */
export async function aMove(
  left: TestDevice,
  came: TestDevice,
  birthDate: string,
  lastName = 'Fennimore',
): Promise<AMove> {
  const who = { lastName, firstName: 'Juniper', birthDate };
  const [here, there] = [await aSchool(left), await aSchool(came)];
  const ask = (device: TestDevice, personId: string, more: object) =>
    device.post('/v1/students', {
      ...{ operationId: randomUUID(), deviceSeq: device.nextSeq(), personId, ...who },
      ...more,
    });
  const { stateId } = (await ask(left, here.studentId, {})).json<{ stateId: string }>();
  await ask(came, there.studentId, { sameAs: stateId });
  const old = anEnrollment(here);
  await left.change(old);
  await came.change(anEnrollment(there, { startDate: '2026-10-06' }));
  return { stateId, here, there, old };
}
