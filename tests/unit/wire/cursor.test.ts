import { expect, test } from 'vitest';
import { readCursor, writeCursor } from '#sync/wire/cursor.ts';

const epoch = '018f0000-0000-7000-8000-000000000000';

test('a cursor is read as it was written', () => {
  const cursor = { epoch, seq: 1204, nonce: '9f3ac1' };
  expect(readCursor(writeCursor(cursor))).toEqual(cursor);
});

test.each(['', `${epoch}:1`, `${epoch}:01:a`, `${epoch}:-1:a`, `${epoch}:1:A`, `${epoch}:1:a:b`, 'x:1:a'])(
  'not a cursor: %j',
  (text) => {
    expect(readCursor(text)).toBeNull();
  },
);
