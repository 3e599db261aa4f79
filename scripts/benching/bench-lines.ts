import { cpus, totalmem } from 'node:os';

/** One measured line. Ratios are compared within one run; absolute times are information. */
export interface BenchLine {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ratio' | 'ms' | 'count';
  readonly limit: number;
  /** `below`: at most the limit. `above`: at least. */
  readonly direction: 'below' | 'above';
  readonly ok: boolean;
}

/** Limits of this version, by name. Local thresholds of the project, not the state's. */
const LIMITS: Readonly<Record<string, readonly [BenchLine['unit'], number, BenchLine['direction']]>> = {
  'launch.vsBareElectron': ['ratio', 2.5, 'below'],
  'roster.2000vs200': ['ratio', 1.5, 'below'],
  'find.p95ms': ['ms', 20, 'below'],
  'find.150000vs15000': ['ratio', 1.5, 'below'],
  'mark.p95ms': ['ms', 50, 'below'],
  'mark.outbox10000vs0': ['ratio', 1.2, 'below'],
  'summary.vsSql': ['ratio', 1.3, 'below'],
  'validate.all2000ms': ['ms', 1_500, 'below'],
  'validate.perPupil2000vs200': ['ratio', 1.5, 'below'],
  'validate.one2000ms': ['ms', 50, 'below'],
  'count.perPupil2000vs200': ['ratio', 1.5, 'below'],
  'sync.push.perRecord20000vs2000': ['ratio', 1.2, 'below'],
  'sync.pull.perRecord20000vs2000': ['ratio', 1.2, 'below'],
  'sync.push.vsPouchdb': ['ratio', 1, 'above'],
  'sync.pull.vsPouchdb': ['ratio', 1, 'above'],
  'sync.push.vsLimit': ['ratio', 25, 'below'],
  'sync.pull.vsLimit': ['ratio', 25, 'below'],
  'sync.push.perRecord200000vs20000': ['ratio', 1.5, 'below'],
  'sync.pull.perRecord200000vs20000': ['ratio', 1.5, 'below'],
  'sync.incremental200.roundTrips': ['count', 3, 'below'],
};

/**
 * What the sync is to become beyond its limit: said after each run, reached or not, and no reason to fail yet. A goal that is
 * reached for good takes the place of the limit.
 */
const GOALS: Readonly<Record<string, number>> = {
  'sync.push.vsPouchdb': 5,
  'sync.pull.vsPouchdb': 5,
  'sync.push.perRecord200000vs20000': 1.2,
  'sync.pull.perRecord200000vs20000': 1.2,
};

export interface BenchGoal {
  readonly name: string;
  readonly value: number;
  readonly goal: number;
  readonly reached: boolean;
}

/** The goals of these lines. */
export function goalsOf(lines: readonly BenchLine[]): BenchGoal[] {
  return lines.flatMap(({ name, value, direction }) => {
    const goal = GOALS[name];
    if (goal === undefined) return [];
    return [{ name, value, goal, reached: direction === 'below' ? value <= goal : value >= goal }];
  });
}

export function benchLine(name: string, value: number): BenchLine {
  const limit = LIMITS[name];
  if (!limit) throw new Error(`There is no limit for ${name}.`);
  const rounded = Math.round(value * 1000) / 1000;
  return {
    name,
    value: rounded,
    unit: limit[0],
    limit: limit[1],
    direction: limit[2],
    ok: limit[2] === 'below' ? value <= limit[1] : value >= limit[1],
  };
}

export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;

/** The middle of the sorted values. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds an act takes. */
export function timed(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}
