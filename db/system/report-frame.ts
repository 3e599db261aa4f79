import { codesOfYear } from '#db/attendance/attendance-codes.ts';
import { schoolNumbered } from '#db/school/schools.ts';
import type { Reader } from '#db/system/connection.ts';
import { setting } from '#db/system/settings.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { ReportPage } from '#domain/system/report-page.ts';
import type { ReportName, ReportOptions } from '#domain/system/reports.ts';

/** A report asked for, with its dates filled in and who asks when. */
export interface ReportRequest {
  readonly report: ReportName;
  readonly options: ReportOptions;
  readonly range: {
    readonly date: string;
    readonly month: string;
    readonly from: string;
    readonly to: string;
  };
  /** Civil date at the school. */
  readonly today: string;
  readonly printedBy: string;
  readonly printedAt: string;
}

type Own = Pick<ReportPage, 'title' | 'range' | 'blocks'> & Partial<ReportPage>;

/** What every report carries on every page, around what this one says. */
export function reportFrame(reader: Reader, request: ReportRequest, own: Own): ReportPage {
  const school = request.options.school ? schoolNumbered(reader, request.options.school) : undefined;
  const schools = reader.rows<{ name: string }>('SELECT name FROM school ORDER BY number');
  const districts = reader.rows<{ id: string; name: string }>(
    'SELECT id, name FROM district ORDER BY number',
  );
  const own1 = school && districts.find((district) => district.id === school.districtId);
  return {
    districtName: own1?.name ?? districts.map((district) => district.name).join(' and '),
    schoolName: school?.name ?? (schools.length === 1 ? (schools[0]?.name ?? '') : 'All schools'),
    childName: null,
    landscape: false,
    practice: setting(reader, 'practice') === '1',
    notYetSent: changesNotSent(reader),
    printedBy: request.printedBy,
    printedAt: request.printedAt,
    legend: [],
    definitions: [],
    ...own,
  };
}

/** Records changed here that the state has not confirmed. */
function changesNotSent(reader: Reader): number {
  return (
    reader.rows<{ n: number }>(
      `SELECT count(*) AS n FROM (SELECT type, id FROM syncDirty
        UNION SELECT type, id FROM syncOutgoing WHERE state = 'sending'
        UNION SELECT type, id FROM syncOutgoing WHERE state = 'parked')`,
    )[0]?.n ?? 0
  );
}

/** The year's codes with their labels, for the foot of a report. */
export function codeLegend(reader: Reader, endYear: number): ReportPage['legend'] {
  return codesOfYear(reader, endYear).map(({ code, label }) => ({ code, label }));
}

export function rangeInWords(from: string, to: string): string {
  return from === to ? dateInWords(from) : `${dateInWords(from)} to ${dateInWords(to)}`;
}

/** Days of which the totals are: never past today, since a day to come has no attendance. */
export function throughToday(to: string, today: string): string {
  return to < today ? to : today;
}

/** "Grade 3", "Kindergarten": the list's own words are long, so numbered grades are cut short. */
export const gradeInWords = (grade: string): string => (/^\d\d$/.test(grade) ? String(Number(grade)) : grade);
