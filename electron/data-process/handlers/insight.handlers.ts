import { policyOf, rulesOfFields } from '#db/collections/policy-references.ts';
import { layoutOf } from '#db/state-files/layouts.ts';
import { specialEducationRoles } from '#domain/accounts/roles.ts';
import { dataDictionary } from '#domain/collections/data-dictionary.ts';
import { templateNames } from '#domain/state-files/templates.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import type { insightContract } from '#electron/contract/insight.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const insightHandlers: AreaHandlers<keyof typeof insightContract> = {
  'collections.self-check': async ({ date }, { jobs, clock, user }) => {
    const on = date ?? clock.today();
    const check = await jobs.run('self-check', { date: on, endYear: schoolYearOf(on) });
    // Others see how many plans there are, and not whose.
    const special = user.roles.some((role) => specialEducationRoles.includes(role));
    return special ? check : { ...check, files: check.files.filter(({ restricted }) => !restricted) };
  },

  'collections.dictionary': (_input, { file }) =>
    dataDictionary(
      templateNames.map((name) => layoutOf(file.reader, name)),
      rulesOfFields(file.reader),
    ),

  'collections.policy': (_input, { file }) => policyOf(file.reader),
};
