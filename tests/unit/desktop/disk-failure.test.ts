import { expect, test } from 'vitest';
import { diskFailure } from '#electron/data-process/disk-failure.ts';

const coded = (code: string): Error => Object.assign(new Error('Huckleby, Ada'), { code });

test.each([
  ['SQLITE_FULL', /disk is full/],
  ['ENOSPC', /disk is full/],
  ['SQLITE_READONLY', /read-only/],
  ['EACCES', /read-only/],
  ['EROFS', /read-only/],
  ['SQLITE_READONLY_DIRECTORY', /read-only/],
  ['SQLITE_CANTOPEN', /read-only/],
  ['SQLITE_CORRUPT', /wrong data back/],
  ['SQLITE_IOERR_WRITE', /wrong data back/],
])('%s is told in words that hold nothing of the message', (code, words) => {
  const failure = diskFailure(coded(code));
  expect(failure?.kind).toBe('storage');
  expect(failure?.message).toMatch(words);
  expect(failure?.message).not.toContain('Huckleby');
});

test('anything else is no word of the disk', () => {
  for (const error of [new Error('x'), coded('SQLITE_ERROR'), null, 'text'])
    expect(diskFailure(error)).toBeUndefined();
});
