import { placeInWords, referenceKind } from '#domain/system/check-reference.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import type { Problem } from '#domain/system/failure.ts';
import { referenceKinds } from '#domain/system/reference-shapes.ts';
import type { StaffSession } from '#state-server/accounts/staff-session.ts';
import { type Html, html } from '#state-server/pages/html.ts';
import { timeInWords } from '#state-server/pages/overview-queries.ts';
import { page, staffForm } from '#state-server/pages/page-frame.ts';
import { mayDo } from '#state-server/pages/staff-guard.ts';
import type { Edition } from '#state-server/reference/editions.ts';

const TITLE = 'Lists and rules';

const titleOf = (name: string): string => referenceKind(name)?.title ?? name;

/** What is published for every district, and the way to publish one more. `endYear` is the school year now. */
export function referencePage(session: StaffSession, editions: readonly Edition[], endYear: number): string {
  const administrator = mayDo(session, 'administrator');
  const rows = editions.map(({ name, fromYear, number, at, by, withdrawn }) => {
    const what = `${titleOf(name)}, from ${schoolYearInWords(fromYear)}`;
    const save = html`<a href="/staff/reference/${encodeURIComponent(name)}/${fromYear}/${number}" download aria-label="Save ${what}">Save</a>`;
    const takeBack = staffForm(
      session,
      '/staff/reference/withdraw',
      html`<input type="hidden" name="name" value="${name}"><input type="hidden" name="fromYear" value="${fromYear}"><button type="submit" aria-label="Take back ${what}">Take back</button>`,
    );
    return html`<tr>
<th scope="row">${titleOf(name)}</th>
<td>${schoolYearInWords(fromYear)}</td>
<td>${withdrawn ? 'taken back ' : null}${timeInWords(at)}</td>
<td>${by}</td>
<td>${withdrawn ? null : save}</td>
<td>${withdrawn ? null : administrator ? takeBack : 'for administrators'}</td>
</tr>`;
  });
  const table = html`<div class="scroll" role="region" aria-label="Published lists" tabindex="0"><table>
<caption>Computers of the districts ask once a day. A list holds from its school year on, until one of a later year does. One that a district has loaded itself stays in force there.</caption>
<thead><tr><th scope="col">What</th><th scope="col">From school year</th><th scope="col">Published</th><th scope="col">By</th><th scope="col">File</th><th scope="col">Publication</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  return page(
    TITLE,
    html`<p>Code lists, file layouts, rules and dates for every district, as files (JSON). To change one that was never published,
save it first in Hi-Line: Settings, “Lists, layouts and rules”.</p>
${administrator ? publishForm(session, endYear) : null}
${rows.length ? table : html`<p>None has been published: every district uses the lists that came with Hi-Line.</p>`}`,
    session,
  );
}

function publishForm(session: StaffSession, endYear: number): Html {
  const groups = [...Map.groupBy(referenceKinds, ({ group }) => group)].map(
    ([group, kinds]) =>
      html`<optgroup label="${group}">${kinds.map(({ name, title }) => html`<option value="${name}">${title}</option>`)}</optgroup>`,
  );
  const years = [endYear, endYear + 1, endYear - 1].map(
    (year) => html`<option value="${year}">${schoolYearInWords(year)}</option>`,
  );
  return html`<h2>Publish</h2><form method="post" action="/staff/reference" enctype="multipart/form-data" class="inline">
<input type="hidden" name="csrf" value="${session.csrf}">
<span><label for="name">What it is</label><br><select id="name" name="name" required><option value="">Choose…</option>${groups}</select></span>
<span><label for="fromYear">From school year</label><br><select id="fromYear" name="fromYear" required>${years}</select></span>
<span><label for="file">File</label><br><input id="file" name="file" type="file" accept=".json,application/json" required></span>
<button type="submit">Publish for every district</button></form>
<h2>Published</h2>`;
}

/** Why a file was not published: each thing that is wrong, at its place. */
export function refusedReferencePage(
  session: StaffSession,
  name: string,
  problems: readonly Problem[],
): string {
  const lines = problems
    .slice(0, 100)
    .map(
      ({ field, message }) =>
        html`<li>${field === undefined ? null : html`<b>${placeInWords(field)}</b>: `}${message}</li>`,
    );
  return page(
    'Not published',
    html`<p class="error" role="alert">This is not a right “${titleOf(name)}”. Nothing was changed. Put right what stands here, and publish it again.</p>
<ul>${lines}</ul>${problems.length > 100 ? html`<p>And ${problems.length - 100} more.</p>` : null}`,
    session,
    [{ title: TITLE, href: '/staff/reference' }],
  );
}
