import { missingNumber, refuseUnnumbered } from '#db/school/numbers.ts';
import { schoolNumbered } from '#db/school/schools.ts';
import { feedZip } from '#db/state-files/feeds.ts';
import { type FeedName, feedRoles } from '#domain/state-files/feeds.ts';
import { Failure } from '#domain/system/failure.ts';
import type { feedsContract } from '#electron/contract/feeds.contract.ts';
import type { AreaHandlers, SignedInCall } from '#electron/data-process/call.ts';
import { handOver } from '#electron/data-process/hand-over.ts';
import { refuseUnconfirmed } from '#electron/data-process/unconfirmed-codes.ts';

interface Asked {
  readonly date?: string | undefined;
  readonly school?: string | undefined;
}

export const feedsHandlers: AreaHandlers<keyof typeof feedsContract> = {
  'feeds.check': async ({ feed, ...asked }, call) => {
    refuseRole(feed, call);
    const scope = scopeOf(asked, call);
    return {
      ...(await call.jobs.run('feed', { feed, ...scope })),
      date: scope.date,
      missingNumber: missingNumber(call.file.reader, scope.school),
    };
  },

  'feeds.write': async ({ feed, date, school, ...how }, call) => {
    refuseRole(feed, call);
    const scope = scopeOf({ date, school }, call);
    refuseUnnumbered(call.file.reader, scope.school);
    const made = await call.jobs.run('feed', { feed, ...scope });
    refuseUnconfirmed(made.codesToConfirm);
    if (made.rows.length === 0)
      throw new Failure(
        'conflict',
        made.leftOut.length > 0
          ? 'Nothing was written: no pupil may be in it. The list says why.'
          : 'Nothing was written: there is nobody to put in it on this day. Choose another day or school.',
      );
    const ask = {
      title: `Save the ${made.title.toLowerCase()}`,
      fileName: `${feed}-${scope.date}.zip`,
      filters: [{ name: 'Zip', extensions: ['zip'] }],
    };
    const place = await handOver(call, how, ask, feedZip(feed, made));
    return {
      saved: place !== null,
      ...(how.path === undefined ? {} : { path: how.path }),
      lines: made.rows.length,
      leftOut: made.leftOut.length,
      hash: made.hash,
    };
  },

  'feeds.photo-preview': async (asked, call) => {
    const scope = scopeOf(asked, call);
    return {
      ...(await call.jobs.run('photo-preview', scope)),
      date: scope.date,
      missingNumber: missingNumber(call.file.reader, scope.school),
    };
  },

  'feeds.photos': async ({ date, school, ...how }, call) => {
    const scope = scopeOf({ date, school }, call);
    refuseUnnumbered(call.file.reader, scope.school);
    const { zip, photos } = await call.jobs.run('photo-package', scope);
    const { leftOut } = await call.jobs.run('photo-preview', scope);
    const ask = {
      title: 'Save the photo repository package',
      fileName: `photo-repository-${scope.date}.zip`,
      filters: [{ name: 'Zip', extensions: ['zip'] }],
    };
    const place = await handOver(call, how, ask, zip);
    return {
      saved: place !== null,
      ...(how.path === undefined ? {} : { path: how.path }),
      photos,
      leftOut: leftOut.length,
    };
  },
};

/** The day, and the school by its number as it is kept; an unknown school is a sentence and never an empty file. */
function scopeOf({ date, school }: Asked, { clock, file }: SignedInCall) {
  return {
    date: date ?? clock.today(),
    school: school === undefined ? undefined : schoolNumbered(file.reader, school, 'school').number,
  };
}

function refuseRole(feed: FeedName, { user }: SignedInCall): void {
  if (user.roles.some((role) => feedRoles[feed].includes(role))) return;
  throw new Failure(
    'not-allowed',
    feed === 'special-education'
      ? 'The special education feed is for special education and the principal.'
      : 'This feed is for the office. Meal status and pupil lists are confidential.',
  );
}
