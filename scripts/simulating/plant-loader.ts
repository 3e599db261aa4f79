import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Plant, plants } from '#scripts/simulating/plants.ts';

const ROOT = new URL('../../', import.meta.url).href;

/**
 * Loads the product with one piece of its source exchanged: a module asked for as `…?plant=name`, and everything it
 * imports, is a world of its own. No line of the product knows of it. Throws when the piece is not there exactly once, so
 * a plant cannot outlive the code it breaks.
 */
export function allowPlants(): void {
  const found = new Map<string, Plant>(plants.map((plant) => [plant.name, plant]));
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const plant = new URL(context.parentURL ?? ROOT).searchParams.get('plant');
      const ours = resolved.url.startsWith(ROOT) && !resolved.url.includes('/node_modules/');
      if (plant === null || !ours || new URL(resolved.url).searchParams.has('plant')) return resolved;
      return { ...resolved, url: `${resolved.url}?plant=${encodeURIComponent(plant)}` };
    },
    load(url, context, next) {
      const name = url.startsWith('file:') ? new URL(url).searchParams.get('plant') : null;
      const plant = name === null ? undefined : found.get(name);
      const file = new URL(url).pathname;
      if (!plant || file !== new URL(plant.file, ROOT).pathname) return next(url, context);
      return { format: 'module-typescript', source: planted(plant, file), shortCircuit: true };
    },
  });
}

function planted(plant: Plant, file: string): string {
  const source = readFileSync(fileURLToPath(new URL(file, 'file:')), 'utf8');
  const parts = source.split(plant.find);
  if (parts.length !== 2)
    throw new Error(
      `The plant "${plant.name}" looks for a piece of ${plant.file} that is there ${parts.length - 1} times.`,
    );
  return parts.join(plant.put);
}
