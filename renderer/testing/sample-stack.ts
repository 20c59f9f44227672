import type { Execution, ExecutionRoutes } from '../../shared/models/execution.ts';
import type { ExportedStack, StackSummary } from '../../shared/models/exported-stack.ts';

export const stackSummary: StackSummary = {
  target: {
    id: '0a1b2c3d',
    stackName: 'ecr-image-replicator-0a1b2c3d',
    accountId: '444455556666',
    region: 'eu-central-1',
  },
  items: 1,
  bytes: 30_001_000,
  concurrency: { items: 5, reason: 'PutImage allows 10 calls a second.' },
  roles: [
    {
      side: 'source',
      accountId: '111122223333',
      profile: 'development',
      roleName: 'ecr-image-replicator-0a1b2c3d-source',
      roleArn: 'arn:aws:iam::111122223333:role/ecr-image-replicator-0a1b2c3d-source',
    },
  ],
  notes: ['The function acts with its own role, and not with the profiles of this computer.'],
  estimate: {
    lines: [{ title: 'Lambda', cost: { low: 0.004, high: 0.01 } }],
    total: { low: 0.02, high: 0.05 },
    assumptions: ['No free tier.'],
    pricesCheckedOn: '2026-10-31',
    priceSources: [
      'Lambda, $0.20 for a million requests (https://aws.amazon.com/lambda/pricing/): not confirmed',
    ],
  },
};

export const exportedStack: ExportedStack = {
  folder: '/home/sam/exports/ecr-image-replicator-0a1b2c3d',
  hasFunction: true,
  commands: {
    deploy: 'aws cloudformation deploy --stack-name ecr-image-replicator-0a1b2c3d',
    run: 'aws stepfunctions start-execution',
    remove: 'aws cloudformation delete-stack --stack-name ecr-image-replicator-0a1b2c3d',
  },
};

export const executionArn =
  'arn:aws:states:eu-central-1:444455556666:execution:ecr-image-replicator-0a1b2c3d:run-1';

export const execution: Execution = {
  arn: executionArn,
  status: 'running',
  startedAt: Date.UTC(2026, 10, 23, 12),
  counts: {
    total: 1_000,
    pending: 860,
    running: 20,
    succeeded: 117,
    failed: 3,
    timedOut: 0,
    aborted: 0,
    resultsWritten: 0,
  },
  failures: [
    {
      image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1.1',
      error: 'tag-immutable',
      message: 'Tag v1.1 exists at the destination and is immutable.',
    },
  ],
};

/** The routes of an execution that copies within eu-west-1 and eu-central-1 of the sample accounts. */
export const executionRoutes: ExecutionRoutes = {
  routes: [
    {
      source: { accountId: '111122223333', region: 'eu-west-1' },
      destination: { accountId: '444455556666', region: 'eu-central-1' },
      pairs: [
        { source: 'team/api', destination: 'mirror/api' },
        { source: 'team/web', destination: 'mirror/web' },
      ],
    },
  ],
  isComplete: true,
};
