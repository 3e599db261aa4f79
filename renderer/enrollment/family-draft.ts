import type { Input } from '#electron/contract/contract.ts';

/** The family form as it is typed: text everywhere, empty where nothing is known. Kept as a draft in this shape. */
export interface HomeDraft {
  id?: string;
  street: string;
  city: string;
  state: string;
  zip: string;
  mailing: string;
  mailingCity: string;
  mailingZip: string;
  phone: string;
  language: string;
}

export interface AdultDraft {
  key: string;
  personId?: string;
  firstName: string;
  lastName: string;
  kind: string;
  phone: string;
  phoneKind: string;
  email: string;
  home: 'first' | 'second' | 'none';
  mayPickUp: boolean;
  getsMail: boolean;
  legalNote: string;
}

export interface ChildDraft {
  key: string;
  personId?: string;
  firstName: string;
  middleName: string;
  lastName: string;
  usualName: string;
  birthDate: string;
  gender: string;
  notSameAs: string;
  secondHomeMail: boolean;
  calendarId: string;
  grade: string;
  startDate: string;
  startStatus: string;
  previousSchool: string;
  sectionId: string;
  hispanic: string;
  races: string[];
  military: string;
  photo: string;
}

export interface FamilyDraft {
  id: string;
  step: number;
  home: HomeDraft;
  secondHome: HomeDraft | null;
  adults: AdultDraft[];
  children: ChildDraft[];
}

export const emptyHome = (): HomeDraft => ({
  street: '',
  city: '',
  state: 'MT',
  zip: '',
  mailing: '',
  mailingCity: '',
  mailingZip: '',
  phone: '',
  language: '',
});

export const emptyAdult = (lastName: string): AdultDraft => ({
  key: crypto.randomUUID(),
  firstName: '',
  lastName,
  kind: '',
  phone: '',
  phoneKind: 'cell',
  email: '',
  home: 'first',
  mayPickUp: true,
  getsMail: true,
  legalNote: '',
});

/** What the children of one family usually share: name, school, first day. It is not typed twice. */
export const emptyChild = (like?: Partial<ChildDraft>): ChildDraft => ({
  firstName: '',
  middleName: '',
  lastName: like?.lastName ?? '',
  usualName: '',
  birthDate: '',
  gender: '',
  notSameAs: '',
  secondHomeMail: like?.secondHomeMail ?? false,
  calendarId: like?.calendarId ?? '',
  grade: '',
  startDate: like?.startDate ?? '',
  startStatus: like?.startStatus ?? '',
  previousSchool: like?.previousSchool ?? '',
  sectionId: '',
  hispanic: like?.hispanic ?? '',
  races: like?.races ?? [],
  military: like?.military ?? '',
  photo: like?.photo ?? '',
  key: crypto.randomUUID(),
});

export const draftTitle = (draft: FamilyDraft): string => {
  const names = draft.children.map((child) => `${child.firstName} ${child.lastName}`.trim()).filter(Boolean);
  return names.join(', ') || 'Family without a name yet';
};

const or = (text: string): string | null => text.trim() || null;

/** The form as the call wants it. */
export function toInput(draft: FamilyDraft): Input<'families.enroll'> {
  return {
    home: homeInput(draft.home),
    secondHome: draft.secondHome && homeInput(draft.secondHome),
    adults: draft.adults.map((adult) => ({
      ...(adult.personId ? { personId: adult.personId } : {}),
      firstName: adult.firstName,
      lastName: adult.lastName,
      phones: adult.phone.trim() ? [{ kind: or(adult.phoneKind), number: adult.phone }] : [],
      email: or(adult.email),
      home: adult.home === 'second' && !draft.secondHome ? 'none' : adult.home,
      kind: or(adult.kind),
      mayPickUp: adult.mayPickUp,
      getsMail: adult.getsMail,
      legalNote: or(adult.legalNote),
    })),
    children: draft.children.map((child) => ({
      ...(child.personId ? { personId: child.personId } : {}),
      details: {
        lastName: child.lastName,
        firstName: child.firstName,
        middleName: or(child.middleName),
        usualName: or(child.usualName),
        birthDate: or(child.birthDate),
        gender: or(child.gender),
      },
      ...(child.notSameAs.trim() ? { notSameAs: child.notSameAs } : {}),
      secondHomeMail: child.secondHomeMail,
      calendarId: child.calendarId,
      grade: child.grade,
      startDate: child.startDate,
      startStatus: or(child.startStatus),
      previousSchool: or(child.previousSchool),
      ...(child.sectionId ? { sectionId: child.sectionId } : {}),
      hispanic: or(child.hispanic),
      races: child.races,
      military: or(child.military),
      photo: or(child.photo),
    })),
    draftId: draft.id,
  };
}

const homeInput = (home: HomeDraft): Input<'families.enroll'>['home'] => ({
  ...(home.id ? { id: home.id } : {}),
  street: or(home.street),
  city: or(home.city),
  state: or(home.state),
  zip: or(home.zip),
  mailingStreet: or(home.mailing),
  mailingCity: or(home.mailingCity),
  mailingState: home.mailing.trim() ? or(home.state) : null,
  mailingZip: or(home.mailingZip),
  phone: or(home.phone),
  language: or(home.language),
});
