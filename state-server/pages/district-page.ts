import type { StaffSession } from '#state-server/accounts/staff-session.ts';
import { html } from '#state-server/pages/html.ts';
import { type devicesOf, timeInWords } from '#state-server/pages/overview-queries.ts';
import { page, staffForm } from '#state-server/pages/page-frame.ts';
import { typeWords } from '#state-server/pages/record-words.ts';
import { mayDo } from '#state-server/pages/staff-guard.ts';

/** One district: its computers and what the state has of it. */
export function districtPage(
  session: StaffSession,
  number: string,
  counts: readonly { type: string; count: number }[],
  devices: Awaited<ReturnType<typeof devicesOf>>,
): string {
  const administrator = mayDo(session, 'administrator');
  const end = (client: string, name: string) =>
    staffForm(
      session,
      `/staff/districts/${number}/revoke`,
      html`<input type="hidden" name="client" value="${client}"><button type="submit" aria-label="End its access: ${name}">End its access</button>`,
    );
  const computers = devices.map(
    ({ client_id, name, last_seen_at, revoked_at, waiting }) => html`<tr>
<th scope="row">${name}</th>
<td>${last_seen_at ? timeInWords(last_seen_at) : 'never'}</td>
<td class="number">${waiting === null ? 'not said' : waiting.toLocaleString('en-US')}</td>
<td>${revoked_at ? html`ended ${timeInWords(revoked_at)}` : administrator ? end(client_id, name) : 'may sync'}</td>
</tr>`,
  );
  const newCode = administrator
    ? staffForm(
        session,
        `/staff/districts/${number}/codes`,
        html`<button type="submit">Make a code for one more computer</button>`,
      )
    : null;
  const records = counts.map(
    ({ type, count }) => html`<tr>
<th scope="row"><a href="/staff/districts/${number}/${type}">${typeWords(type)}</a></th>
<td class="number">${count.toLocaleString('en-US')}</td>
</tr>`,
  );
  const has = html`<div class="scroll" role="region" aria-label="Records" tabindex="0"><table>
<caption>What the state has of this district.</caption>
<thead><tr><th scope="col">Kind of record</th><th scope="col" class="number">Records</th></tr></thead>
<tbody>${records}</tbody></table></div>`;
  const content = html`<h2>Computers</h2>
<div class="scroll" role="region" aria-label="Computers" tabindex="0"><table>
<caption>Computers that may bring this district's records.</caption>
<thead><tr><th scope="col">Computer</th><th scope="col">Last seen</th><th scope="col" class="number">Waiting there</th><th scope="col">Access</th></tr></thead>
<tbody>${computers}</tbody></table></div>
${newCode}
<p><a href="/staff/districts/${number}/validation">Validate what the state has of this district</a></p>
<h2>Records</h2>
${counts.length ? has : html`<p>Nothing has been received from this district.</p>`}`;
  return page(`District ${number}`, content, session, [{ title: 'Districts', href: '/staff' }]);
}
