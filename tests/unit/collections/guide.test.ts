import { expect, test } from 'vitest';
import calendar from '#resources/collections/collections.json' with { type: 'json' };
import guide from '#resources/help/collections.json' with { type: 'json' };

test('every collection has its page in the guide, and no page is about none', () => {
  expect(guide.sections.map(({ topic }) => topic).sort()).toEqual(
    calendar.collections.map(({ code }) => code).sort(),
  );
});
