import { hash } from 'node:crypto';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { type EventPart, removeEvent, saveEvent } from '#db/behavior/events.ts';
import { dateCell, requiredCell, requiredDate, stateIdCell, textCell } from '#db/imports/cells.ts';
import { personByNumbers, schoolByNumber } from '#db/imports/find-subject.ts';
import { type ImportRow, type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import type { Opening } from '#db/imports/opened-import.ts';
import type { SourceBytes } from '#db/imports/source-bytes.ts';
import { textFacts, textOf } from '#db/imports/source-text.ts';
import { ownCodes } from '#db/state-files/state-codes.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';
import layout from '#resources/layouts/behavior.json' with { type: 'json' };

const A = layout.attributes;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** A school's year of behavior is small; a larger file is something else. */
const LARGEST = 20 * 1024 * 1024;

type Element = Readonly<Record<string, unknown>>;

/** The year's behavior as XML. Like the state's own load it replaces the year: events that are not in the file are removed. */
export function* openBehaviorFile(source: SourceBytes): Opening {
  const facts = yield* textFacts(source);
  let text = '';
  for (const part of textOf(source, facts.encoding)) {
    text += part;
    if (text.length > LARGEST)
      throw new Failure('invalid-input', 'This file is too large to be a year of behavior.');
  }
  if (/<!DOCTYPE|<!ENTITY/i.test(text))
    throw new Failure(
      'invalid-input',
      'This XML file brings definitions of its own, which a behavior file never needs.',
    );
  const valid = XMLValidator.validate(text);
  if (valid !== true)
    throw new Failure(
      'invalid-input',
      `This is not a right XML file: line ${valid.err.line}: ${valid.err.msg}`,
    );
  const read = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    processEntities: true,
    isArray: (name) => name === layout.event || name === layout.part,
  }).parse(text) as Element;
  const found = read[layout.root];
  // A root with nothing in it is read as empty text.
  const root = found === '' ? {} : (found as Element | undefined);
  if (root === undefined || typeof root !== 'object')
    throw new Failure(
      'invalid-input',
      `This XML file does not begin with <${layout.root}>, so it is another file.`,
    );
  const endYear = Number(root[A.endYear]);
  if (!Number.isInteger(endYear) || endYear < 2007 || endYear > 2199)
    throw new Failure('invalid-input', `The file does not say which school year it is of (${A.endYear}).`);
  const events = (root[layout.event] ?? []) as readonly Element[];
  return {
    lines: events.length,
    hash: facts.hash ?? hash('sha256', text),
    notes: () => ['The file replaces the whole year: events that are not in it are removed.'],
    rest: { separator: '\t', header: [], mark: '# ', mixed: false },
    rows: () => rowsOf(source.name, endYear, events),
  };
}

function* rowsOf(file: string, endYear: number, events: readonly Element[]): Generator<ImportRow> {
  const seen = new Set<string>();
  for (const [at, event] of events.entries())
    yield {
      file,
      line: at + 1,
      cells: [JSON.stringify(event)],
      take: (tools) => takeEvent(tools, endYear, event, seen),
    };
  yield {
    file,
    line: events.length + 1,
    cells: [],
    // With an event that could not be taken nobody knows what the year holds, so nothing is removed.
    take: (tools) => (seen.size < events.length ? 'skipped' : removeOthers(tools, endYear, seen)),
  };
}

function takeEvent(tools: ImportTools, endYear: number, event: Element, seen: Set<string>): RowResult {
  const attribute = (name: string): string | undefined =>
    event[name] === undefined ? undefined : String(event[name]);
  const own = ownCodes(tools.writer);
  const date = requiredDate(attribute(A.date), A.date);
  if (date < `${endYear - 1}-07-01` || date > `${endYear}-06-30`)
    throw new RowProblem('The event is not in the school year of the file.', A.date, date);
  const eventId = attribute(A.eventId) ?? '';
  const id = UUID.test(eventId) ? eventId : tools.newId();
  const school = schoolByNumber(tools, requiredCell(attribute(A.schoolNumber), A.schoolNumber));
  const row: Row<'behaviorEvent'> = {
    id,
    schoolId: school.id,
    date,
    time: textCell(attribute(A.time)),
    kind: own('behavior_event', requiredCell(attribute(A.kind), A.kind)),
    place: textCell(attribute(A.place)),
    note: null,
  };
  const before = tools.writer.rows<Row<'behaviorEvent'>>('SELECT * FROM behaviorEvent WHERE id = ?', id)[0];
  const parts = ((event[layout.part] ?? []) as readonly Element[]).map((part): EventPart => {
    const of = (name: string): string | undefined =>
      part[name] === undefined ? undefined : String(part[name]);
    const stateId = stateIdCell(requiredCell(of(A.stateId), A.stateId));
    const studentId = personByNumbers(tools.writer, stateId, null);
    if (!studentId)
      throw new RowProblem(
        'A pupil of this event is not here. Bring in the demographic file first.',
        A.stateId,
        stateId ?? undefined,
      );
    const response = textCell(of(A.response));
    return {
      studentId,
      role: own('behavior_role', requiredCell(of(A.role), A.role)),
      response: response === null ? null : own('behavior_response', response),
      startDate: dateCell(of(A.startDate), A.startDate),
      days: textCell(of(A.days)),
    };
  });
  const count = (): number =>
    tools.writer.rows<{ n: number }>('SELECT max(number) AS n FROM auditLine')[0]?.n ?? 0;
  const from = count();
  saveEvent(tools.writer, { ...row, note: before?.note ?? null }, parts);
  seen.add(id);
  return before ? (count() > from ? 'changed' : 'same') : 'added';
}

function removeOthers(tools: ImportTools, endYear: number, seen: ReadonlySet<string>): RowResult {
  const others = tools.writer
    .rows<{ id: string }>(
      'SELECT id FROM behaviorEvent WHERE date BETWEEN ? AND ?',
      `${endYear - 1}-07-01`,
      `${endYear}-06-30`,
    )
    .filter(({ id }) => !seen.has(id));
  for (const { id } of others) removeEvent(tools.writer, id);
  return others.length > 0 ? 'changed' : 'same';
}
