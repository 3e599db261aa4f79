import type { Writer } from '#db/system/connection.ts';
import { rowOf } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';

export interface Pupil {
  readonly personId: string;
  readonly grade: string;
  readonly schoolSource: string | null;
}

interface Session {
  readonly endYear: number;
  readonly start: string;
  readonly end: string;
}

export interface ToldSection {
  readonly id: string;
  readonly endYear: number;
  readonly schoolSource: string;
  readonly start: string;
}

/**
 * What exports have told: their own ids, and what they became here. An export of changes only ("delta") names schools,
 * terms and classes that an earlier one brought, so these are kept with the file.
 */
export class Told {
  readonly #schools = new Map<string, Row<'school'>>();
  readonly #people = new Map<string, string>();
  readonly pupils = new Map<string, Pupil>();
  /** Pupil and school → enrollment here. */
  readonly enrollments = new Map<string, string>();
  readonly agents: { child: string; adult: string; line: number }[] = [];
  /** Rows to be deleted that were left alone, by file. */
  readonly leftAlone = new Map<string, number>();

  school(writer: Writer, source: string): Row<'school'> | undefined {
    const known = this.#schools.get(source);
    if (known) return known;
    const id = recall<string>(writer, 'org', source);
    return id === undefined ? undefined : rowOf(writer, 'school', id);
  }

  setSchool(writer: Writer, source: string, school: Row<'school'>): void {
    remember(writer, 'org', source, school.id);
    this.#schools.set(source, school);
  }

  session(writer: Writer, source: string): Session | undefined {
    return recall(writer, 'session', source);
  }

  setSession(writer: Writer, source: string, session: Session): void {
    remember(writer, 'session', source, session);
  }

  course(writer: Writer, source: string): string | undefined {
    const id = recall<string>(writer, 'course', source);
    return id !== undefined && rowOf(writer, 'course', id) ? id : undefined;
  }

  setCourse(writer: Writer, source: string, id: string): void {
    remember(writer, 'course', source, id);
  }

  section(writer: Writer, source: string): ToldSection | undefined {
    const section = recall<ToldSection>(writer, 'class', source);
    return section && rowOf(writer, 'section', section.id) ? section : undefined;
  }

  setSection(writer: Writer, source: string, section: ToldSection): void {
    remember(writer, 'class', source, section);
  }

  person(writer: Writer, user: string): string | undefined {
    return (
      this.#people.get(user) ??
      writer.rows<{ personId: string }>(
        "SELECT personId FROM identifier WHERE system = 'oneroster' AND value = ?",
        user,
      )[0]?.personId
    );
  }

  setPerson(user: string, personId: string): void {
    this.#people.set(user, personId);
  }
}

type Kind = 'org' | 'session' | 'course' | 'class';

function recall<T>(writer: Writer, kind: Kind, source: string): T | undefined {
  const value = writer.rows<{ value: string }>(
    'SELECT value FROM setting WHERE name = ?',
    `oneroster ${kind} ${source}`,
  )[0]?.value;
  return value === undefined ? undefined : (JSON.parse(value) as T);
}

function remember(writer: Writer, kind: Kind, source: string, value: unknown): void {
  writer.exec(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value',
    `oneroster ${kind} ${source}`,
    JSON.stringify(value),
  );
}
