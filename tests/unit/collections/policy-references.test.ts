import { expect, test } from 'vitest';
import { policyOf, rulesOfFields } from '#db/collections/policy-references.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import policy from '#resources/collections/policy-references.json' with { type: 'json' };
import pack from '#resources/collections/validation-rules.json' with { type: 'json' };

const shippedOnly = { rows: () => [] } as unknown as Parameters<typeof policyOf>[0];

test('every rule and every number names a law that is on the list', () => {
  const known = new Set(policy.references.map(({ code }) => code));
  const named = [...policy.rules, ...policy.numbers].flatMap(({ references }) => references);
  expect(named.filter((code) => !known.has(code))).toEqual([]);
  expect([...known].filter((code) => !named.includes(code))).toEqual([]);
  const { rules, numbers } = policyOf(shippedOnly);
  expect(rules.filter(({ references }) => references.length === 0).map(({ rule }) => rule)).toEqual([]);
  expect(numbers.filter(({ references }) => references.length === 0)).toEqual([]);
});

test('no reference is about a rule that is not there', () => {
  const rules = new Set(pack.rules.map(({ id }) => id));
  expect(policy.rules.map(({ rule }) => rule).filter((rule) => !rules.has(rule))).toEqual([]);
});

test('the elements a rule looks at are elements of the registry, and the dictionary tells their rules', () => {
  const unknown = policy.rules
    .flatMap(({ fields }) => fields)
    .filter((name) => {
      const [type = '', field = ''] = name.split('.');
      return recordTypeNamed(type)?.fields[field] === undefined;
    });
  expect(unknown).toEqual([]);
  expect(rulesOfFields(shippedOnly).get('enrollment.dropoutReason')).toEqual(['Dropout without a reason']);
});
