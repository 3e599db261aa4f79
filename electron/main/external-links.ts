// The only addresses Hi-Line ever hands to the web browser. A link in imported data must never open anything.

const hosts: readonly string[] = [
  'opi.mt.gov', // Montana Office of Public Instruction: guides, upload templates, help desk
  'leg.mt.gov', // Montana Code Annotated
  'mca.legmt.gov',
  'rules.mt.gov', // Administrative Rules of Montana
  'studentprivacy.ed.gov', // FERPA guidance
  'nces.ed.gov',
];

/** The address in normal form when it may be opened, null otherwise. Only https, only the hosts above or below them. */
export function allowedExternal(address: unknown): string | null {
  if (typeof address !== 'string' || address.length > 2_000) return null;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return null;
  const known = hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
  return known ? url.href : null;
}
