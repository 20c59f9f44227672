import { describe, expect } from 'vitest';
import { parseLines } from '../testing/cli/run-command.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';
import { test } from '../testing/registries-test.ts';
import type { LocalExecution, LocalItem } from '../local-ecr/step-functions/executions.ts';
import { executionArn } from '../local-ecr/step-functions/executions.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const input = JSON.stringify({
  source: {
    account_id: '111111111111',
    region: 'eu-west-1',
    repository_name: 'team/api',
    image_digest: digest,
  },
});
const image = `111111111111.dkr.ecr.eu-west-1.amazonaws.com/team/api@${digest}`;

const items = (count: number, status: LocalItem['status'], ending: Partial<LocalItem> = {}) =>
  Array.from({ length: count }, (_, index) => ({ name: `${status}-${index}`, status, input, ...ending }));

const base = {
  accountId: '222222222222',
  region: 'us-east-1',
  stateMachine: 'ecr-image-replicator-0a1b2c3d',
  name: 'run',
  startedAt: new Date('2026-11-23T14:05:00Z'),
} as const;
const arn = executionArn(base);
const command = ['execution', arn, '--profile', 'production'];

const running: LocalExecution = {
  ...base,
  status: 'RUNNING',
  items: [...items(900, 'SUCCEEDED'), ...items(10, 'RUNNING'), ...items(90, 'PENDING')],
};
const failure = {
  ending: { at: new Date(), error: 'repository-not-found', cause: 'There is no repository team/api.' },
};
const failed: LocalExecution = {
  ...base,
  status: 'FAILED',
  ending: { at: new Date('2026-11-23T15:00:00Z'), error: 'items-failed', cause: '25 of 30 images failed.' },
  items: [...items(5, 'SUCCEEDED'), ...items(25, 'FAILED', failure)],
};

describe('execution', () => {
  test('prints the counts of a running execution', async ({ registries }) => {
    registries.ecr.executions.set(running);
    expect(await runInProcess(command)).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        arn,
        'running · started 2026-11-23 14:05 (UTC)',
        '1,000 images: 900 copied, 10 running, 90 pending\n',
      ].join('\n'),
    });
  });

  test('prints the first failures with their images, and fails', async ({ registries }) => {
    registries.ecr.executions.set(failed);
    const { code, stdout } = await runInProcess(command);
    expect(code).toBe(1);
    expect(stdout).toContain('30 images: 5 copied, 25 failed\n');
    expect(
      stdout.match(new RegExp(`^failed ${image}: There is no repository team/api\\.$`, 'gm')),
    ).toHaveLength(20);
    expect(stdout).toContain('and 5 more failures, see the results in the bucket of the stack.\n');
    expect(stdout).toContain('items-failed: 25 of 30 images failed.\n');
  });

  test('prints plain data with --json', async ({ registries }) => {
    registries.ecr.executions.set({ ...base, status: 'RUNNING' });
    const { code, stdout } = await runInProcess([...command, '--json']);
    expect(code).toBe(0);
    expect(parseLines(stdout)).toEqual([
      { arn, status: 'running', startedAt: base.startedAt.getTime(), failures: [] },
    ]);
    registries.ecr.executions.set(failed);
    expect(parseLines((await runInProcess([...command, '--json'])).stdout)).toMatchObject([
      {
        status: 'failed',
        stoppedAt: Date.parse('2026-11-23T15:00:00Z'),
        counts: { total: 30, succeeded: 5, failed: 25, resultsWritten: 30 },
        error: { name: 'items-failed' },
      },
    ]);
  });

  test('retries what is temporary, and reports what is not', async ({ registries }) => {
    const { ecr } = registries;
    ecr.executions.set(running);
    ecr.faults.add({ kind: 'throttle', operation: 'DescribeMapRun' });
    expect(await runInProcess(command)).toMatchObject({ code: 0 });

    ecr.faults.deny({ action: 'states:DescribeMapRun' });
    const denied = await runInProcess(command);
    expect(denied).toMatchObject({ code: 1, stdout: '' });
    expect(denied.stderr).toContain('production is not allowed states:DescribeMapRun');

    const missing = await runInProcess(['execution', `${arn}x`, '--profile', 'production']);
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toContain('There is no such execution in us-east-1 for profile production.');
  });

  test('does not accept the ARN of something else', async () => {
    const { code, stderr } = await runInProcess(['execution', arn.replace(':execution:', ':stateMachine:')]);
    expect(code).toBe(2);
    expect(stderr).toContain('An execution is named by its ARN');
  });
});
