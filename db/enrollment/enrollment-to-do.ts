import { admissionDuties } from '#db/enrollment/admission-duties.ts';
import { agreementsDue } from '#db/enrollment/agreements.ts';
import { immunizationGaps } from '#db/enrollment/immunization-papers.ts';
import { recordsRequests } from '#db/enrollment/records-requests.ts';
import type { Reader } from '#db/system/connection.ts';
import type { ToDo } from '#db/system/to-do.ts';
import { addDays, schoolYearOf } from '#domain/system/civil-date.ts';

/** How many days ahead Today speaks of papers and duties. */
const AHEAD = 14;

/** What enrollment asks of the office: records to send, duties of new pupils, agreements, court papers that end. */
export function enrollmentToDo(reader: Reader, today: string): ToDo[] {
  const found: ToDo[] = [];
  const open = recordsRequests(reader, today).filter(
    ({ completedOn, direction }) => completedOn === null && direction === 'out',
  );
  if (open[0])
    found.push({
      title: open[0].overdue ? `Overdue: send ${open[0].name}’s records` : `Send ${open[0].name}’s records`,
      detail:
        open.length > 1
          ? `One of ${open.length} records requests.`
          : `To ${open[0].school}, within five working days.`,
      to: '/records',
      due: open[0].dueOn,
    });
  const duties = admissionDuties(reader, today).flatMap(({ name, steps }) =>
    steps
      .filter((step) => step.doneOn === null && step.due <= addDays(today, AHEAD))
      .map((step) => ({ ...step, name })),
  );
  const first = [...duties].sort((a, b) => (a.due < b.due ? -1 : 1))[0];
  if (first)
    found.push({
      title: `${first.name}: ${first.title.toLowerCase()}?`,
      detail:
        duties.length > 1
          ? `One of ${duties.length} steps for new pupils.`
          : 'Asked for at a first enrollment.',
      to: '/records',
      due: first.due,
    });
  const agreements = agreementsDue(reader, schoolYearOf(today), today);
  if (agreements)
    found.push({
      title:
        agreements.why === 'count'
          ? `Attending without agreement: ${agreements.count}`
          : `Agreements to send to the state: ${agreements.count}`,
      detail: 'Out-of-district attendance agreements (FP-14).',
      to: '/agreements',
      due: agreements.due,
    });
  const papers = reader.rows<{ studentId: string; name: string; expiresOn: string }>(
    `SELECT c.studentId, p.lastName || ', ' || p.firstName AS name, c.expiresOn FROM courtPaper c
      JOIN person p ON p.id = c.studentId WHERE c.expiresOn BETWEEN ? AND ? ORDER BY c.expiresOn LIMIT 3`,
    today,
    addDays(today, AHEAD),
  );
  for (const paper of papers)
    found.push({
      title: `A court paper ends: ${paper.name}`,
      detail: 'Ask for the new one; until then the old note stands.',
      to: `/people/${paper.studentId}`,
      due: paper.expiresOn,
    });
  const forms = immunizationGaps(reader, today).filter(
    ({ until }) => until !== null && until <= addDays(today, AHEAD),
  );
  const firstForm = forms[0]?.until;
  if (firstForm)
    found.push({
      title: `Immunization records to get: ${forms.length}`,
      detail: 'Asked for, or attending conditionally until a day.',
      to: '/reports?report=immunization-gaps',
      due: firstForm,
    });
  return found;
}
