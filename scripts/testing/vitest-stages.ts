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

/** These open windows or start servers: time enough on a small machine. */
export const slowStages: ReadonlySet<string> = new Set([
  'durability',
  'state-server',
  'security',
  'e2e',
  'package',
]);

/** These open windows, and windows on one screen take the focus from each other. */
export const windowStages: ReadonlySet<string> = new Set(['durability', 'security', 'e2e', 'package']);
