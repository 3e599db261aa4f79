import { makeDistrict } from '#db/school/make-district.ts';
import { loadSampleDistrict } from '#db/school/sample-district.ts';
import { idleMinutes, setSetting } from '#db/system/settings.ts';
import { NO_NUMBER } from '#domain/school/district-number.ts';
import { Failure } from '#domain/system/failure.ts';
import type { districtContract } from '#electron/contract/district.contract.ts';
import type { OpenHandlers } from '#electron/data-process/call.ts';
import { enrollComputer, keepConnection } from '#sync/connect.ts';

/** The practice district opens with these; they guard invented people only. */
export const practiceAdministrator = 'Practice';
export const practicePassword = 'practice';

export const districtHandlers: OpenHandlers<keyof typeof districtContract> = {
  'district.status': (_input, { district, clock }) => ({
    state: district.open ? (district.locked ? 'locked' : 'open') : district.isThere ? 'signed-out' : 'none',
    ...district.facts(),
    user: district.open?.user ?? null,
    today: clock.today(),
    idleMinutes: idleMinutes(district.open?.file.reader),
  }),

  'district.create': async (
    { name, number, legalEntity, administrator, password },
    { district, newId, clock },
  ) => {
    if (!administrator || !password)
      throw new Failure('invalid-input', 'The first administrator needs a name and a password.', [
        { field: administrator ? 'password' : 'administrator', message: 'Please fill this in.' },
      ]);
    const districtId = newId();
    const made = await district.create(
      { districtName: name, administrator, password, practice: false },
      (file, user) => {
        file.write(
          {
            actor: user.id,
            actorName: user.name,
            action: 'Made the district',
            at: clock.now(),
            origin: 'here',
          },
          (writer) =>
            makeDistrict(writer, {
              districtId,
              name,
              number: number ?? NO_NUMBER,
              legalEntity: legalEntity ?? null,
              newId,
            }),
        );
        file.writeLocal((writer) => setSetting(writer, 'districtId', districtId));
      },
    );
    return { districtId, ...made };
  },

  'district.join': async ({ administrator, password, ...input }, { district }) => {
    if (!administrator || !password)
      throw new Failure('invalid-input', 'Whoever sets up this computer needs a name and a password.', [
        { field: administrator ? 'password' : 'administrator', message: 'Please fill this in.' },
      ]);
    district.refuseWhereThereIsOne(password);
    const connection = await enrollComputer(district.transport, input, { districts: [], pupils: false });
    const made = await district.create(
      { districtName: connection.districtName, administrator, password, practice: false },
      (file) => file.writeLocal((writer) => keepConnection(writer, connection)),
    );
    district.schedule?.start();
    return { districtName: connection.districtName, ...made };
  },

  'district.open-sample': async ({ administrator, password }, { district, clock, sampleDistrict }) => {
    let students = 0;
    const { user } = await district.create(
      {
        districtName: 'Practice district',
        administrator: administrator ?? practiceAdministrator,
        password: password ?? practicePassword,
        practice: true,
      },
      (file, first) => {
        students = file.write(
          {
            actor: first.id,
            actorName: first.name,
            action: 'Opened the practice district',
            at: clock.now(),
            origin: 'import',
          },
          (writer) => loadSampleDistrict(writer, sampleDistrict),
        );
      },
    );
    return { practice: true, students, user };
  },
};
