import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { put, remove, requiredRow } from '#db/system/rows.ts';
import { taughtBlocks } from '#domain/school/taught-blocks.ts';
import type { Row } from '#domain/sync/registry.ts';
import { context } from '#tests/unit/support/district-file.ts';
import { aOnePupilSchool, type OnePupilSchool, TUESDAY } from '#tests/unit/support/one-pupil-school.ts';

const block = (name: string) => ({ name, minutes: 60, startTime: null, endTime: null });
const day = [block('P1'), block('P2'), block('P3')];
const seat = (
  kind: string,
  name: string | null,
  startDate = '2026-08-24',
  endDate: string | null = null,
) => ({
  kind,
  block: name,
  startDate,
  endDate,
});
const names = (...seats: ReturnType<typeof seat>[]) =>
  taughtBlocks(day, seats, TUESDAY).map(({ name }) => name);

describe('the blocks a pupil is taught in', () => {
  test('a room is the whole day, classes are their own blocks, on the days of the seat', () => {
    expect(names()).toEqual(['P1', 'P2', 'P3']);
    expect(names(seat('class', 'P2'))).toEqual(['P2']);
    expect(names(seat('class', 'P3'), seat('class', 'P1'))).toEqual(['P1', 'P3']);
    expect(names(seat('class', 'P2'), seat('room', null))).toEqual(['P1', 'P2', 'P3']);
    expect(names(seat('class', 'P1', '2026-08-24', '2026-10-05'), seat('class', 'P2'))).toEqual(['P2']);
  });
  test('where nobody can tell it is the whole day', () => {
    expect(names(seat('class', 'AM'))).toEqual(['P1', 'P2', 'P3']);
    expect(names(seat('class', null))).toEqual(['P1', 'P2', 'P3']);
    expect(names(seat('class', 'P1', '2026-11-01'))).toEqual(['P1', 'P2', 'P3']);
  });
});

describe('a pupil who comes in the morning only', () => {
  let world: OnePupilSchool;
  beforeEach(() => {
    world = aOnePupilSchool();
    world.file.write(context, (writer) => {
      const [line] = writer.rows<Row<'sectionRoster'>>('SELECT * FROM sectionRoster');
      remove(writer, 'sectionRoster', line?.id ?? '');
      const room = requiredRow(writer, 'section', world.ids.section);
      const id = randomUUID();
      put(writer, 'section', { ...room, id, number: '2', kind: 'class', block: 'AM' });
      put(writer, 'sectionRoster', {
        id: line?.id ?? '',
        enrollmentId: world.ids.pupil,
        startDate: '2026-08-24',
        endDate: null,
        sectionId: id,
      });
    });
  });
  afterEach(() => world.end());
  test('who is away in the morning is away all of his own day', () => {
    world.mark({ code: 'AE', block: 'AM' });
    expect(world.numbers()).toEqual([2, '1.00', 1]);
  });
  test('an afternoon without him is no absence', () => {
    world.mark({ code: 'AE', block: 'PM' });
    expect(world.numbers()).toEqual([2, '2.00', 0]);
  });
});
