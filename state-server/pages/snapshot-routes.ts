import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { sessionOf } from '#state-server/accounts/staff-session.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { html } from '#state-server/pages/html.ts';
import { timeInWords } from '#state-server/pages/overview-queries.ts';
import { PAGE_HEADERS, page, staffForm } from '#state-server/pages/page-frame.ts';
import { fieldOf, mayDo, nameStaff, needRole, type StaffPages } from '#state-server/pages/staff-guard.ts';
import { now, type Services } from '#state-server/services.ts';
import { snapshotCsv, snapshotList, takeSnapshot } from '#state-server/snapshots/take-snapshot.ts';

/** Frozen copies for federal reporting: taken, listed, exported. */
export function snapshotRoutes(app: FastifyInstance, pages: StaffPages, services: Services): void {
  const { database } = services;

  pages.page('/staff/snapshots', 'viewer', async ({ session }) => {
    const reviewer = mayDo(session, 'reviewer');
    const rows = (await snapshotList(database)).map(
      ({ id, as_of, made_at, made_by, row_count, sha256 }) => html`<tr>
<th scope="row">${as_of}</th><td>${timeInWords(made_at)}</td><td>${made_by}</td>
<td class="number">${row_count.toLocaleString('en-US')}</td><td>${sha256.slice(0, 16)}…</td>
<td>${reviewer ? html`<a href="/staff/snapshots/${id}/csv" aria-label="CSV of ${as_of}">CSV</a>` : 'for reviewers'}</td></tr>`,
    );
    const take = staffForm(
      session,
      '/staff/snapshots',
      html`<label for="day">Enrolled on</label><br>
<input id="day" name="day" type="date" required value="${now(services).slice(0, 10)}"> <button type="submit">Take a snapshot</button>`,
    );
    const table = html`<div class="scroll" role="region" aria-label="Snapshots" tabindex="0"><table>
<caption>Frozen: who was enrolled on a day, as the state had it when the snapshot was taken.</caption>
<thead><tr><th scope="col">Day</th><th scope="col">Taken</th><th scope="col">By</th><th scope="col" class="number">Rows</th><th scope="col">SHA-256</th><th scope="col">Export</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
    const list = rows.length ? table : html`<p>None has been taken.</p>`;
    return page('Snapshots', html`${reviewer ? take : null}${list}`, session);
  });

  pages.form('/staff/snapshots', 'reviewer', async ({ session, form }) => {
    const day = fieldOf(form, 'day', 'The day');
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day))
      throw new HttpProblem(400, 'invalid-request', 'The day is not a date. Go back and choose one.');
    await takeSnapshot(services, session.staff, day);
    return { to: '/staff/snapshots' };
  });

  app.get<{ Params: { id: string } }>('/staff/snapshots/:id/csv', async (request, reply) => {
    const session = await sessionOf(services, request.headers.cookie);
    if (!session) return reply.redirect('/staff/sign-in', 303);
    nameStaff(request, session, request.params);
    needRole(session, 'reviewer');
    const found = (await snapshotList(database)).find(({ id }) => id === request.params.id);
    if (!found) throw new HttpProblem(404, 'not-found', 'There is no such snapshot.');
    return reply
      .headers({
        ...PAGE_HEADERS,
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="enrollment-${found.as_of}.csv"`,
      })
      .send(Readable.from(snapshotCsv(database, found.id)));
  });
}
