import { agreements, saveAgreement } from '#db/enrollment/agreements.ts';
import { fixEnrollment } from '#db/enrollment/fix-enrollment.ts';
import { withdrawalEffect } from '#db/enrollment/withdrawal-effect.ts';
import { requiredRow } from '#db/system/rows.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import type { lifecycleContract } from '#electron/contract/lifecycle.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

const bit = (yes: boolean): 0 | 1 => (yes ? 1 : 0);

export const lifecycleHandlers: AreaHandlers<keyof typeof lifecycleContract> = {
  'enrollment.stay': ({ enrollmentId }, { file }) => {
    const { schoolId: _school, ...row } = requiredRow(file.reader, 'enrollment', enrollmentId);
    return {
      ...row,
      noShow: row.noShow === 1,
      stateExclude: row.stateExclude === 1,
      extracurricularOnly: row.extracurricularOnly === 1,
    };
  },
  'enrollment.fix': ({ enrollmentId, ...fix }, { write, clock }) => {
    write(
      'Fixed a mistake in an enrollment',
      (writer) => {
        const {
          studentId: _student,
          schoolId: _school,
          ...old
        } = requiredRow(writer, 'enrollment', enrollmentId);
        const given = Object.fromEntries(Object.entries(fix).filter(([, value]) => value !== undefined));
        const flags = Object.fromEntries(
          (['noShow', 'stateExclude', 'extracurricularOnly'] as const).flatMap((name) =>
            fix[name] === undefined ? [] : [[name, bit(fix[name])]],
          ),
        );
        fixEnrollment(writer, { ...old, ...given, ...flags }, clock.today());
      },
      { group: true },
    );
    return { done: true };
  },
  'enrollment.withdrawal-preview': async ({ enrollmentId, endDate }, { file, jobs, clock }) => {
    const { endYear, studentId, counts } = withdrawalEffect(file.reader, enrollmentId, endDate);
    const leaves = counts.some(({ count, stays, now }) => count === 'spring' && !stays && Number(now) > 0);
    if (!leaves) return { counts, anb: [] };
    const year = { endYear, today: clock.today() };
    const now = await jobs.run('district-anb', year);
    const after = await jobs.run('district-anb', { ...year, leaving: [studentId] });
    return {
      counts,
      anb: now.units
        .map(({ districtId, unit, label, anb }) => ({
          label,
          now: anb,
          after: after.units.find((one) => one.districtId === districtId && one.unit === unit)?.anb ?? '0.00',
        }))
        .filter((unit) => unit.now !== unit.after),
    };
  },
  'enrollment.agreements': ({ endYear }, { file, clock }) =>
    agreements(file.reader, endYear ?? schoolYearOf(clock.today())),
  'enrollment.save-agreement': (row, { write }) => {
    write(
      'Saved an attendance agreement',
      (writer) => saveAgreement(writer, { ...row, transportation: bit(row.transportation) }),
      { group: true },
    );
    return { done: true };
  },
};
