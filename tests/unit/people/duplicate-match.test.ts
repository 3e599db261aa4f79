import { describe, expect, it } from 'vitest';
import { duplicateScore, type Identity } from '#domain/people/duplicate-match.ts';
import { nicknames, oneSlipApart, soundKey } from '#domain/people/name-likeness.ts';
import groups from '#resources/people/nicknames.json' with { type: 'json' };

const names = nicknames(groups.groups);
const rob: Identity = {
  lastName: 'Larsen',
  firstName: 'Robert',
  usualName: null,
  birthDate: '2015-03-04',
  gender: 'M',
  phones: ['4065550123'],
};
const against = (change: Partial<Identity>) => duplicateScore(rob, { ...rob, ...change }, names);

describe('people who may be one', () => {
  it.each<[string, Partial<Identity>, string]>([
    ['the same in all', {}, 'same birth date'],
    ['a nickname', { firstName: 'Bobby' }, 'similar first name'],
    ['the name used at school', { firstName: 'Jasper', usualName: 'Rob' }, 'similar first name'],
    ['the same sound', { lastName: 'Larson' }, 'similar last name'],
    ['half of a double name', { lastName: 'Larsen-Díaz' }, 'similar last name'],
    ['swapped names', { lastName: 'Robert', firstName: 'Larsen' }, 'first and last name swapped'],
    ['a birth date one digit off', { birthDate: '2016-03-04' }, 'birth date one digit off'],
    ['month and day swapped', { birthDate: '2015-04-03' }, 'month and day swapped'],
    ['digits swapped', { birthDate: '2051-03-04' }, 'two digits of the birth date swapped'],
    [
      'no birth date but the phone',
      { birthDate: null, gender: null, phones: ['(406) 555-0123'] },
      'same phone',
    ],
  ])('%s', (_name, change, reason) => {
    const score = against(change);
    expect(score.likely).toBe(true);
    expect(score.reasons).toContain(reason);
  });

  it.each<[string, Partial<Identity>]>([
    ['a sister at the same phone', { firstName: 'Ingrid', birthDate: '2012-08-17', gender: 'F' }],
    ['only the birth date and gender', { lastName: 'Tso', firstName: 'Ahiga', phones: [] }],
    ['nothing', { lastName: 'Tso', firstName: 'Ahiga', birthDate: '2009-11-30', gender: 'F', phones: [] }],
  ])('not %s', (_name, change) => {
    expect(against(change).likely).toBe(false);
  });

  it('ranks by how much agrees, at most 100', () => {
    expect(against({}).score).toBe(100);
    expect(against({ firstName: 'Bob' }).score).toBeLessThan(100);
    expect(against({ firstName: 'Bob', birthDate: '2016-03-04' }).score).toBeLessThan(
      against({ firstName: 'Bob' }).score,
    );
    expect(against({ gender: 'F' }).score).toBeLessThan(against({ gender: null }).score);
  });

  it('does not depend on who is asked first', () => {
    for (const change of [
      { firstName: 'Bob' },
      { lastName: 'Larson', birthDate: '2015-04-03' },
      { phones: [] },
    ]) {
      const other = { ...rob, ...change };
      expect(duplicateScore(rob, other, names)).toEqual(duplicateScore(other, rob, names));
    }
  });
});

it('knows slips and sounds', () => {
  expect([
    oneSlipApart('larsen', 'larson'),
    oneSlipApart('larsen', 'larsne'),
    oneSlipApart('larsen', 'larse'),
  ]).toEqual([true, true, true]);
  expect([
    oneSlipApart('ann', 'an'),
    oneSlipApart('larsen', 'larsen'),
    oneSlipApart('larsen', 'karson'),
  ]).toEqual([false, false, false]);
  expect([soundKey('robert'), soundKey('rupert'), soundKey('ashcraft'), soundKey('tymczak')]).toEqual([
    'r163',
    'r163',
    'a261',
    't522',
  ]);
});
