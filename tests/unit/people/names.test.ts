import { expect, it } from 'vitest';
import {
  compactName,
  displayName,
  foldName,
  legalName,
  listName,
  nameOrder,
  nameSearchText,
} from '#domain/people/names.ts';
import { phoneDigits, readPhone, showPhone } from '#domain/people/phone-number.ts';
import { readStateId, stateIdWithZeros } from '#domain/people/state-id.ts';

const person = (lastName: string, firstName: string, usualName: string | null = null) => ({
  lastName,
  firstName,
  middleName: 'Jo',
  suffix: 'Jr',
  usualName,
});

it('writes names for screens, lists and papers', () => {
  const maria = person('Larsen', 'Maria', 'Mia');
  expect(displayName(maria)).toBe('Mia Larsen');
  expect(listName(maria)).toBe('Larsen, Mia');
  expect(legalName(maria)).toBe('Larsen, Maria Jo, Jr');
  expect(legalName({ ...maria, middleName: null, suffix: null })).toBe('Larsen, Maria');
});

it.each([
  ['O’Brien', 'obrien'],
  ["O'Brien", 'obrien'],
  ['Señá-Núñez', 'sena nunez'],
  ['Søren  Łukasz', 'soren lukasz'],
  ['St. Germaine', 'st germaine'],
  ['ʻAkana', 'akana'],
  ['Weiß', 'weiss'],
  ['Stands-In-Timber', 'stands in timber'],
])('%s is found as %s', (name, folded) => {
  expect(foldName(name)).toBe(folded);
});

it('finds names however they are put together', () => {
  expect(compactName('De La Cruz')).toBe(compactName('Delacruz'));
  expect(nameSearchText(person('Smith-Jones', 'Ann', 'Annie')).split(' ')).toEqual(
    expect.arrayContaining(['smith', 'jones', 'smithjones', 'ann', 'annie', 'jo']),
  );
});

it('sorts by folded last name first, a small letter or an apostrophe before it or not', () => {
  const sorted = [
    person('Ørsted', 'B'),
    person('Olson', 'Z'),
    person('old', 'C'),
    person('Old Elk', 'A'),
    person('ʻŌhiʻa', 'I'),
    person('Zed', 'A'),
  ]
    .sort((a, b) => (nameOrder(a.lastName, a.firstName) < nameOrder(b.lastName, b.firstName) ? -1 : 1))
    .map(({ lastName }) => lastName);
  expect(sorted).toEqual(['ʻŌhiʻa', 'old', 'Old Elk', 'Olson', 'Ørsted', 'Zed']);
  expect(nameOrder('Old Elk, Ann')).toBe(nameOrder('Old Elk', 'Ann'));
});

it.each([
  ['(406) 555-0123', '4065550123'],
  ['1-406-555-0123', '4065550123'],
  ['555 0123', '4065550123'],
  ['406.555.0123 ext. 12', '4065550123 x12'],
  ['+49 30 1234567', '+49301234567'],
])('%s is stored as %s', (typed, stored) => {
  expect(readPhone(typed, '406')).toEqual({ ok: true, value: stored });
});

it('refuses phone numbers that cannot be one', () => {
  for (const typed of ['55501', 'call mom', '+4930', '40655501234567'])
    expect(readPhone(typed, '406')).toMatchObject({ ok: false });
});

it('shows and compares phone numbers', () => {
  expect(showPhone('4065550123 x12')).toBe('(406) 555-0123 x12');
  expect(showPhone('+49301234567')).toBe('+49301234567');
  expect(phoneDigits('1 (406) 555-0123 x9')).toBe('4065550123');
});

it('reads state IDs as nine characters of text', () => {
  expect(readStateId(' 012 345-678 ')).toEqual({ ok: true, value: '012345678' });
  expect(readStateId('12345678')).toMatchObject({
    problem: expect.stringContaining('would then be 012345678'),
  });
  expect(readStateId('0123456789')).toMatchObject({ problem: expect.stringContaining('has 10') });
  expect(readStateId('12A456789')).toMatchObject({ ok: false });
  expect(readStateId('')).toMatchObject({ problem: expect.stringContaining('pending') });
  expect(stateIdWithZeros('1234')).toBeNull();
});
