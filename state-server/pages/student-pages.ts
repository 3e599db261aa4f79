import type { StaffSession } from '#state-server/accounts/staff-session.ts';
import type { KnownStay, StudentMovement } from '#state-server/movement/movements-of.ts';
import { type Html, html } from '#state-server/pages/html.ts';
import { timeInWords } from '#state-server/pages/overview-queries.ts';
import { page, staffForm } from '#state-server/pages/page-frame.ts';
import { mayDo } from '#state-server/pages/staff-guard.ts';
import type { FoundStudent } from '#state-server/people/student-by-id.ts';
import type { DuplicatePair } from '#state-server/people/student-pairs.ts';

/** `error` is a sentence about the number before, or null. */
export function findStudentPage(session: StaffSession, error: string | null): string {
  const message = error ? html`<p class="error" role="alert" id="error">${error}</p>` : null;
  return page(
    'Find a student',
    html`${message}<form method="get" action="/staff/students" class="inline">
<div><label for="stateId">State ID</label><br>
<input id="stateId" name="stateId" required maxlength="20" autocomplete="off"${error ? html` aria-describedby="error"` : null}></div>
<button type="submit">Find</button></form>`,
    session,
  );
}

export function studentPage(
  session: StaffSession,
  { student, names, persons, merges, readings }: FoundStudent,
  stays: readonly KnownStay[],
): string {
  const undo = (id: string, loser: string) =>
    mayDo(session, 'reviewer')
      ? staffForm(
          session,
          `/staff/merges/${id}/undo`,
          html`<input type="hidden" name="stateId" value="${loser}"><button type="submit">Take the merge of ${loser} back</button>`,
        )
      : null;
  const merged = merges.map(
    (
      merge,
    ) => html`<li>${merge.loser} was merged into this one ${timeInWords(merge.at)} by ${merge.by_name}: ${merge.reason}
${merge.undone_at ? html`Taken back ${timeInWords(merge.undone_at)} by ${merge.undone_by}.` : undo(merge.id, merge.loser)}</li>`,
  );
  const content = html`<dl>
<dt>Names</dt><dd>${names.map((name) => `${name.last_name}, ${name.first_name}`).join(' · ')}</dd>
<dt>Birth date</dt><dd>${student.birth_date}</dd>
<dt>Gender</dt><dd>${student.gender ?? 'not said'}</dd></dl>
<h2>Enrollments across the state</h2>
${stays.length ? staysTable(stays) : html`<p>No enrollment has been received.</p>`}
<h2>Known to</h2>
<ul>${persons.map(
    ({ district, person_id }) =>
      html`<li><a href="/staff/districts/${district}/person/${person_id}">District ${district}: history of the person</a></li>`,
  )}</ul>
${readings.length ? html`<h2>Reading between districts</h2><ul>${readings.map(readingLine)}</ul>` : null}
${merged.length ? html`<h2>Merges</h2><ul>${merged}</ul>` : null}`;
  return page(`State ID ${student.state_id}`, content, session, [
    { title: 'Find a student', href: '/staff/students' },
  ]);
}

const PART_WORDS = {
  permanent: 'permanent record',
  'special-education': 'special education documents',
} as const;

function readingLine(grant: FoundStudent['readings'][number]): Html {
  const { from_district: from, to_district: to, part, begun_at, begun_by, ended_at, ended_by } = grant;
  const end = ended_at === null ? 'In force.' : `Ended ${timeInWords(ended_at)} by ${ended_by}.`;
  return html`<li>District ${from} let ${to} read its ${PART_WORDS[part]} ${timeInWords(begun_at)}, by ${begun_by}. ${end}</li>`;
}

function staysTable(stays: readonly KnownStay[]): Html {
  const rows = stays.map(
    (stay) => html`<tr><th scope="row">${stay.district} ${stay.districtName}</th><td>${stay.schoolName}</td>
<td>${stay.grade}</td><td>${stay.serviceType}</td><td>${stay.startDate}</td><td>${stay.endDate ?? 'open'}</td></tr>`,
  );
  return html`<div class="scroll" role="region" aria-label="Enrollments" tabindex="0"><table>
<caption>As the districts sent them, the first first.</caption>
<thead><tr><th scope="col">District</th><th scope="col">School</th><th scope="col">Grade</th><th scope="col">Service</th><th scope="col">From</th><th scope="col">Through</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

export function overlapsPage(session: StaffSession, movements: readonly StudentMovement[]): string {
  const place = (stay: KnownStay) =>
    html`${stay.district} ${stay.districtName}, ${stay.startDate} to ${stay.endDate ?? 'open'}`;
  const rows = movements.slice(0, 500).map(
    ({ from, to, proposedEndDate }) => html`<tr>
<th scope="row"><a href="/staff/students/${from.stateId}">${from.stateId}</a></th>
<td>${place(from)}</td><td>${place(to)}</td><td>${proposedEndDate ?? 'both begin on one day'}</td></tr>`,
  );
  const table = html`<div class="scroll" role="region" aria-label="Overlaps" tabindex="0"><table>
<caption>Primary enrollments of one student in two districts on the same days. Both districts have been told.</caption>
<thead><tr><th scope="col">State ID</th><th scope="col">First</th><th scope="col">Then</th><th scope="col">Proposed last day of the first</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  return page(
    'Overlapping enrollments',
    movements.length ? table : html`<p>No student is enrolled in two districts at once.</p>`,
    session,
  );
}

export function duplicatesPage(
  session: StaffSession,
  pairs: readonly (DuplicatePair & { mergeId: string })[],
): string {
  const sections = pairs.map(({ one, other, reasons, mergeId }) => {
    const both = `${one.state_id} and ${other.state_id}`;
    const option = (stays: typeof one, goes: typeof one) =>
      staffForm(
        session,
        '/staff/duplicates/merge',
        pairFields(mergeId, stays.state_id, goes.state_id, `${stays.state_id} stays`),
      );
    return html`<section aria-label="${both}"><h2>${both}</h2>
<p>${reasons.join(', ')}</p>
<ul>${[one, other].map(
      (
        student,
      ) => html`<li><a href="/staff/students/${student.state_id}">${student.state_id}</a>: ${student.last_name},
${student.first_name} ${student.middle_name}, born ${student.birth_date}, ${student.gender ?? 'gender not said'}</li>`,
    )}</ul>
${option(one, other)}${option(other, one)}
${staffForm(session, '/staff/duplicates/apart', pairFields(mergeId, one.state_id, other.state_id, 'Two people'))}</section>`;
  });
  return page(
    'Duplicate candidates',
    html`<p>Nothing is merged by itself. A merge can be taken back on the student's page.</p>${
      sections.length ? sections : html`<p>There are none.</p>`
    }`,
    session,
  );
}

function pairFields(id: string, winner: string, loser: string, words: string): Html {
  return html`<input type="hidden" name="id" value="${id}"><input type="hidden" name="winner" value="${winner}">
<input type="hidden" name="loser" value="${loser}">
<label>Reason <input name="reason" required maxlength="300"></label> <button type="submit">${words}</button>`;
}
