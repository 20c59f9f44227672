import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findWorkflowProblems } from './find-workflow-problems.ts';

const folder = join(import.meta.dirname, '../../../.github/workflows');
const action = `actions/checkout@${'a'.repeat(40)}`;

const workflow = `on: push
permissions: {}
concurrency: { group: test }
jobs:
  test:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - uses: ${action} # v1.2.3
        with:
          persist-credentials: false
      - run: echo "$REF"
        env:
          REF: \${{ github.ref_name }}
`;

test.each(readdirSync(folder))('%s has no problem', (name) => {
  expect(findWorkflowProblems(readFileSync(join(folder, name), 'utf8'))).toEqual([]);
});

test.each([
  ['', ''],
  [
    `uses: ${action}`,
    'uses: actions/checkout@v6',
    'Job test: actions/checkout@v6 is not pinned by the hash of a commit.',
  ],
  [' # v1.2.3', '', `The line of ${action} does not end with its version, as “# v1.2.3”.`],
  ['persist-credentials: false', 'fetch-depth: 0', 'leaves its token behind'],
  ['echo "$REF"', 'echo "${{ github.head_ref }}"', 'A script contains ${{ github.head_ref }}.'],
  ['    timeout-minutes: 5\n', '', 'Job test has no timeout.'],
  ['permissions: {}\n', '', 'It states no permissions for all jobs.'],
  ['concurrency: { group: test }\n', '', 'It states no concurrency.'],
  ['on: push', 'on: pull_request_target', 'pull_request_target gives'],
  // GitHub's own schema.
  ['runs-on', 'run-on', 'run-on'],
  ['permissions: {}', 'permissions: { contents: all }', 'contents'],
])('with %j replaced by %j, it finds the problem', (before, after, problem = '') => {
  const problems = findWorkflowProblems(workflow.replace(before, after)).join('\n');
  expect(problems).toContain(problem);
  expect(problems === '').toBe(problem === '');
});
