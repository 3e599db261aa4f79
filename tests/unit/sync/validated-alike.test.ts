import { afterAll, beforeAll, expect, test } from 'vitest';
import { put, putKeyed, rowOf } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import { newId } from '#electron/data-process/new-id.ts';
import { validateDistrict } from '#state-server/collections/validate-district.ts';
import { connectDevice } from '#sync/connect.ts';
import { runCycle } from '#sync/cycle.ts';
import { httpTransport, type Transport } from '#sync/transport.ts';
import { context } from '#tests/unit/support/district-file.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';
import { type OfficesAndState, officesAndState } from '#tests/unit/sync/support/office-host.ts';

const DISTRICT = '0985';
const END_YEAR = 2027;
/** What the district works out by itself: from calendars, marks and the finance system. */
const COUNTS =
  /^(hours-missing|hours-part-time|absent-on-count|totals-missing|count-too-early|finance-differs)$/;

let all: OfficesAndState;
let office: PracticeHost;
let line: Transport;
beforeAll(async () => {
  [all, office] = await Promise.all([officesAndState(), aPracticeHost()]);
  line = httpTransport();
  const file = fileOf();
  await connectDevice(file, line, { url: all.url, code: await all.code(DISTRICT), deviceName: 'Office' });
}, 60_000);
afterAll(async () => {
  line.close();
  office.end();
  await all.end();
});

function fileOf() {
  const file = office.host.district.open?.file;
  if (!file) throw new Error('The file is not open.');
  return file;
}

interface Found {
  readonly rule: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly field: string;
  readonly what: string;
}
const lines = (findings: readonly Found[]): string[] =>
  findings
    .filter(({ rule }) => !COUNTS.test(rule))
    .map(({ rule, subjectType, subjectId, field, what }) =>
      [rule, subjectType, subjectId, field, what].join(' | '),
    )
    .sort();

test('the state finds in what it has received what the district finds in its own file, word for word', async () => {
  fileOf().write(context, (writer) => {
    const [section] = writer.rows<Row<'section'>>(
      `SELECT x.* FROM section x JOIN schoolYear y ON y.id = x.schoolYearId WHERE y.endYear = ? AND x.courseId IS NOT NULL`,
      END_YEAR,
    );
    const [bells] = writer.rows<Row<'bellSchedule'>>(
      `SELECT l.* FROM bellSchedule l JOIN calendar c ON c.id = l.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
        WHERE y.endYear = ?`,
      END_YEAR,
    );
    const course = rowOf(writer, 'course', section?.courseId ?? '');
    const [stay] = writer.rows<Row<'enrollment'>>(
      `SELECT e.* FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
        WHERE y.endYear = ? AND e.endDate IS NULL ORDER BY e.id`,
      END_YEAR,
    );
    if (!section || !bells || !course || !stay) throw new Error('The practice district has all of these.');
    put(writer, 'course', { ...course, id: newId() });
    put(writer, 'section', { ...section, id: newId() });
    put(writer, 'bellSchedule', { ...bells, id: newId() });
    put(writer, 'enrollment', { ...stay, startStatus: null });
    putKeyed(writer, 'ctePathway', {
      studentId: stay.studentId,
      endYear: END_YEAR,
      pathway: 'Welding',
      districtCredits: '1.00',
      transferCredits: '0.50',
      pathwayCredits: '2.00',
      concentrator: 1,
      singleParent: null,
    });
    putKeyed(writer, 'cteFollowUp', {
      studentId: stay.studentId,
      endYear: END_YEAR,
      contactDate: '2027-02-01',
      status: null,
    });
    putKeyed(writer, 'testScore', {
      studentId: stay.studentId,
      test: 'MAST',
      takenOn: '1998-04-01',
      score: '12',
      level: null,
      note: null,
    });
  });
  const cycle = await runCycle(fileOf(), {
    clock: systemClock,
    newId,
    transport: line,
    onProgress: () => undefined,
  });
  expect(cycle).toMatchObject({ outcome: 'done', words: 'The state has everything.' });

  const here = await office.call('collections.validate', { endYear: END_YEAR });
  const there = await validateDistrict(all.state.database, DISTRICT, END_YEAR, '2026-11-24');
  expect(there.students).toBe(here.students);
  const found = lines(there.findings);
  expect(found).toEqual(lines(here.findings));
  for (const rule of [
    'course-twice',
    'section-twice',
    'bells-twice',
    'cte-credits',
    'cte-contact',
    'score-invalid',
  ])
    expect(
      found.some((one) => one.startsWith(`${rule} |`)),
      rule,
    ).toBe(true);
}, 60_000);
