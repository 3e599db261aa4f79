import { enrollFamily } from '#db/enrollment/enroll-family.ts';
import { draftBody, familyDrafts, removeDraft, saveDraft } from '#db/enrollment/family-drafts.ts';
import { removeRelationship, saveRelationship } from '#db/people/adults.ts';
import { addAdult } from '#db/people/change-person.ts';
import { householdsOf, saveHousehold, saveMember } from '#db/people/households.ts';
import { LIKELY, lookAlikes } from '#db/people/matches.ts';
import { Failure } from '#domain/system/failure.ts';
import type { familiesContract } from '#electron/contract/families.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

const bit = (yes: boolean): 0 | 1 => (yes ? 1 : 0);

export const familiesHandlers: AreaHandlers<keyof typeof familiesContract> = {
  'families.enroll': ({ draftId, children, ...family }, { file, write, newId, clock }) => {
    children.forEach((child, at) => {
      if (child.personId || child.notSameAs) return;
      if (lookAlikes(file.reader, child.details).some((match) => match.score >= LIKELY))
        throw new Failure(
          'conflict',
          `Child ${at + 1}: a child like this is already here. Choose that one, or say why it is somebody else.`,
          [{ field: `children.${at}.notSameAs`, message: 'Say why it is somebody else.' }],
        );
    });
    const reasons = children.flatMap(({ notSameAs }) => notSameAs ?? []);
    const made = write(
      reasons.length > 0 ? `Enrolled a family (somebody else: ${reasons.join('; ')})` : 'Enrolled a family',
      (writer) => {
        const done = enrollFamily(
          writer,
          { ...family, children: children.map(({ notSameAs: _reason, ...child }) => child) },
          newId,
          clock.today(),
        );
        if (draftId) removeDraft(writer, draftId);
        return done;
      },
      { group: true },
    );
    return made;
  },
  'families.drafts': (_input, { file }) => familyDrafts(file.reader),
  'families.draft': ({ id }, { file }) => ({ body: draftBody(file.reader, id) }),
  'families.save-draft': (draft, { file, clock, user }) => {
    file.writeLocal((writer) => saveDraft(writer, { ...draft, at: clock.now(), byName: user.name }));
    return { done: true };
  },
  'families.remove-draft': ({ id }, { file }) => {
    file.writeLocal((writer) => removeDraft(writer, id));
    return { done: true };
  },
  'families.households': ({ personId }, { file }) => householdsOf(file.reader, personId),
  'families.save-household': ({ id, secondHomeOf, ...row }, { write, newId }) => {
    const householdId = id ?? newId();
    write(
      'Changed a household',
      (writer) => {
        saveHousehold(writer, { id: householdId, ...row });
        if (secondHomeOf)
          saveMember(writer, {
            householdId,
            personId: secondHomeOf.personId,
            main: 0,
            getsMail: bit(secondHomeOf.getsMail),
            active: 1,
          });
      },
      { group: true },
    );
    return { id: householdId };
  },
  'families.save-member': (member, { write }) => {
    write('Changed who lives in a household', (writer) =>
      saveMember(writer, {
        householdId: member.householdId,
        personId: member.personId,
        main: bit(member.main),
        getsMail: bit(member.getsMail),
        active: bit(member.active),
      }),
    );
    return { done: true };
  },
  'families.save-adult': ({ adultId, lastName, firstName, phone, ...row }, { write, newId }) => ({
    adultId: write(
      'Changed an adult of a pupil',
      (writer) => {
        const id = adultId ?? addAdult(writer, { lastName, firstName, phone }, newId);
        saveRelationship(writer, {
          studentId: row.studentId,
          adultId: id,
          kind: row.kind,
          priority: row.priority,
          livesWith: bit(row.livesWith),
          mayPickUp: bit(row.mayPickUp),
          getsMail: bit(row.getsMail),
          custodyNote: row.custodyNote,
        });
        return id;
      },
      { group: true },
    ),
  }),
  'families.remove-adult': ({ studentId, adultId }, { write }) => {
    write('Took an adult off a pupil', (writer) => removeRelationship(writer, studentId, adultId));
    return { done: true };
  },
};
