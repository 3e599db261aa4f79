import type { CollectionCalendar } from '#domain/collections/collection-calendar.ts';
import calendar from '#resources/collections/collections.json' with { type: 'json' };
import { certificationStandings } from '#state-server/collections/certifications.ts';
import { validateDistrict } from '#state-server/collections/validate-district.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { certificationsPage } from '#state-server/pages/certification-page.ts';
import { districtLines } from '#state-server/pages/overview-queries.ts';
import { fieldOf, type StaffPages } from '#state-server/pages/staff-guard.ts';
import { validationPage } from '#state-server/pages/validation-page.ts';
import { publishedValues } from '#state-server/reference/editions.ts';
import { now, type Services } from '#state-server/services.ts';
import { applyStaffChange } from '#state-server/sync/staff-change.ts';

/** Certifications of every district, and asking for one again. */
export function certificationRoutes(pages: StaffPages, services: Services): void {
  const { database } = services;

  pages.page('/staff/certifications', 'viewer', async ({ session, query: { year } }) => {
    const endYear = Number(year) || schoolYearNow(now(services));
    const collections = ((await publishedValues(database, endYear)).get('collections') ??
      calendar) as CollectionCalendar;
    const dataTypeOf = (code: string): string | null =>
      collections.collections.find((one) => one.code === code)?.dataType ?? null;
    return certificationsPage(
      session,
      endYear,
      collections,
      await certificationStandings(database, endYear, dataTypeOf),
      await districtLines(database),
    );
  });

  pages.page(
    '/staff/districts/:number/validation',
    'viewer',
    async ({ session, params: { number = '' }, query: { year } }) => {
      const today = now(services).slice(0, 10);
      const endYear = Number(year) || schoolYearNow(now(services));
      return validationPage(session, number, await validateDistrict(database, number, endYear, today));
    },
  );

  pages.form('/staff/certifications/ask-again', 'reviewer', async ({ session, form }) => {
    const answer = JSON.parse(
      await applyStaffChange(
        services,
        session.staff,
        'certification',
        fieldOf(form, 'id', 'The certification'),
        {
          district: fieldOf(form, 'district', 'The district'),
          kind: 'update',
          baseRev: Number(fieldOf(form, 'rev', 'The revision')),
          fields: { recertifyAsked: fieldOf(form, 'reason', 'The reason') },
        },
      ),
    ) as { outcome: string };
    if (answer.outcome !== 'applied')
      throw new HttpProblem(
        409,
        'invalid-request',
        'The district has changed this certification meanwhile. Open the page again.',
      );
    return { to: `/staff/certifications?year=${fieldOf(form, 'year', 'The school year')}` };
  });
}

/** Ending year of the school year, July to June, that holds an instant. */
function schoolYearNow(instant: string): number {
  const year = Number(instant.slice(0, 4));
  return instant.slice(5, 7) >= '07' ? year + 1 : year;
}
