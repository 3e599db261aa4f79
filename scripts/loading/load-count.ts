// What happened during a stretch of load.

export class LoadCount {
  records = 0;
  lost = 0;
  readonly milliseconds: number[] = [];
  /** Kind of failure → how often. */
  readonly failures = new Map<string, number>();

  fail(kind: string): void {
    this.failures.set(kind, (this.failures.get(kind) ?? 0) + 1);
  }

  get errors(): number {
    return [...this.failures.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The milliseconds that this share of all calls stayed within. */
  percentile(share: number): number {
    const sorted = [...this.milliseconds].sort((a, b) => a - b);
    return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  }

  clearTimes(): void {
    this.milliseconds.length = 0;
  }
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
