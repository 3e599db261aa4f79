import { listEvents } from '#db/behavior/events.ts';
import { type CodeToConfirm, codeToConfirm, stateCodes } from '#db/state-files/state-codes.ts';
import type { Reader } from '#db/system/connection.ts';
import layout from '#resources/layouts/behavior.json' with { type: 'json' };

const A = layout.attributes;

export interface BehaviorFile {
  readonly text: string;
  readonly events: number;
  readonly problems: readonly string[];
  readonly codesToConfirm: readonly CodeToConfirm[];
}

/** The year's behavior as the state takes it: one XML file, which replaces everything it had of the year. */
export function behaviorFile(reader: Reader, endYear: number): BehaviorFile {
  const codeFor = stateCodes(reader);
  const unconfirmed = new Map<string, { set: string; code: string }>();
  const problems: string[] = [];
  const coded = (set: string, code: string | null): string | null => {
    if (code === null) return null;
    const written = codeFor(set, code);
    if ('text' in written) return written.text;
    unconfirmed.set(`${set} ${code}`, { set, code });
    return code;
  };
  const schools = new Map(
    reader
      .rows<{ id: string; number: string }>('SELECT id, number FROM school')
      .map(({ id, number }) => [id, number]),
  );
  const district = reader.rows<{ number: string }>('SELECT number FROM district ORDER BY number LIMIT 1')[0];
  const numbers = new Map(
    reader
      .rows<{ personId: string; value: string }>(
        "SELECT personId, value FROM identifier WHERE system = 'state' AND value IS NOT NULL",
      )
      .map(({ personId, value }) => [personId, value]),
  );
  const events = listEvents(reader, { endYear }).toSorted((a, b) =>
    `${a.date} ${a.time ?? ''} ${a.id}` < `${b.date} ${b.time ?? ''} ${b.id}` ? -1 : 1,
  );
  const lines = events.flatMap((event) => [
    `  <${layout.event}${attributes([
      [A.eventId, event.id],
      [A.schoolNumber, schools.get(event.schoolId) ?? null],
      [A.date, event.date],
      [A.time, event.time],
      [A.kind, coded('behavior_event', event.kind)],
      [A.place, event.place],
    ])}>`,
    ...event.parts.flatMap((part) => {
      const stateId = numbers.get(part.studentId);
      if (!stateId) {
        problems.push(`The event of ${event.date}: ${part.name} has no State ID and is left out of it.`);
        return [];
      }
      return [
        `    <${layout.part}${attributes([
          [A.stateId, stateId],
          [A.role, coded('behavior_role', part.role)],
          [A.response, coded('behavior_response', part.response)],
          [A.startDate, part.startDate],
          [A.days, part.days],
        ])}/>`,
      ];
    }),
    `  </${layout.event}>`,
  ]);
  const root = attributes([
    [A.districtNumber, district?.number.padStart(4, '0') ?? null],
    [A.endYear, String(endYear)],
  ]);
  return {
    text: `<?xml version="1.0" encoding="UTF-8"?>\n<${layout.root}${root}>\n${lines.map((line) => `${line}\n`).join('')}</${layout.root}>\n`,
    events: events.length,
    problems,
    codesToConfirm: [...unconfirmed.values()].map(({ set, code }) => codeToConfirm(reader, set, code)),
  };
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Attributes that have a value, in order. Characters XML cannot hold are left out. */
function attributes(pairs: readonly (readonly [string, string | null])[]): string {
  return pairs
    .filter(([, value]) => value !== null && value !== '')
    .map(
      ([name, value]) =>
        ` ${name}="${(value ?? '')
          // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those that XML 1.0 forbids
          .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
          .replace(/[\t\r\n]+/g, ' ')
          .replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign)}"`,
    )
    .join('');
}
