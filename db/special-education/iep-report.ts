import { planPage } from '#db/special-education/iep.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { gradeInWords, type ReportRequest, rangeInWords, reportFrame } from '#db/system/report-frame.ts';
import { rowOf } from '#db/system/rows.ts';
import { labelOf } from '#domain/system/code-set.ts';
import { dateInWords, slashDate } from '#domain/system/date-words.ts';
import type { ReportBlock, ReportPage } from '#domain/system/report-page.ts';

/** One plan as it goes to the parents: dates, contents, services, signatures. A draft says so on top. */
export function iepReport(reader: Reader, request: ReportRequest): ReportPage {
  const plan = planPage(reader, request.options.planId ?? '');
  const label = (set: string, code: string | null): string =>
    code === null ? 'not entered' : labelOf(codeSetFile(reader, set), code);
  const date = (value: string | null): string => (value === null ? 'not entered' : dateInWords(value));
  const manager = plan.caseManagerId ? rowOf(reader, 'person', plan.caseManagerId) : undefined;
  const enrolled = reader.rows<{ grade: string; school: string }>(
    'SELECT e.grade, s.number AS school FROM enrollment e JOIN school s ON s.id = e.schoolId WHERE e.studentId = ? AND e.startDate <= ? ORDER BY e.startDate DESC LIMIT 1',
    plan.studentId,
    plan.endDate,
  )[0];
  const born = rowOf(reader, 'person', plan.studentId)?.birthDate;
  const facts: [string, string][] = [
    ['Birth date', date(born ?? null)],
    ['Grade', enrolled ? gradeInWords(enrolled.grade) : 'not enrolled'],
    ['Meeting', date(plan.meetingDate)],
    ['Starts', date(plan.startDate)],
    ['Ends, to be reviewed by', date(plan.endDate)],
    ['Last evaluation', date(plan.lastEvaluation)],
    ['Next evaluation due', date(plan.nextEvaluation)],
    ['Disability', label('disability', plan.disability)],
    ['Setting', label('environment', plan.setting)],
    ['Case manager', manager ? `${manager.firstName} ${manager.lastName}` : 'not entered'],
    ['Minutes in school a week', plan.schoolMinutes === null ? 'not entered' : String(plan.schoolMinutes)],
    [
      'Status',
      plan.status === 'locked'
        ? `Locked ${plan.lockedAt ? dateInWords(plan.lockedAt.slice(0, 10)) : ''}`
        : plan.status,
    ],
  ];
  const text = (title: string, value: string | null): ReportBlock => ({
    kind: 'text',
    title,
    text: value ?? 'Not written yet.',
  });
  return reportFrame(
    reader,
    { ...request, options: { ...request.options, school: enrolled?.school } },
    {
      title: plan.amendsId
        ? 'Individualized education program, amendment'
        : 'Individualized education program',
      range: rangeInWords(plan.startDate, plan.endDate),
      childName: plan.studentName,
      definitions: [
        'Minutes are minutes of special education or related service; the setting follows from where the other minutes are spent.',
      ],
      blocks: [
        ...(plan.status === 'locked'
          ? []
          : [
              {
                kind: 'notice' as const,
                text:
                  plan.status === 'draft'
                    ? 'DRAFT. This plan is not in force.'
                    : 'COMPLETE, NOT LOCKED. This plan is not in force yet.',
                items: plan.problems.map((problem) => problem.message),
              },
            ]),
        { kind: 'facts', items: facts.map(([name, value]) => ({ label: name, value })) },
        text('Present levels of achievement and performance', plan.presentLevels),
        text('Annual goals', plan.goals),
        text('How progress is measured, and when the parents are told', plan.progress),
        {
          kind: 'table',
          title: 'Services',
          columns: [
            { label: 'Service', kind: 'name' },
            { label: 'Minutes', kind: 'number' },
            { label: 'Each' },
            { label: 'Place', kind: 'wide' },
            { label: 'From' },
            { label: 'To' },
          ],
          rows: plan.services.map((service) => [
            label('related_service', service.service),
            String(service.minutes),
            label('service_frequency', service.per),
            service.place ? label('service_place', service.place) : '',
            service.startDate ? slashDate(service.startDate) : '',
            service.endDate ? slashDate(service.endDate) : '',
          ]),
          totals: [],
          empty: 'No service has been entered.',
        },
        text('How far the pupil will not be with other pupils', plan.participation),
        text('State and district assessments', plan.assessment),
        ...(Object.values(plan.transition).some((part) => part !== null)
          ? [
              text('Goals after school', plan.transition.goals),
              text('Transition services', plan.transition.services),
              text('Courses of study', plan.transition.courseOfStudy),
            ]
          : []),
        {
          kind: 'signatures',
          statement:
            'Present at the meeting. Signing shows attendance; parents give consent on its own form.',
          lines: [
            'Parent or guardian',
            'Pupil',
            'Special education teacher',
            'General education teacher',
            'Representative of the district',
          ],
        },
      ],
    },
  );
}
