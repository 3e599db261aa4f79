import { yearOfReport } from '#db/collections/count-reports.ts';
import { validate } from '#db/collections/validation/findings.ts';
import type { Reader } from '#db/system/connection.ts';
import { type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { isSpecialEducation } from '#domain/accounts/record-roles.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import type { ReportPage, ReportTable } from '#domain/system/report-page.ts';

/** What is to be fixed, by rule, with room to write: for the teacher or principal. Plans are left out of it. */
export function validationWorksheet(reader: Reader, request: ReportRequest): ReportPage {
  const endYear = yearOfReport(request);
  const result = validate(reader, { endYear, today: request.today, collection: request.options.collection });
  const findings = result.findings.filter(
    ({ subjectType, accepted }) => !isSpecialEducation(subjectType) && accepted === null,
  );
  const tables = [...new Set(findings.map(({ title }) => title))].map((title): ReportTable => {
    const own = findings.filter((finding) => finding.title === title);
    return {
      kind: 'table',
      title: `${own[0]?.severity === 'must' ? 'Must fix' : own[0]?.severity === 'check' ? 'Check this' : 'Note'}: ${title}`,
      columns: [
        { label: 'Of', kind: 'name' },
        { label: 'What is wrong', kind: 'wide' },
        { label: 'Right value', kind: 'box' },
      ],
      rows: own.map((finding) => [finding.name, finding.what, '']),
      totals: [],
      empty: '',
    };
  });
  return reportFrame(reader, request, {
    title: 'Validation worksheet',
    range: schoolYearInWords(endYear),
    definitions: [
      `${result.students} pupils were checked with rules ${result.rulesVersion}. Special education plans are not on this sheet.`,
    ],
    blocks: tables.length > 0 ? tables : [{ kind: 'text', title: '', text: 'Everything is in order.' }],
  });
}
