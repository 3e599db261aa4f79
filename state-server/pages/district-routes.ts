import { newDeviceCode } from '#state-server/accounts/device-code.ts';
import { revokeDevice } from '#state-server/accounts/districts.ts';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import { districtPage } from '#state-server/pages/district-page.ts';
import {
  devicesOf,
  districtLines,
  recordsOfType,
  rejectedItems,
  typeCounts,
} from '#state-server/pages/overview-queries.ts';
import { fieldOf, type StaffPages } from '#state-server/pages/staff-guard.ts';
import {
  codePage,
  districtsPage,
  historyPage,
  recordsPage,
  rejectedPage,
} from '#state-server/pages/staff-pages.ts';
import type { Services } from '#state-server/services.ts';
import { recordHistory } from '#state-server/sync/record-history.ts';

/** Districts, their computers, their records, and what was refused. */
export function districtRoutes(pages: StaffPages, services: Services, identity: ServerIdentity): void {
  const { database } = services;

  pages.page('/staff', 'viewer', async ({ session }) =>
    districtsPage(session, await districtLines(database)),
  );

  pages.page('/staff/rejected', 'viewer', async ({ session }) =>
    rejectedPage(session, await rejectedItems(database)),
  );

  pages.page('/staff/districts/:number', 'viewer', async ({ session, params: { number = '' } }) =>
    districtPage(session, number, await typeCounts(database, number), await devicesOf(database, number)),
  );

  pages.form(
    '/staff/districts/:number/codes',
    'administrator',
    async ({ session, params: { number = '' } }) =>
      codePage(session, number, await newDeviceCode(services, number), identity.keyFingerprint),
  );

  pages.form(
    '/staff/districts/:number/revoke',
    'administrator',
    async ({ form, params: { number = '' } }) => {
      await revokeDevice(services, fieldOf(form, 'client', 'The computer'));
      return { to: `/staff/districts/${number}` };
    },
  );

  pages.page(
    '/staff/districts/:number/:type',
    'viewer',
    async ({ session, params: { number = '', type = '' }, query: { after = '' } }) =>
      recordsPage(session, number, type, await recordsOfType(database, number, type, after)),
  );

  pages.page(
    '/staff/districts/:number/:type/:id',
    'viewer',
    async ({ session, params: { number = '', type = '', id = '' } }) =>
      historyPage(session, number, await recordHistory(database, number, type, id)),
  );
}
