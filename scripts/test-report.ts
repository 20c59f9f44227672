import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

/** What one test runner found. */
export interface TestReport {
  readonly passed: number;
  readonly failed: number;
  /** Tests that did not run; a run with any of them has failed. */
  readonly skipped: number;
  readonly durations: readonly TestDuration[];
  readonly failures: readonly TestFailure[];
}

export interface TestFailure {
  /** File and name. */
  readonly title: string;
  /** What the runner reports, without colors. */
  readonly message: string;
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
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          duration: z.number().nullish(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
});

interface Suite {
  readonly suites?: readonly Suite[] | undefined;
  readonly specs: readonly {
    readonly file: string;
    readonly title: string;
    readonly tests: readonly { readonly results: readonly PlaywrightResult[] }[];
  }[];
}

interface PlaywrightResult {
  readonly duration: number;
  readonly errors: readonly { readonly message?: string | undefined }[];
}

const suite: z.ZodType<Suite> = z.object({
  get suites() {
    return z.array(suite).optional();
  },
  specs: z.array(
    z.object({
      file: z.string(),
      title: z.string(),
      tests: z.array(
        z.object({
          results: z.array(
            z.object({
              duration: z.number(),
              errors: z.array(z.object({ message: z.string().optional() })),
            }),
          ),
        }),
      ),
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
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, title: `${relative(folder, name)}: ${test.fullName}` })),
  );
  // A file that cannot be loaded fails without a test of its own.
  const files = report.testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    .map(({ name, message }) => ({ title: relative(folder, name), message }));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + files.length,
    skipped: report.numPendingTests + report.numTodoTests,
    durations: tests.map(({ title, duration }) => ({ title, seconds: (duration ?? 0) / 1000 })),
    failures: [
      ...files,
      ...tests
        .filter(({ status }) => status === 'failed')
        .map(({ title, failureMessages }) => ({ title, message: withoutColors(failureMessages) })),
    ],
  };
}

const withoutColors = (messages: readonly string[]): string => stripVTControlCharacters(messages.join('\n'));

const listTests = ({
  suites = [],
  specs,
}: Suite): readonly { readonly title: string; readonly results: readonly PlaywrightResult[] }[] => [
  ...suites.flatMap(listTests),
  ...specs.map(({ file, title, tests }) => ({
    title: `e2e/${file}: ${title}`,
    results: tests.flatMap(({ results }) => results),
  })),
];

export function readPlaywrightReport(path: string): TestReport {
  const { stats, suites } = playwrightReport.parse(read(path));
  const { expected, unexpected, flaky, skipped } = stats;
  const tests = suites.flatMap(listTests);
  return {
    passed: expected,
    failed: unexpected + flaky,
    skipped,
    durations: tests.map(({ title, results }) => ({
      title,
      seconds: results.reduce((sum, { duration }) => sum + duration, 0) / 1000,
    })),
    failures: tests.flatMap(({ title, results }) => {
      const messages = results.flatMap(({ errors }) => errors.map(({ message }) => message ?? ''));
      return messages.length === 0 ? [] : [{ title, message: withoutColors(messages) }];
    }),
  };
}
