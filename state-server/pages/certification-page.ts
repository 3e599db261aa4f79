import type { CollectionCalendar } from '#domain/collections/collection-calendar.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import type { StaffSession } from '#state-server/accounts/staff-session.ts';
import type { CollectionStanding, ReceivedCertification } from '#state-server/collections/certifications.ts';
import { type Html, html } from '#state-server/pages/html.ts';
import { timeInWords } from '#state-server/pages/overview-queries.ts';
import { page, staffForm } from '#state-server/pages/page-frame.ts';
import { mayDo } from '#state-server/pages/staff-guard.ts';

/** Who has certified what in a school year, who is missing, and a way to ask for it again. */
export function certificationsPage(
  session: StaffSession,
  endYear: number,
  calendar: Pick<CollectionCalendar, 'collections'>,
  standings: readonly CollectionStanding[],
  districts: readonly { number: string; name: string }[],
): string {
  const titles = new Map(calendar.collections.map(({ code, title }) => [code, title]));
  const years = html`<form method="get" action="/staff/certifications"><label>School year ending in <input name="year" type="number" min="2007" max="2199" value="${endYear}"></label> <button type="submit">Show</button></form>`;
  const certified = calendar.collections.filter(({ certify }) => certify);
  const sections = certified.map(({ code }) => {
    const own = standings.filter(({ collection }) => collection === code);
    if (own.length === 0) return html``;
    const silent = districts.filter(({ number }) => !own.some(({ district }) => district === number));
    return html`<h2>${titles.get(code) ?? code}</h2>
<div class="scroll" role="region" aria-label="${titles.get(code) ?? code}" tabindex="0"><table>
<thead><tr><th scope="col">District</th><th scope="col">Standing</th><th scope="col">Certified by</th><th scope="col">Totals</th><th scope="col">Ask again</th></tr></thead>
<tbody>${own.map((standing) => row(session, standing))}</tbody></table></div>
${silent.length > 0 ? html`<p>Nothing received from: ${silent.map(({ number, name }) => `${name} (${number})`).join(', ')}.</p>` : null}`;
  });
  const nothing =
    standings.length === 0
      ? html`<p>No district has certified anything for ${schoolYearInWords(endYear)}.</p>`
      : null;
  return page('Certifications', html`${years}${nothing}${sections}`, session, [
    { title: 'Districts', href: '/staff' },
  ]);
}

function row(session: StaffSession, standing: CollectionStanding): Html {
  const newest = standing.holding[0];
  const words = standing.complete
    ? 'complete'
    : standing.holding.length === 0
      ? 'withdrawn'
      : `still missing: ${standing.missing.join(', ')}`;
  return html`<tr>
<th scope="row"><a href="/staff/districts/${standing.district}">${standing.districtName}</a></th>
<td>${words}</td>
<td>${standing.holding.map((one) => html`<div>${one.by}${one.title ? `, ${one.title}` : ''}, ${timeInWords(one.at)}</div>`)}</td>
<td>${newest?.totals ?? ''}</td>
<td>${newest ? ask(session, newest, standing.districtName) : null}</td>
</tr>`;
}

function ask(session: StaffSession, one: ReceivedCertification, name: string): Html {
  if (one.recertifyAsked !== null) return html`asked: ${one.recertifyAsked}`;
  if (!mayDo(session, 'reviewer')) return html``;
  return staffForm(
    session,
    '/staff/certifications/ask-again',
    html`<input type="hidden" name="district" value="${one.district}"><input type="hidden" name="id" value="${one.id}"><input type="hidden" name="rev" value="${one.rev}"><input type="hidden" name="year" value="${one.endYear}"><label>Why <input name="reason" required maxlength="200" aria-label="Why ${name} should certify again"></label> <button type="submit">Ask</button>`,
  );
}
