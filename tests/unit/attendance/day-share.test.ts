import { describe, expect, it } from 'vitest';
import { dayShare } from '#domain/attendance/day-share.ts';
import { decimalText, ratio } from '#domain/system/fraction.ts';
import { amPm, block, mark, rules, sevenPeriods } from '#tests/unit/attendance/attendance-fixtures.ts';

const day = '2026-10-06';

function ofDay(marks: Parameters<typeof dayShare>[1], blocks = amPm) {
  const share = dayShare(blocks, marks, rules);
  if (!share) throw new Error('not a day');
  return {
    present: decimalText(ratio(share.present.numerator, share.present.denominator), 2),
    essa: share.essaAbsent ? 1 : 0,
    missed: share.missed,
    minutesUnknown: share.minutesUnknown,
    unknownCodes: share.unknownCodes,
  };
}

describe('the worked days of 360 minutes', () => {
  it.each([
    ['60 minutes late', [mark(day, 'AM', 'T', 60)], '0.83', 0],
    ['the whole afternoon', [mark(day, 'PM', 'AE')], '0.50', 1],
    ['179 minutes', [mark(day, 'PM', 'LE', 179)], '0.50', 0],
    ['a district track meet', [mark(day, 'AM', 'SA'), mark(day, 'PM', 'SA')], '1.00', 0],
    ['suspended at home', [mark(day, 'AM', 'SO'), mark(day, 'PM', 'SO')], '0.00', 1],
  ])('%s', (_name, marks, present, essa) => {
    expect(ofDay(marks)).toMatchObject({ present, essa });
  });

  it('keeps 179 minutes exact', () => {
    const share = dayShare(amPm, [mark(day, 'PM', 'LE', 179)], rules);
    expect(share?.present).toEqual({ numerator: 181, denominator: 360 });
    expect(decimalText(ratio(181, 360), 4)).toBe('0.5028');
  });
});

describe('what a mark takes', () => {
  it('counts a day without marks as present', () => {
    expect(ofDay([])).toMatchObject({ present: '1.00', essa: 0, missed: 0 });
  });

  it.each(['AE', 'AU', 'A', 'SO'])('%s takes the whole block, or the minutes given', (code) => {
    expect(ofDay([mark(day, 'AM', code)]).missed).toBe(180);
    expect(ofDay([mark(day, 'AM', code, 30)]).missed).toBe(30);
  });

  it('caps minutes to the block and never goes below none', () => {
    expect(ofDay([mark(day, 'AM', 'T', 500)]).missed).toBe(180);
    expect(ofDay([mark(day, 'AM', 'T', -5)]).missed).toBe(0);
  });

  it.each(['T', 'LE'])('%s without minutes misses nothing and says so', (code) => {
    expect(ofDay([mark(day, 'AM', code)])).toMatchObject({ missed: 0, minutesUnknown: true });
  });

  it.each(['SA', 'OF', 'P'])('%s misses nothing even with minutes', (code) => {
    expect(ofDay([mark(day, 'AM', code, 90)])).toMatchObject({ missed: 0, minutesUnknown: false });
  });

  it('shows a code it does not know and counts it as present', () => {
    expect(ofDay([mark(day, 'AM', 'ZZ')])).toMatchObject({ missed: 0, unknownCodes: ['ZZ'] });
  });

  it('sets a mark aside whose block the day does not have', () => {
    expect(ofDay([mark(day, 'P3', 'AE')])).toMatchObject({ missed: 0, unknownCodes: [] });
  });
});

describe('whose mark counts', () => {
  it('takes the office over the teacher, in either order', () => {
    const teacher = mark(day, 'AM', 'AU', null, 'teacher');
    const office = mark(day, 'AM', 'T', 20, 'office');
    expect(ofDay([teacher, office]).missed).toBe(20);
    expect(ofDay([office, teacher]).missed).toBe(20);
  });

  it('falls back to the teacher when the office cleared its mark', () => {
    expect(ofDay([mark(day, 'AM', 'AU', null, 'teacher'), mark(day, 'AM', null)]).missed).toBe(180);
  });

  it('lets the office overrule a teacher with present', () => {
    expect(ofDay([mark(day, 'AM', 'AU', null, 'teacher'), mark(day, 'AM', 'P')]).missed).toBe(0);
  });
});

describe('the length of the day', () => {
  it('is no day at all without instructional minutes', () => {
    expect(dayShare([], [mark(day, 'AM', 'AE')], rules)).toBeNull();
    expect(dayShare([block('AM', 0)], [mark(day, 'AM', 'AE')], rules)).toBeNull();
  });

  it('counts half or more of an early-release day', () => {
    const early = [block('AM', 180), block('PM', 60)];
    expect(ofDay([mark(day, 'PM', 'A')], early)).toMatchObject({ present: '0.75', essa: 0 });
    expect(ofDay([mark(day, 'AM', 'A')], early)).toMatchObject({ present: '0.25', essa: 1 });
  });

  it('works by periods: three of seven are no ESSA day, four are', () => {
    const three = ['P1', 'P2', 'P3'].map((name) => mark(day, name, 'A'));
    expect(ofDay(three, sevenPeriods)).toMatchObject({ present: '0.57', essa: 0 });
    expect(ofDay([...three, mark(day, 'P4', 'A')], sevenPeriods)).toMatchObject({ present: '0.43', essa: 1 });
  });

  it('takes the threshold from the rules', () => {
    const most = { ...rules, essaDay: { numerator: 3, denominator: 4 } };
    expect(dayShare(amPm, [mark(day, 'PM', 'A')], most)?.essaAbsent).toBe(false);
  });
});
