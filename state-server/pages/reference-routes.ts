import type { FastifyInstance } from 'fastify';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { sessionOf } from '#state-server/accounts/staff-session.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { PAGE_HEADERS } from '#state-server/pages/page-frame.ts';
import { referencePage, refusedReferencePage } from '#state-server/pages/reference-page.ts';
import { fieldOf, nameStaff, type StaffPages } from '#state-server/pages/staff-guard.ts';
import { allEditions, editionText, newestOf } from '#state-server/reference/editions.ts';
import { publishReference, withdrawReference } from '#state-server/reference/publish.ts';
import { now, type Services } from '#state-server/services.ts';

type EditionParams = { Params: { name: string; fromYear: string; number: string } };

/** Lists, layouts and rules for every district: seen by all of the staff, published and taken back by administrators. */
export function referenceRoutes(app: FastifyInstance, pages: StaffPages, services: Services): void {
  const { database } = services;

  pages.page('/staff/reference', 'viewer', async ({ session }) =>
    referencePage(session, newestOf(await allEditions(database)), schoolYearOf(now(services).slice(0, 10))),
  );

  pages.upload('/staff/reference', 'administrator', async ({ session, form, file }) => {
    const name = fieldOf(form, 'name', 'What it is');
    const problems = await publishReference(services, session.staff, { name, fromYear: yearOf(form), file });
    if (problems.length > 0) return { refused: refusedReferencePage(session, name, problems) };
    return { to: '/staff/reference' };
  });

  pages.form('/staff/reference/withdraw', 'administrator', async ({ session, form }) => {
    const name = fieldOf(form, 'name', 'What it is');
    await withdrawReference(services, session.staff, { name, fromYear: yearOf(form) });
    return { to: '/staff/reference' };
  });

  app.get<EditionParams>('/staff/reference/:name/:fromYear/:number', async (request, reply) => {
    const session = await sessionOf(services, request.headers.cookie);
    if (!session) return reply.redirect('/staff/sign-in', 303);
    nameStaff(request, session, request.params);
    const [fromYear, number] = [Number(request.params.fromYear), Number(request.params.number)];
    const edition = (await allEditions(database)).find(
      (one) => one.name === request.params.name && one.fromYear === fromYear && one.number === number,
    );
    const text = edition ? await editionText(database, edition) : null;
    if (!edition || text === null) throw new HttpProblem(404, 'not-found', 'There is no such file.');
    return reply
      .headers({
        ...PAGE_HEADERS,
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="${edition.name.replaceAll(' ', '-')}-${fromYear}.json"`,
      })
      .send(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  });
}

/** The school year of a form, by its ending year. Throws a problem 400 for what is none. */
function yearOf(form: Record<string, string | undefined>): number {
  const year = Number(fieldOf(form, 'fromYear', 'The school year'));
  if (!Number.isInteger(year) || year < 2000 || year > 2100)
    throw new HttpProblem(400, 'invalid-request', 'The school year is not one. Go back and choose it.');
  return year;
}
