import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { appFolder } from '../launch.ts';
import type { Tally } from './test-report.ts';
import { readPlaywrightReport, readVitestReport } from './test-report.ts';

// npm test: every check, one after another, summed up in one closing line.

interface Check {
  readonly name: string;
  /** Script of a package in node_modules, and its arguments. */
  readonly command: readonly [script: string, ...args: string[]];
  /** Reads what a test runner found. A check without it passes or fails as a whole. */
  readonly tally?: () => Tally;
}

const reports = join(appFolder, 'out', 'test');
const vitestReport = join(reports, 'vitest.json');
const playwrightReport = join(reports, 'playwright.json');

const checks: readonly Check[] = [
  { name: 'Types', command: ['typescript/bin/tsc', '-b'] },
  { name: 'Lint', command: ['oxlint/bin/oxlint'] },
  { name: 'Format', command: ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
  {
    name: 'Unit and component tests',
    command: [
      'vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${vitestReport}`,
    ],
    tally: () => readVitestReport(vitestReport),
  },
  { name: 'Build', command: ['electron-vite/bin/electron-vite.js', 'build'] },
  {
    name: 'End-to-end tests',
    command: ['@playwright/test/cli.js', 'test'],
    tally: () => readPlaywrightReport(playwrightReport),
  },
];

interface Outcome extends Tally {
  readonly name: string;
  readonly ok: boolean;
}

function readTally(check: Check): Tally | undefined {
  try {
    return check.tally?.();
  } catch {
    return undefined;
  }
}

function run(check: Check): Outcome {
  console.log(`\n── ${check.name} ──`);
  const [script, ...args] = check.command;
  const path = join(appFolder, 'node_modules', script);
  const { status } = spawnSync(process.execPath, [path, ...args], { cwd: appFolder, stdio: 'inherit' });
  const { passed, failed, skipped } = readTally(check) ?? { passed: 0, failed: 0, skipped: 0 };
  const ran = !check.tally || passed > 0;
  const ok = status === 0 && failed === 0 && skipped === 0 && ran;
  // A check without tests of its own that is not in order counts as one failure.
  return { name: check.name, ok, passed, skipped, failed: ok ? 0 : Math.max(failed, 1) };
}

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const outcomes = checks.map(run);
const sum = (count: (outcome: Outcome) => number): number =>
  outcomes.reduce((total, outcome) => total + count(outcome), 0);

console.log('');
for (const { name, ok, passed, skipped } of outcomes) {
  const tests = passed > 0 ? ` (${passed} passed${skipped > 0 ? `, ${skipped} skipped` : ''})` : '';
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}${tests}`);
}
console.log(`\n${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`);
process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;
