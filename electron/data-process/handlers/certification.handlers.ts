import { certify, changedSince, contentOf, hashOf, withdrawCertification } from '#db/collections/certify.ts';
import { collectionNamed } from '#db/collections/collection-calendar.ts';
import { districtContacts, saveCertifier, saveContact } from '#db/collections/who-answers.ts';
import { requiredRow } from '#db/system/rows.ts';
import { specialEducationRoles } from '#domain/accounts/roles.ts';
import type { Collection } from '#domain/collections/collection-calendar.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';
import type { certificationContract } from '#electron/contract/certification.contract.ts';
import type { AreaHandlers, SignedInCall } from '#electron/data-process/call.ts';

const mayseeSpecialEducation = ({ user }: SignedInCall): boolean =>
  user.roles.some((role) => specialEducationRoles.includes(role));

/** Special education collections are for their roles alone. */
function seen(collection: Collection, call: SignedInCall): Collection {
  if (collection.dataType === 'special-education' && !mayseeSpecialEducation(call))
    throw new Failure(
      'not-allowed',
      'Special education collections are kept by special education and the principal.',
    );
  return collection;
}

export const certificationHandlers: AreaHandlers<keyof typeof certificationContract> = {
  'collections.board': ({ endYear }, call) =>
    call.jobs.run('collection-board', {
      endYear: endYear ?? schoolYearOf(call.clock.today()),
      today: call.clock.today(),
      specialEducation: mayseeSpecialEducation(call),
    }),

  'collections.content': ({ collection, endYear, districtId }, call) => {
    const { file, clock } = call;
    requiredRow(file.reader, 'district', districtId);
    const today = clock.today();
    const content = contentOf(file.reader, seen(collectionNamed(file.reader, collection), call), {
      endYear: endYear ?? schoolYearOf(today),
      districtId,
      today,
    });
    return { hash: hashOf(content), ...content };
  },

  'collections.certify': async ({ password, ...input }, call) => {
    const { clock, district, file, newId, write } = call;
    const collection = seen(collectionNamed(file.reader, input.collection), call);
    await district.confirmPassword(password);
    const today = clock.today();
    return write(`Certified ${collection.title}`, (writer) =>
      certify(
        writer,
        { ...input, endYear: input.endYear ?? schoolYearOf(today) },
        { now: clock.now(), today },
        newId,
      ),
    );
  },

  'collections.withdraw-certification': ({ id, reason }, { write, user, clock }) => {
    write('Withdrew a certification', (writer) =>
      withdrawCertification(writer, { id, reason, by: user.name, at: clock.now() }),
    );
    return { done: true };
  },

  'collections.changes': ({ id }, call) => {
    const { file, clock } = call;
    const row = requiredRow(file.reader, 'certification', id);
    seen(collectionNamed(file.reader, row.collection), call);
    return { differences: changedSince(file.reader, row, clock.today()) };
  },

  'collections.save-certifier': ({ id, primary, active, ...row }, { write, newId }) => {
    const certifierId = id ?? newId();
    write(`Certifier ${row.name}`, (writer) =>
      saveCertifier(writer, {
        ...row,
        id: certifierId,
        title: row.title || null,
        primary: primary ? 1 : 0,
        active: active ? 1 : 0,
      }),
    );
    return { id: certifierId };
  },

  'collections.contacts': (_input, { file }) =>
    districtContacts(file.reader).map(({ backup, active, ...row }) => ({
      ...row,
      backup: backup === 1,
      active: active === 1,
    })),

  'collections.save-contact': ({ id, backup, active, ...row }, { write, newId }) => {
    const contactId = id ?? newId();
    write('District contact', (writer) =>
      saveContact(writer, {
        ...row,
        id: contactId,
        phone: row.phone || null,
        backup: backup ? 1 : 0,
        active: active ? 1 : 0,
      }),
    );
    return { id: contactId };
  },
};
