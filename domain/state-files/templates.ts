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
] as const;
export type TemplateName = (typeof templateNames)[number];

/** The file that must be written before this one; null for the first. Source: OPI AIM page. */
export function forerunnerOf(template: TemplateName): TemplateName | null {
  if (template === 'aim-sd') return null;
  return template === 'aim-en' ? 'aim-sd' : 'aim-en';
}
