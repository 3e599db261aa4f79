import type { Reader } from '#db/system/connection.ts';
import type { LayoutField, StateLayout } from '#domain/state-files/layout.ts';
import type { TemplateName } from '#domain/state-files/templates.ts';
import { Failure } from '#domain/system/failure.ts';
import s504 from '#resources/layouts/aim-504.json' with { type: 'json' };
import aa from '#resources/layouts/aim-aa.json' with { type: 'json' };
import af from '#resources/layouts/aim-af.json' with { type: 'json' };
import asCount from '#resources/layouts/aim-as.json' with { type: 'json' };
import ce from '#resources/layouts/aim-ce.json' with { type: 'json' };
import ct from '#resources/layouts/aim-ct.json' with { type: 'json' };
import cu from '#resources/layouts/aim-cu.json' with { type: 'json' };
import da from '#resources/layouts/aim-da.json' with { type: 'json' };
import en from '#resources/layouts/aim-en.json' with { type: 'json' };
import fram from '#resources/layouts/aim-fram.json' with { type: 'json' };
import lp from '#resources/layouts/aim-lp.json' with { type: 'json' };
import mi from '#resources/layouts/aim-mi.json' with { type: 'json' };
import pp from '#resources/layouts/aim-pp.json' with { type: 'json' };
import ru from '#resources/layouts/aim-ru.json' with { type: 'json' };
import sd from '#resources/layouts/aim-sd.json' with { type: 'json' };
import sh from '#resources/layouts/aim-sh.json' with { type: 'json' };
import sp from '#resources/layouts/aim-sp.json' with { type: 'json' };
import su from '#resources/layouts/aim-su.json' with { type: 'json' };
import te from '#resources/layouts/aim-te.json' with { type: 'json' };

const shipped: Readonly<Record<TemplateName, StateLayout>> = {
  'aim-sd': sd as unknown as StateLayout,
  'aim-en': en as unknown as StateLayout,
  'aim-pp': pp as unknown as StateLayout,
  'aim-lp': lp as unknown as StateLayout,
  'aim-504': s504 as unknown as StateLayout,
  'aim-mi': mi as unknown as StateLayout,
  'aim-fram': fram as unknown as StateLayout,
  'aim-af': af as unknown as StateLayout,
  'aim-as': asCount as unknown as StateLayout,
  'aim-aa': aa as unknown as StateLayout,
  'aim-ru': ru as unknown as StateLayout,
  'aim-sh': sh as unknown as StateLayout,
  'aim-da': da as unknown as StateLayout,
  'aim-te': te as unknown as StateLayout,
  'aim-sp': sp as unknown as StateLayout,
  'aim-su': su as unknown as StateLayout,
  'aim-cu': cu as unknown as StateLayout,
  'aim-ce': ce as unknown as StateLayout,
  'aim-ct': ct as unknown as StateLayout,
};

/** The layout that came with Hi-Line: the order in which our own readers know the fields. */
export const shippedLayout = (name: TemplateName): StateLayout => shipped[name];

export const isTemplate = (name: string): name is TemplateName => Object.hasOwn(shipped, name);

/** The layout in force: the state's or the district's own where there is one, the shipped one otherwise. */
export function layoutOf(reader: Reader, name: TemplateName): StateLayout {
  const layout = inForce(reader, shipped[name]);
  const unknown = unknownField(layout, name);
  if (unknown)
    throw new Failure(
      'invalid-input',
      `The loaded layout of ${layout.title} asks for "${unknown.label}", which this Hi-Line does not know. Update Hi-Line.`,
    );
  return layout;
}

/** What a layout asks for and this Hi-Line cannot give: the first such field that is required. */
export function unknownField(layout: StateLayout, name: TemplateName): LayoutField | undefined {
  const own = new Set(shipped[name].fields.map((field) => field.name));
  return layout.fields.find(
    (field) => field.required && field.value === undefined && !field.program && !own.has(field.name),
  );
}

/** The layout somebody loaded under its name, or the shipped one. */
export function inForce(reader: Reader, layout: StateLayout): StateLayout {
  const replaced = reader.rows<{ value: string }>(
    'SELECT value FROM referenceInForce WHERE name = ?',
    `layout ${layout.name}`,
  )[0];
  return replaced ? (JSON.parse(replaced.value) as StateLayout) : layout;
}
