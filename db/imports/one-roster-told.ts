import type { Row } from '#domain/sync/registry.ts';

/** One row by its column names. */
export type Cells = ReadonlyMap<string, string>;

export interface Pupil {
  readonly personId: string;
  readonly grade: string;
  readonly schoolSource: string | null;
}

/** What one export has told so far: its own ids, and what they became here. */
export interface Told {
  readonly schools: Map<string, Row<'school'>>;
  readonly sessions: Map<string, { endYear: number; start: string; end: string }>;
  readonly courses: Map<string, string>;
  readonly people: Map<string, string>;
  readonly pupils: Map<string, Pupil>;
  readonly sections: Map<string, { id: string; endYear: number; schoolSource: string; start: string }>;
  /** Pupil and school → enrollment here. */
  readonly enrollments: Map<string, string>;
  readonly agents: { child: string; adult: string }[];
}
