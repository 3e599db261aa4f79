import { saveDemographics } from '#db/people/demographics.ts';
import { endProtection, protectAddress, protectionOf, trueAddressOf } from '#db/people/protected-address.ts';
import {
  choosePhoto,
  photoOf,
  pupilPapers,
  saveCourtPaper,
  saveFosterPlacement,
  savePhoto,
} from '#db/people/pupil-papers.ts';
import type { pupilPapersContract } from '#electron/contract/pupil-papers.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const pupilPapersHandlers: AreaHandlers<keyof typeof pupilPapersContract> = {
  'people.save-demographics': (input, { write, clock }) => {
    write('Changed race, ethnicity or language', (writer) => saveDemographics(writer, input, clock.today()));
    return { done: true };
  },
  'people.papers': ({ studentId }, { file }) => pupilPapers(file.reader, studentId),
  'people.save-court-paper': ({ id, ...row }, { write, newId }) => {
    write('Saved a court paper', (writer) => saveCourtPaper(writer, { id: id ?? newId(), ...row }));
    return { done: true };
  },
  'people.save-foster-placement': ({ id, ...row }, { write, newId }) => {
    write('Saved a foster placement', (writer) => saveFosterPlacement(writer, { id: id ?? newId(), ...row }));
    return { done: true };
  },
  'people.choose-photo': (input, { write, clock }) => {
    write('Recorded a photo choice', (writer) => choosePhoto(writer, input, clock.today()));
    return { done: true };
  },
  'people.save-photo': ({ studentId, image, takenOn }, { write, clock }) => {
    write('Saved a photo', (writer) =>
      savePhoto(writer, { studentId, image: Buffer.from(image, 'base64'), takenOn }, clock.today()),
    );
    return { done: true };
  },
  'people.photo': ({ studentId }, { file }) => photoOf(file.reader, studentId),
  'people.protection': ({ personId }, { file }) => ({
    ...(protectionOf(file.reader, personId) ?? { active: false, since: null, through: null }),
    trueAddress: trueAddressOf(file.reader, personId),
  }),
  'people.protect-address': ({ personId, trueAddress, since, through, ...substitute }, { write, clock }) => ({
    people: write(
      'Protected an address',
      (writer) =>
        protectAddress(writer, { personId, substitute, trueAddress, since, through }, clock.now()).length,
      { group: true },
    ),
  }),
  'people.end-protection': ({ personId }, { write }) => {
    write('Ended the protection of an address', (writer) => endProtection(writer, personId));
    return { done: true };
  },
};
