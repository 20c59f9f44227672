import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { z } from 'zod';

/** What one test runner found. */
export interface TestReport {
  readonly passed: number;
  readonly failed: number;
  /** Tests that did not run; a run with any of them has failed. */
  readonly skipped: number;
  readonly durations: readonly TestDuration[];
}

export interface TestDuration {
  /** File and name. */
  readonly title: string;
  readonly seconds: number;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), duration: z.number().nullish() })),
    }),
  ),
});

interface Suite {
  readonly suites?: readonly Suite[] | undefined;
  readonly specs: readonly {
    readonly file: string;
    readonly title: string;
    readonly tests: readonly { readonly results: readonly { readonly duration: number }[] }[];
  }[];
}

const suite: z.ZodType<Suite> = z.object({
  get suites() {
    return z.array(suite).optional();
  },
  specs: z.array(
    z.object({
      file: z.string(),
      title: z.string(),
      tests: z.array(z.object({ results: z.array(z.object({ duration: z.number() })) })),
    }),
  ),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  suites: z.array(suite),
});

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

export function readVitestReport(path: string, folder: string): TestReport {
  const report = vitestReport.parse(read(path));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    durations: report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map(({ fullName, duration }) => ({
        title: `${relative(folder, name)}: ${fullName}`,
        seconds: (duration ?? 0) / 1000,
      })),
    ),
  };
}

const durationsOf = ({ suites = [], specs }: Suite): readonly TestDuration[] => [
  ...suites.flatMap(durationsOf),
  ...specs.map(({ file, title, tests }) => ({
    title: `e2e/${file}: ${title}`,
    seconds: tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration, 0) / 1000,
  })),
];

export function readPlaywrightReport(path: string): TestReport {
  const { stats, suites } = playwrightReport.parse(read(path));
  const { expected, unexpected, flaky, skipped } = stats;
  return { passed: expected, failed: unexpected + flaky, skipped, durations: suites.flatMap(durationsOf) };
}
