import { isTemplate, unknownField } from '#db/state-files/layouts.ts';
import type { StateLayout } from '#domain/state-files/layout.ts';
import { referenceProblems } from '#domain/system/check-reference.ts';
import type { Problem } from '#domain/system/failure.ts';
import type { ReferenceKind } from '#domain/system/reference-shapes.ts';

/** Why this Hi-Line cannot use such a version, each at its place as a sentence: a wrong shape, or more than it knows. */
export function whyUnusable(kind: ReferenceKind, value: unknown): Problem[] {
  const problems = referenceProblems(kind, value);
  const template = kind.name.startsWith('layout ') ? kind.name.slice('layout '.length) : '';
  if (problems.length > 0 || !isTemplate(template)) return problems;
  const layout = value as StateLayout;
  const unknown = unknownField(layout, template);
  if (!unknown) return [];
  return [
    {
      field: `fields.${layout.fields.indexOf(unknown)}.name`,
      message: `It asks for “${unknown.label}”, which this Hi-Line does not know. Update Hi-Line first.`,
    },
  ];
}
