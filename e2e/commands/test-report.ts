import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What one test runner found. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Tests that did not run; a run with any of them has failed. */
  readonly skipped: number;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

export function readVitestReport(path: string): Tally {
  const report = vitestReport.parse(read(path));
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped };
}

export function readPlaywrightReport(path: string): Tally {
  const { expected, unexpected, flaky, skipped } = playwrightReport.parse(read(path)).stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}
