import type { ReplicationProposal, ReplicationRule } from '../../shared/models/ecr-replication.ts';
import type { RegistryReplication } from '../../shared/models/registry-replication.ts';
import type { Backfill } from '../../shared/models/replication-backfill.ts';
import { identity } from './sample-data.ts';

const source = { accountId: '111122223333', region: 'eu-west-1' };
const destination = { accountId: '444455556666', region: 'eu-central-1' };
const before: ReplicationRule = {
  destinations: [{ accountId: '111122223333', region: 'us-east-1' }],
  prefixes: [],
};
const added: ReplicationRule = { destinations: [destination], prefixes: ['team/api'] };

const statement = JSON.stringify(
  {
    Sid: 'ReplicationFrom111122223333',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:root' },
    Action: ['ecr:CreateRepository', 'ecr:ReplicateImage'],
    Resource: ['arn:aws:ecr:eu-central-1:444455556666:repository/team/api*'],
  },
  null,
  2,
);

export const proposal: ReplicationProposal = {
  id: '3f1b2c4d-0000-4000-8000-0000000000a1',
  source: identity({ profile: 'development', region: 'eu-west-1' }),
  destination: identity({ profile: 'production', region: 'eu-central-1' }),
  repositories: ['team/api'],
  prefixes: ['team/api'],
  configuration: {
    before: [before],
    after: [before, added],
    changes: [
      { kind: 'unchanged', rule: before },
      { kind: 'added', rule: added },
    ],
  },
  alsoMatched: { kind: 'read', value: { count: 1, names: ['team/api-gateway'] } },
  registryPolicy: {
    kind: 'add-statement',
    after: `{"Version":"2012-10-17","Statement":[${statement}]}`,
    statement,
  },
  creationTemplates: [
    {
      kind: 'create',
      repositories: ['team/api'],
      prefix: 'team',
      template: '{"imageTagMutability":"IMMUTABLE"}',
      leftOut: ['resourceTags'],
    },
  ],
  backfill: { kind: 'needed', images: 12, coveredRepositories: 2 },
  permissions: [],
};

export const backfill: Backfill = {
  id: '0c9f6a52-0000-4000-8000-0000000000b1',
  selection: { profile: 'development', region: 'eu-west-1' },
  source,
  destination,
  status: 'IN_PROGRESS',
  progress: { total: 40, completed: 12, failed: 0, failureCodes: [] },
  startedAt: 1_790_000_000_000,
};

export const registryReplication: RegistryReplication = {
  registry: identity({ profile: 'development', region: 'eu-west-1' }),
  rules: { kind: 'read', value: [before, added] },
  policy: { kind: 'read', value: null },
  creationTemplates: { kind: 'read', value: [] },
  backfills: { kind: 'read', value: [backfill] },
};
