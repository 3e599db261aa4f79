import { describe, expect, test } from 'vitest';
import { allShippedSets } from '#db/system/code-sets.ts';
import { whyUnusable } from '#db/system/usable-reference.ts';
import {
  guessesLeft,
  placeInWords,
  referenceKind,
  referenceProblems,
  referenceValue,
} from '#domain/system/check-reference.ts';
import { codeSetTitles } from '#domain/system/code-set-titles.ts';
import type { ReferenceKind } from '#domain/system/reference-shapes.ts';
import enrollment from '#resources/layouts/aim-en.json' with { type: 'json' };

const kindNamed = (name: string): ReferenceKind => {
  const kind = referenceKind(name);
  if (!kind) throw new Error(`${name} is none.`);
  return kind;
};

test('the titles both ends know are those of the shipped lists', () => {
  expect(Object.fromEntries(allShippedSets().map(({ name, title }) => [name, title]))).toEqual(codeSetTitles);
});

describe.each(allShippedSets().map((set) => [set.name, set] as const))('the list %s', (name, set) => {
  test('asks for every fact that each of its codes gives, at its place', () => {
    const kind = kindNamed(`code-set ${name}`);
    expect(referenceProblems(kind, set)).toEqual([]);
    const given = set.values.map((value) => new Set(Object.keys(value)));
    const always = [...(given[0] ?? [])].filter((fact) => given.every((facts) => facts.has(fact)));
    for (const fact of always) {
      if (['source', 'note'].includes(fact)) continue;
      const [first, ...rest] = structuredClone(set.values) as unknown as Record<string, unknown>[];
      delete first?.[fact];
      expect(referenceProblems(kind, { ...set, values: [first, ...rest] })).toEqual([
        { field: `values.0.${fact}`, message: 'This is missing.' },
      ]);
    }
  });
});

test('what a file says of itself is read as people read it', () => {
  expect(placeInWords('values.2.label')).toBe('values › 3 › label');
  expect(placeInWords('')).toBe('at the top');
  expect(referenceValue('\ufeff{"a":1}')).toEqual({ a: 1 });
  expect(referenceValue('{')).toBeUndefined();
});

test('guesses of ours are found wherever they stand', () => {
  const value = { authority: 'S', values: [{ mark: 'D', label: 'D' }, { inner: { codeAuthority: 'D' } }] };
  expect(guessesLeft(value).map(({ field }) => field)).toEqual([
    'values.0.mark',
    'values.1.inner.codeAuthority',
  ]);
  expect(guessesLeft({ name: 'D', mark: 'S' })).toEqual([]);
});

test('a layout that asks for a field nobody here knows is told at the field', () => {
  const [first, ...rest] = enrollment.fields;
  const unknown = { ...first, name: 'shoeSize', label: 'Shoe size', required: true, value: undefined };
  expect(whyUnusable(kindNamed('layout aim-en'), { ...enrollment, fields: [...rest, unknown] })).toEqual([
    { field: `fields.${rest.length}.name`, message: expect.stringContaining('“Shoe size”') },
  ]);
  expect(whyUnusable(kindNamed('layout aim-en'), enrollment)).toEqual([]);
});
