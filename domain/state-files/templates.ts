/** The state's file templates in the order in which it takes them: demographic, enrollment, then everything else. */
export const templateNames = [
  'aim-sd',
  'aim-en',
  'aim-pp',
  'aim-lp',
  'aim-504',
  'aim-mi',
  'aim-fram',
  'aim-af',
  'aim-as',
  'aim-aa',
  'aim-ct',
  'aim-ce',
  'aim-cu',
  'aim-su',
  'aim-sp',
  'aim-te',
  'aim-da',
  'aim-sh',
  'aim-ru',
] as const;
export type TemplateName = (typeof templateNames)[number];

/** The file that must be written before this one; null for the first. Source: OPI AIM page. */
export function forerunnerOf(template: TemplateName): TemplateName | null {
  return standsAlone.has(template) ? null : (FORERUNNERS[template] ?? 'aim-en');
}

/** Files with another forerunner than the enrollment file: staff stand alone, classes follow their courses. */
const FORERUNNERS: Partial<Record<TemplateName, TemplateName>> = {
  'aim-en': 'aim-sd',
  'aim-su': 'aim-cu',
  'aim-sp': 'aim-su',
  'aim-sh': 'aim-su',
  'aim-ru': 'aim-su',
};

/** Staff and course files need no pupils first. */
const standsAlone: ReadonlySet<TemplateName> = new Set(['aim-sd', 'aim-cu', 'aim-te', 'aim-da']);
