import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import pLimit from 'p-limit';
import { appFolder } from '../e2e/app/launch.ts';
import type { TestReport } from './test-report.ts';
import { readPlaywrightReport, readVitestReport } from './test-report.ts';

// npm test: every check, summed up in one closing line. The static checks and the build use one processor each, so that
// they run beside each other; then come the tests, whose runners use all processors. With `unit` or `e2e` only these tests
// run, and what follows goes to their runner: `npm run test:e2e -- transfers`.

interface Check {
  readonly name: string;
  readonly part: 'static' | 'unit' | 'e2e';
  /** A script of this project or of a package in node_modules, and its arguments. */
  readonly command: readonly [script: string, ...args: string[]];
  /** Reads what a test runner found. A check without it passes or fails as a whole. */
  readonly readReport?: () => TestReport;
}

const reports = join(appFolder, 'out', 'test');
const vitestReport = join(reports, 'vitest.json');
const playwrightReport = join(reports, 'playwright.json');

const [wanted, ...forRunner] = process.argv.slice(2);

const checks: readonly Check[] = [
  { name: 'Types', part: 'static', command: ['typescript/bin/tsc', '-b'] },
  { name: 'Lint', part: 'static', command: ['oxlint/bin/oxlint'] },
  { name: 'Words', part: 'static', command: ['scripts/check-words.ts'] },
  { name: 'Imports', part: 'static', command: ['scripts/check-imports.ts'] },
  { name: 'Format', part: 'static', command: ['oxfmt/bin/oxfmt', '--list-different'] },
  {
    name: 'Unit and component tests',
    part: 'unit',
    command: [
      'vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${vitestReport}`,
      ...forRunner,
    ],
    readReport: () => readVitestReport(vitestReport, appFolder),
  },
  { name: 'Build', part: 'e2e', command: ['electron-vite/bin/electron-vite.js', 'build'] },
  {
    name: 'End-to-end tests',
    part: 'e2e',
    command: ['@playwright/test/cli.js', 'test', ...forRunner],
    readReport: () => readPlaywrightReport(playwrightReport),
  },
];

interface Outcome extends TestReport {
  readonly name: string;
  readonly ok: boolean;
}

const noTests: TestReport = { passed: 0, failed: 0, skipped: 0, durations: [], failures: [] };

function readReport(check: Check): TestReport {
  try {
    return check.readReport?.() ?? noTests;
  } catch {
    return noTests;
  }
}

/** Child processes of tests load the same sources again and again: Node keeps them as compiled. */
const environment = { ...process.env, NODE_COMPILE_CACHE: join(appFolder, 'out', 'compile-cache') };

/** Runs a check. @param isAlone whether its output is shown while it runs; otherwise it is shown as a whole at its end. */
async function run(check: Check, isAlone: boolean): Promise<Outcome> {
  const heading = `\n── ${check.name} ──`;
  if (isAlone) console.log(heading);
  const [script, ...args] = check.command;
  const path = script.startsWith('scripts/')
    ? join(appFolder, script)
    : join(appFolder, 'node_modules', script);
  const child = spawn(process.execPath, [path, ...args], {
    cwd: appFolder,
    stdio: isAlone ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    env: environment,
  });
  const exit = once(child, 'exit').then(([code]: (number | null)[]) => code);
  const outputs = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : ''));
  const [status, ...printed] = await Promise.all([exit, ...outputs]);
  if (!isAlone) console.log([heading, ...printed.filter((output) => output !== '')].join('\n').trimEnd());
  const report = readReport(check);
  const { passed, failed, skipped } = report;
  const ran = !check.readReport || passed > 0;
  const ok = status === 0 && failed === 0 && skipped === 0 && ran;
  // A check without tests of its own that is not in order counts as one failure.
  return { ...report, name: check.name, ok, failed: ok ? 0 : Math.max(failed, 1) };
}

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const chosen = checks.filter(({ part }) => wanted === undefined || part === wanted);
const besideEachOther = pLimit(availableParallelism());
const outcomes = await Promise.all(
  chosen.filter(({ readReport: isTest }) => !isTest).map((check) => besideEachOther(() => run(check, false))),
);
for (const check of chosen.filter(({ readReport: isTest }) => isTest)) outcomes.push(await run(check, true));
const sum = (count: (outcome: Outcome) => number): number =>
  outcomes.reduce((total, outcome) => total + count(outcome), 0);

console.log('\nSlowest tests');
const slowest = outcomes.flatMap(({ durations }) => durations).toSorted((a, b) => b.seconds - a.seconds);
for (const { seconds, title } of slowest.slice(0, 10))
  console.log(`${seconds.toFixed(1).padStart(6)} s  ${title}`);

const failures = outcomes.flatMap((outcome) => outcome.failures);
if (failures.length > 0) console.log('\nFailed tests');
for (const { title, message } of failures) {
  const lines = message.split('\n').filter((line) => line.trim() !== '' && !line.includes('node_modules'));
  console.log(['', title, ...lines.slice(0, 12)].join('\n    '));
}

// The end of the output, which is all that some callers see, names every test that failed.
console.log('');
for (const { title, message } of failures.slice(0, 10))
  console.log(`FAILED ${title}: ${message.split('\n', 1)[0] ?? ''}`.slice(0, 300));
for (const { name, ok, passed, skipped } of outcomes) {
  const tests = passed > 0 ? ` (${passed} passed${skipped > 0 ? `, ${skipped} skipped` : ''})` : '';
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}${tests}`);
}
console.log(`\n${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`);
process.exitCode = outcomes.length > 0 && outcomes.every(({ ok }) => ok) ? 0 : 1;
