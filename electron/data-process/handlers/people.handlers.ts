import { addStaff, changeDetails, changePhones } from '#db/people/change-person.ts';
import { findPeople } from '#db/people/find.ts';
import { moveTogether } from '#db/people/households.ts';
import { noteOpened, personPage, recentPeople } from '#db/people/person-page.ts';
import { roster } from '#db/people/roster.ts';
import { underField } from '#domain/system/failure.ts';
import type { peopleContract } from '#electron/contract/people.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const peopleHandlers: AreaHandlers<keyof typeof peopleContract> = {
  'people.find': ({ text, limit }, { file }) => findPeople(file.reader, text, limit),
  'people.roster': (scope, { file }) => roster(file.reader, scope),
  'people.page': async ({ personId }, { file, user, clock }) => {
    const page = personPage(file.reader, personId, clock.today());
    await file.whenWritable();
    file.writeLocal((writer) => noteOpened(writer, user.id, personId, clock.now()));
    return page;
  },
  'people.change-details': ({ personId, details }, { write, clock }) => {
    write('Changed a name or birth date', (writer) =>
      changeDetails(writer, personId, details, clock.today()),
    );
    return { done: true };
  },
  'people.change-address': ({ personIds, email, phonesOf, ...address }, { write, newId }) => {
    write(
      phonesOf ? 'Changed an address and phone numbers' : 'Changed an address',
      (writer) => {
        moveTogether(writer, personIds, address, email);
        if (phonesOf)
          underField('phonesOf', () => changePhones(writer, phonesOf.personId, phonesOf.phones, newId));
      },
      { group: true },
    );
    return { done: true };
  },
  'people.change-phones': ({ personId, phones }, { write, newId }) => {
    write('Changed phone numbers', (writer) => changePhones(writer, personId, phones, newId));
    return { done: true };
  },
  'people.staff': (_input, { file }) =>
    file.reader.rows(
      "SELECT id AS personId, firstName || ' ' || lastName AS name FROM person WHERE isStaff = 1 ORDER BY nameOrder(lastName, firstName)",
    ),
  'people.add-staff': (name, { write, newId }) => {
    const personId = newId();
    write('Added somebody who works here', (writer) => addStaff(writer, { id: personId, ...name }));
    return { personId };
  },
  'people.recent': (_input, { file, user }) => recentPeople(file.reader, user.id),
};
