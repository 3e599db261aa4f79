/** How a calendar is reported to the state. */
export interface Reporting {
  readonly excluded: boolean;
  readonly excludedGrades: readonly string[];
}

/** What keeps an enrollment of that grade out of every state count: its calendar, its grade in it, or nothing. */
export function calendarExcludes(
  reporting: Reporting | undefined,
  grade: string,
): 'calendar' | 'grade' | null {
  if (!reporting) return null;
  if (reporting.excluded) return 'calendar';
  return reporting.excludedGrades.includes(grade) ? 'grade' : null;
}
