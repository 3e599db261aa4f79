import type { StaffSession } from '#state-server/accounts/staff-session.ts';
import { html } from '#state-server/pages/html.ts';
import {
  type DistrictLine,
  type recordsOfType,
  type rejectedItems,
  timeInWords,
} from '#state-server/pages/overview-queries.ts';
import { type Crumb, page } from '#state-server/pages/page-frame.ts';
import { fieldWords, titleOf, typeWords, valueWords } from '#state-server/pages/record-words.ts';
import type { HistoryReply } from '#sync/wire/record-history.ts';

const START: Crumb = { title: 'Districts', href: '/staff' };

/** `error` is a sentence about the try before, or null. */
export function signInPage(error: string | null): string {
  const message = error ? html`<p class="error" role="alert" id="error">${error}</p>` : null;
  const described = error ? html` aria-describedby="error"` : null;
  return page(
    'Sign in',
    html`${message}<form class="sign-in" method="post" action="/staff/sign-in">
<label for="name">Name</label>
<input id="name" name="name" autocomplete="username" required maxlength="80"${described}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200"${described}>
<button type="submit">Sign in</button>
</form>`,
    null,
  );
}

export function districtsPage(session: StaffSession, lines: readonly DistrictLine[]): string {
  const count = (value: number) => value.toLocaleString('en-US');
  const rows = lines.map(
    ({ number, name, lastReceived, records, backlog, rejected }) => html`<tr>
<th scope="row"><a href="/staff/districts/${number}">${number} ${name}</a></th>
<td>${lastReceived ? timeInWords(lastReceived) : 'nothing yet'}</td>
<td class="number">${backlog === null ? 'not said' : count(backlog)}</td>
<td class="number">${count(rejected)}</td>
<td class="number">${count(records)}</td>
</tr>`,
  );
  const table = html`<div class="scroll" role="region" aria-label="Districts" tabindex="0"><table>
<caption>Times are Montana's. “Waiting there” is what the district's computers said they still have to send.</caption>
<thead><tr><th scope="col">District</th><th scope="col">Last received</th><th scope="col" class="number">Waiting there</th><th scope="col" class="number">Not accepted</th><th scope="col" class="number">Records</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  return page('Districts', lines.length ? table : html`<p>No district has been added yet.</p>`, session);
}

/** A new one-time code, shown this once. */
export function codePage(session: StaffSession, number: string, code: string, fingerprint: string): string {
  return page(
    'One-time code',
    html`<p>Read this to the office of district ${number}. It connects one computer, works once, and ends in 24 hours.
It is not shown again.</p><p class="code">${code}</p>
<p>For an office without a line, give this on paper too, and the state's card on a stick:
<a href="/staff/districts/${number}/card" download>state card</a>. Fingerprint of the state:</p>
<p class="code">${fingerprint.slice(0, 32).match(/.{4}/g)?.join(' ') ?? ''}</p>`,
    session,
    wayTo(number),
  );
}

export function rejectedPage(
  session: StaffSession,
  items: Awaited<ReturnType<typeof rejectedItems>>,
): string {
  const rows = items.map(
    ({ at, district, type, record_id, rule, fields, sentence }) => html`<tr>
<th scope="row"><a href="/staff/districts/${district}/${type}/${record_id}">${typeWords(type)}</a></th>
<td><a href="/staff/districts/${district}">${district}</a></td>
<td>${timeInWords(at)}</td>
<td>${sentence}</td>
<td>${(JSON.parse(fields) as string[]).map((field) => fieldWords(type, field)).join(', ') || 'the whole record'}</td>
<td>${rule}</td>
</tr>`,
  );
  const table = html`<div class="scroll" role="region" aria-label="Rejected items" tabindex="0"><table>
<caption>Changes the state did not take, until the record goes through. The district sees the same words.</caption>
<thead><tr><th scope="col">Record</th><th scope="col">District</th><th scope="col">When</th><th scope="col">Why</th><th scope="col">Field</th><th scope="col">Rule</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  return page('Rejected items', items.length ? table : html`<p>Nothing is rejected.</p>`, session);
}

export function recordsPage(
  session: StaffSession,
  number: string,
  type: string,
  { records, next }: Awaited<ReturnType<typeof recordsOfType>>,
): string {
  const rows = records.map(
    ({ id, rev, fields, updatedAt }) => html`<tr>
<th scope="row"><a href="/staff/districts/${number}/${type}/${id}">${titleOf(type, fields)}</a></th>
<td class="number">${rev}</td><td>${timeInWords(updatedAt)}</td>
</tr>`,
  );
  const more = next
    ? html`<p><a href="/staff/districts/${number}/${type}?after=${next}">More records</a></p>`
    : null;
  const content = html`<div class="scroll" role="region" aria-label="Records" tabindex="0"><table>
<caption>Choose one to see who changed it and when.</caption>
<thead><tr><th scope="col">Record</th><th scope="col" class="number">Revision</th><th scope="col">Last change</th></tr></thead>
<tbody>${rows}</tbody></table></div>${more}`;
  return page(
    typeWords(type),
    records.length ? content : html`<p>There are none.</p>`,
    session,
    wayTo(number),
  );
}

export function historyPage(session: StaffSession, number: string, { type, entries }: HistoryReply): string {
  const rows = [...entries].reverse().map(
    (entry) => html`<tr>
<th scope="row">${entry.rev}</th>
<td>${timeInWords(entry.time)}</td>
<td>${entry.by} <span class="quiet">(${entry.party === 'state' ? 'the state' : 'the district'})</span></td>
<td>${entry.kind === 'delete' ? 'Removed' : null}<ul class="changes">${entry.changes.map(
      ({ field, from, to }) =>
        html`<li>${fieldWords(type, field)}: <del>${valueWords(from)}</del> → <ins>${valueWords(to)}</ins></li>`,
    )}</ul></td>
<td>${entry.receipt.number}</td>
</tr>`,
  );
  const content = html`<div class="scroll" role="region" aria-label="History" tabindex="0"><table>
<caption>Newest first. Each receipt is what the district was given.</caption>
<thead><tr><th scope="col">Revision</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">What changed</th><th scope="col">Receipt</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  const way = [...wayTo(number), { title: typeWords(type), href: `/staff/districts/${number}/${type}` }];
  return page('History of a record', content, session, way);
}

export function wayTo(number: string): Crumb[] {
  return [START, { title: `District ${number}`, href: `/staff/districts/${number}` }];
}
