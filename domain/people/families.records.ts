import { code, date, flag, integer, recordType, reference, text } from '#domain/sync/record-type.ts';

const personal = { sensitivity: 'personal' } as const;
const asked = { authority: 'ask', sensitivity: 'personal' } as const;
const confidential = { sensitivity: 'confidential' } as const;

/** One home with its address and phone. A pupil whose parents live apart belongs to two. */
export const household = recordType('household', 'Household', 10, {
  name: text('Name', { ...personal, required: true }),
  street: text('Street', { ...personal, group: 'home' }),
  city: text('City', { ...personal, group: 'home' }),
  state: text('State', { ...personal, group: 'home' }),
  zip: text('ZIP', { ...personal, group: 'home' }),
  mailingStreet: text('Mailing street', { ...personal, group: 'mailing' }),
  mailingCity: text('Mailing city', { ...personal, group: 'mailing' }),
  mailingState: text('Mailing state', { ...personal, group: 'mailing' }),
  mailingZip: text('Mailing ZIP', { ...personal, group: 'mailing' }),
  phone: text('Phone', personal),
  language: text('Language at home', personal),
});

/** Somebody's place in a household. Each pupil and household has a mailing flag of its own. */
export const householdMember = recordType('householdMember', 'Household member', 30, {
  householdId: reference('Household', 'household', { key: true }),
  personId: reference('Person', 'person', { key: true }),
  main: flag('Main home', { required: true, ...asked }),
  getsMail: flag('Mail about the pupil goes here', { required: true, ...personal }),
  active: flag('Lives here', { required: true, ...personal }),
});

/** A legal name as it was until a day: a change with its date, never a corrected mistake. */
export const formerName = recordType('formerName', 'Former name', 30, {
  personId: reference('Person', 'person', { required: true }),
  lastName: text('Legal last name', { ...personal, required: true }),
  firstName: text('Legal first name', { ...personal, required: true }),
  middleName: text('Legal middle name', personal),
  suffix: code('Suffix', { ...personal, codeSet: 'name_suffix' }),
  usualName: text('Name used at school', personal),
  throughDate: date('Until', { required: true, ...personal }),
  reason: text('Why', personal),
});

/** An address as it was until a day. */
export const formerAddress = recordType('formerAddress', 'Former address', 30, {
  personId: reference('Person', 'person', { required: true }),
  street: text('Street', personal),
  city: text('City', personal),
  state: text('State', personal),
  zip: text('ZIP', personal),
  throughDate: date('Until', { required: true, ...personal }),
});

/** A foster placement with whom to call about it. */
export const fosterPlacement = recordType('fosterPlacement', 'Foster placement', 30, {
  studentId: reference('Student', 'person', { required: true }),
  startDate: date('From', { ...confidential, required: true, group: 'dates' }),
  endDate: date('To', { ...confidential, group: 'dates' }),
  agency: text('Agency', confidential),
  caseworker: text('Caseworker', confidential),
  caseworkerPhone: text('Caseworker’s phone', confidential),
  note: text('Note', confidential),
});

/** A court paper on file: who may pick up, who may see records. It ends on its date, and Today tells before. */
export const courtPaper = recordType('courtPaper', 'Court paper', 30, {
  studentId: reference('Student', 'person', { required: true }),
  kind: code('Kind', { ...asked, required: true, codeSet: 'court_paper_kind' }),
  court: text('Court', personal),
  says: text('What it says', { ...asked, required: true }),
  issuedOn: date('Issued on', { ...personal, group: 'dates' }),
  expiresOn: date('Ends on', { ...personal, group: 'dates' }),
});

/** The parents' yearly choice about the missing-child photo repository. No record: nothing was chosen. Source: MCA 20-7-1317. */
export const photoChoice = recordType('photoChoice', 'Photo choice', 30, {
  studentId: reference('Student', 'person', { key: true }),
  endYear: integer('Ending year', { key: true }),
  choice: code('Choice', { ...personal, codeSet: 'photo_opt_in', group: 'choice' }),
  chosenOn: date('Chosen on', { ...personal, group: 'choice' }),
});

/**
 * Address confidentiality: the address on record is the substitute one, everywhere. The true one is in no synced record;
 * it stays on the computer where it was entered.
 */
export const addressProtection = recordType('addressProtection', 'Protected address', 30, {
  personId: reference('Person', 'person', { key: true }),
  active: flag('Protected', { required: true, ...asked, group: 'protected' }),
  since: date('Since', { ...personal, group: 'protected' }),
  through: date('Ends on', { ...personal, group: 'protected' }),
});

/**
 * The photo of a pupil whose parents opted in. The picture itself is a file named by its SHA-256, which travels after the
 * record; all empty where there is none any more.
 */
export const pupilPhoto = recordType('pupilPhoto', 'Photo', 30, {
  studentId: reference('Student', 'person', { key: true }),
  takenOn: date('Taken on', { ...personal, group: 'picture' }),
  sha256: text('Fingerprint of the picture', { ...personal, group: 'picture' }),
  size: integer('Size in bytes', { ...personal, group: 'picture' }),
});
