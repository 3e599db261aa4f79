/** Postal codes of the states, districts and territories of the USA, armed forces, and the Canadian provinces next door. */
const STATES: ReadonlySet<string> = new Set(
  (
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR ' +
    'PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI AA AE AP AB BC MB NB NL NS NT NU ON PE QC SK YT'
  ).split(' '),
);

/** What is wrong with a ZIP as typed, in a sentence; null when it may be one. Canadian postal codes are taken too. */
export const zipProblem = (text: string): string | null =>
  /^\d{5}(-?\d{4})?$/.test(text) || /^[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d$/.test(text)
    ? null
    : 'A ZIP has five digits, like 59044, or nine, like 59044-1234.';

export const stateProblem = (text: string): string | null =>
  STATES.has(text.toUpperCase()) ? null : 'A state is written with its two letters, like MT.';

export const emailProblem = (text: string): string | null =>
  /^[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+$/.test(text)
    ? null
    : 'An e-mail address is written like name@school.org.';
