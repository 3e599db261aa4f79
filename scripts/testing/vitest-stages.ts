// The test folders in the order in which `npm test` runs them, cheap ones first.
export const vitestStages = [
  'unit',
  'property',
  'migrations',
  'simulation',
  'durability',
  'state-server',
  'security',
  'e2e',
  'package',
] as const;

/** These open windows or start servers: one file at a time, and time enough on a small machine. */
export const slowStages: ReadonlySet<string> = new Set([
  'durability',
  'state-server',
  'security',
  'e2e',
  'package',
]);
