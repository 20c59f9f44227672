import type { TestProject } from 'vitest/node';
import { bundleCliIfStale } from '../../electron/testing/cli/cli-bundle.ts';

/** Bundles the command line for the tests that start it, once for a run, and again when sources changed while watching. */
export function setup(project: TestProject): void {
  bundleCliIfStale();
  project.onTestsRerun(bundleCliIfStale);
}
