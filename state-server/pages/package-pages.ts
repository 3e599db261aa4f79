import type { StaffSession } from '#state-server/accounts/staff-session.ts';
import type { listPackages, TakenPackage } from '#state-server/packages/take-package.ts';
import { html } from '#state-server/pages/html.ts';
import { timeInWords } from '#state-server/pages/overview-queries.ts';
import { page, staffForm } from '#state-server/pages/page-frame.ts';
import { mayDo } from '#state-server/pages/staff-guard.ts';

const STATES = {
  taken: 'taken',
  review: 'waits for review',
  accepted: 'accepted after review',
  dismissed: 'dismissed after review',
} as const;

/** What districts without a line have brought, and the way to take one more. */
export function packagesPage(
  session: StaffSession,
  packages: Awaited<ReturnType<typeof listPackages>>,
): string {
  const decide = (id: string, district: string) =>
    mayDo(session, 'administrator')
      ? html`${staffForm(session, `/staff/packages/${id}/accepted`, html`<button type="submit" aria-label="Apply it: package of district ${district}">Apply it</button>`)}
${staffForm(session, `/staff/packages/${id}/dismissed`, html`<button type="submit" aria-label="Let it go: package of district ${district}">Let it go</button>`)}`
      : html`for administrators`;
  const rows = packages.map(
    ({ id, at, by_name, district, state, reason, operations, applied, decided_by, decided_at }) => html`<tr>
<th scope="row">${timeInWords(at)}</th>
<td><a href="/staff/districts/${district}">${district}</a></td>
<td>${by_name}</td>
<td class="number">${applied} of ${operations}</td>
<td>${STATES[state]}${reason ? html`<br><span class="quiet">${reason}</span>` : null}${decided_by && decided_at ? html`<br><span class="quiet">${decided_by}, ${timeInWords(decided_at)}</span>` : null}</td>
<td>${state === 'review' ? decide(id, district) : state === 'dismissed' ? 'none' : html`<a href="/staff/packages/${id}/answer" aria-label="Answer for district ${district}, ${timeInWords(at)}">Answer</a>`}</td>
</tr>`,
  );
  const table = html`<div class="scroll" role="region" aria-label="Packages" tabindex="0"><table>
<caption>A package may be brought twice: what was taken once is not taken again.</caption>
<thead><tr><th scope="col">Brought</th><th scope="col">District</th><th scope="col">Taken in by</th><th scope="col" class="number">Changes taken</th><th scope="col">How it stands</th><th scope="col">Answer</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  const take = html`<form method="post" action="/staff/packages" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="${session.csrf}">
<label for="file">Package file</label><br>
<input id="file" name="file" type="file" required> <button type="submit">Take the package</button></form>`;
  return page(
    'Packages',
    html`<p>A district without a line brings its changes on a stick and takes the answer back the same way.</p>
${take}${rows.length ? table : html`<p>None has been brought.</p>`}`,
    session,
  );
}

/** What came of a package just now. */
export function takenPage(session: StaffSession, taken: TakenPackage): string {
  const next = taken.answer
    ? html`<p><a href="/staff/packages/${taken.id}/answer" download>Save the answer</a> on the stick and give it back to district ${taken.district}.</p>`
    : null;
  return page(
    taken.state === 'taken' ? 'The package is taken' : 'The package waits for review',
    html`<p role="status">${taken.sentence}</p>${next}`,
    session,
    [{ title: 'Packages', href: '/staff/packages' }],
  );
}
