// One stage of the test run and its count: a static tool counts as one, Vitest counts its tests in a JSON report.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { projectRoot } from '#scripts/runtime/run.ts';

export interface Stage {
  readonly name: string;
  /** A program file for our own Node. */
  readonly program: string;
  readonly args: readonly string[];
  /** Where Vitest is to leave its JSON report. */
  readonly report?: string;
}

export interface StageResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly minutes: number;
}

export async function runStage(stage: Stage): Promise<StageResult> {
  const began = performance.now();
  if (stage.report) {
    mkdirSync(dirname(stage.report), { recursive: true });
    rmSync(stage.report, { force: true });
  }
  const reporters = stage.report
    ? ['--reporter=default', '--reporter=json', `--outputFile.json=${stage.report}`]
    : [];
  const code = await exitCode([stage.program, ...stage.args, ...reporters]);
  const minutes = (performance.now() - began) / 60_000;
  return { name: stage.name, minutes, ...count(code, stage.report) };
}

/** What Vitest counted. A stage that broke without naming a failed test is one failure, never none. */
function count(code: number, report: string | undefined): { passed: number; failed: number } {
  if (!report) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (!existsSync(report)) return { passed: 0, failed: code === 0 ? 0 : 1 };
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  // A skipped test proves nothing, and the house allows none.
  const failed = numFailedTests + numPendingTests;
  return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function exitCode(words: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { cwd: projectRoot, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
