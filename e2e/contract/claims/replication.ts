import {
  DescribeImageReplicationStatusCommand,
  DescribeRegistryCommand,
  DescribeReplicationBackfillResultsCommand,
  ListReplicationBackfillsCommand,
  StartReplicationBackfillCommand,
  StopReplicationBackfillCommand,
} from '@aws-sdk/client-ecr';
import { pushImage } from '../core/api-push.ts';
import { claimArea } from '../core/claim.ts';
import { newBlob } from '../core/content.ts';
import { untried, verdict } from '../core/outcome.ts';
import { refusalName } from '../core/refusal.ts';
import type { TargetRegistry } from '../core/target-registry.ts';

// The suite changes no setting of an account, so these claims are about reads, and about calls that ECR rejects.

const noBackfill = '00000000-0000-4000-8000-000000000000';

async function readRules({ client }: TargetRegistry) {
  const { replicationConfiguration } = await client.send(new DescribeRegistryCommand({}));
  return replicationConfiguration?.rules ?? [];
}

export const replication = claimArea('replication', "ECR's own replication", [
  [
    'rules',
    'documented',
    'DescribeRegistry answers the account and a list of rules, which is empty without replication.',
    async ({ first }) => {
      const { registryId, replicationConfiguration } = await first.client.send(
        new DescribeRegistryCommand({}),
      );
      return verdict([registryId, Array.isArray(replicationConfiguration?.rules)], [first.accountId, true]);
    },
  ],
  [
    'image-without-rule',
    'assumed',
    'DescribeImageReplicationStatus of an image that no rule replicates answers an empty list.',
    async ({ first }) => {
      const repositoryName = await first.repositories.get('errors');
      const { digest: imageDigest } = await pushImage(first, repositoryName);
      const { replicationStatuses } = await first.client.send(
        new DescribeImageReplicationStatusCommand({ repositoryName, imageId: { imageDigest } }),
      );
      return verdict(replicationStatuses, []);
    },
  ],
  [
    'missing-image',
    'documented',
    'DescribeImageReplicationStatus of an image that does not exist is rejected with ImageNotFoundException.',
    async ({ first }) => {
      const repositoryName = await first.repositories.get('errors');
      const imageId = { imageDigest: newBlob().digest };
      const describe = first.client.send(
        new DescribeImageReplicationStatusCommand({ repositoryName, imageId }),
      );
      return verdict(await refusalName(describe), 'ImageNotFoundException');
    },
  ],
  [
    'missing-backfill',
    'documented',
    'A backfill that does not exist can be neither described nor stopped: ReplicationBackfillNotFoundException.',
    async ({ first: { client } }) => {
      const replicationBackfillId = noBackfill;
      const calls = [
        client.send(new DescribeReplicationBackfillResultsCommand({ replicationBackfillId })),
        client.send(new StopReplicationBackfillCommand({ replicationBackfillId })),
      ];
      const names = await Promise.all(calls.map(refusalName));
      return verdict([...new Set(names)], ['ReplicationBackfillNotFoundException']);
    },
  ],
  [
    'unconfigured-destination',
    'documented',
    'StartReplicationBackfill for a destination that no rule has is rejected with ValidationException.',
    async ({ first }) => {
      const rules = await readRules(first);
      const taken = rules.flatMap(({ destinations = [] }) => destinations.map(({ region }) => region));
      const region = ['us-west-2', 'eu-west-1', 'ap-northeast-1'].find(
        (each) => each !== first.target.region && !taken.includes(each),
      );
      if (region === undefined) return untried('The registry replicates to every region of this claim.');
      const destination = { region, registryId: first.accountId };
      const start = first.client.send(new StartReplicationBackfillCommand({ destination }));
      return verdict(await refusalName(start), 'ValidationException');
    },
  ],
  [
    'page-of-backfills',
    'documented',
    'ListReplicationBackfills accepts 1 to 50 backfills a page; more are rejected with InvalidParameterException.',
    async ({ first: { client } }) => {
      const list = async (maxResults: number) =>
        refusalName(client.send(new ListReplicationBackfillsCommand({ maxResults })));
      return verdict([await list(50), await list(51)], ['accepted', 'InvalidParameterException']);
    },
  ],
]);
