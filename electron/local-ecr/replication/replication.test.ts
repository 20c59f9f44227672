import {
  CreateRepositoryCreationTemplateCommand,
  DescribeImageReplicationStatusCommand,
  DescribeRegistryCommand,
  DescribeRepositoriesCommand,
  ListImagesCommand,
  PutImageCommand,
  PutRegistryPolicyCommand,
  PutReplicationConfigurationCommand,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeAll, afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { LocalEcr } from '../local-ecr.ts';
import type { Repository } from '../registry/repository.ts';
import type { ReplicationDestination } from '../registry/replication-rules.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, ben, clientOf, region, startSample } from '../testing/sample-registry.ts';
import { imageManifest, indexManifest, seedImage, seedLayer } from '../testing/seed.ts';

let ecr: LocalEcr;
let clock = 0;
const otherRegion: ReplicationDestination = { registryId: '111111111111', region: 'us-east-1' };
const otherAccount: ReplicationDestination = { registryId: '222222222222', region };

beforeAll(async () => {
  ecr = await startSample({
    replicationClock: () => clock,
    replicationPace: { push: 1000, preparation: 1000, image: 1 },
  });
});
afterAll(async () => ecr.close());
afterEach(async () => ecr.reset());

const source = () => clientOf(ecr, ana);
const prefix = (filter: string) => ({ filter, filterType: 'PREFIX_MATCH' as const });

async function replicateTo(
  destination: ReplicationDestination,
  ...prefixes: readonly string[]
): Promise<void> {
  const repositoryFilters = prefixes.length > 0 ? prefixes.map(prefix) : undefined;
  const rules = [{ destinations: [destination], repositoryFilters }];
  await source().send(new PutReplicationConfigurationCommand({ replicationConfiguration: { rules } }));
}

/** Pushes an image by the ECR API, whose layers are there already. */
async function push(repository: Repository, name: string, imageTag?: string): Promise<string> {
  const manifest = imageManifest(seedLayer(repository, `{"config":"${name}"}`), [
    seedLayer(repository, name),
  ]);
  const { image } = await source().send(
    new PutImageCommand({ repositoryName: repository.name, imageManifest: manifest, imageTag }),
  );
  return image?.imageId?.imageDigest ?? '';
}

const statusOf = async (repositoryName: string, imageDigest: string) =>
  (
    await source().send(
      new DescribeImageReplicationStatusCommand({ repositoryName, imageId: { imageDigest } }),
    )
  ).replicationStatuses;

const tagsAt = async (principal: typeof ana, at: string, repositoryName: string) =>
  (
    (await clientOf(ecr, principal, { region: at }).send(new ListImagesCommand({ repositoryName })))
      .imageIds ?? []
  ).map(({ imageTag }) => imageTag);

/** Lets account 222222222222 accept the replication of repositories of team. */
const allow = async (...Action: readonly string[]) => {
  const statement = {
    Sid: 'Replication',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111111111111:root' },
    Action,
    Resource: [`arn:aws:ecr:${region}:222222222222:repository/team/*`],
  };
  const policyText = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await clientOf(ecr, ben).send(new PutRegistryPolicyCommand({ policyText }));
};
const denied = [{ ...otherAccount, status: 'FAILED', failureCode: 'AccessDenied' }];

describe('a push after the rule', () => {
  let repository: Repository;
  beforeEach(() => {
    clock = 0;
    repository = ecr.registry('111111111111', region).createRepository('team/app');
  });

  test('is replicated to another region, where the repository is created', async () => {
    await replicateTo(otherRegion, 'team/');
    const digest = await push(repository, 'app', '1.0');
    expect(await statusOf('team/app', digest)).toEqual([{ ...otherRegion, status: 'IN_PROGRESS' }]);
    clock = 1000;
    expect(await statusOf('team/app', digest)).toEqual([{ ...otherRegion, status: 'COMPLETE' }]);
    expect(await tagsAt(ana, 'us-east-1', 'team/app')).toEqual(['1.0']);
  });

  test('of another prefix, or before the rule, is not replicated', async () => {
    const earlier = await push(repository, 'earlier', '0.9');
    await replicateTo(otherRegion, 'tools/');
    const digest = await push(repository, 'app', '1.0');
    expect(await statusOf('team/app', digest)).toEqual([]);
    expect(await statusOf('team/app', earlier)).toEqual([]);
  });

  test('of an index brings its manifests', async () => {
    await replicateTo(otherRegion);
    const child = seedImage(repository, 'child');
    const manifest = indexManifest([{ digest: child.digest, size: 10 }]);
    await source().send(
      new PutImageCommand({ repositoryName: 'team/app', imageManifest: manifest, imageTag: 'multi' }),
    );
    clock = 1000;
    ecr.replications.advance();
    const copied = ecr.registry('111111111111', 'us-east-1').repository('team/app');
    expect([...copied.images.keys()]).toContain(child.digest);
    expect([...copied.tags.keys()]).toEqual(['multi']);
  });

  test('fails for another account until its registry policy allows it', async () => {
    ecr.registry('222222222222', region).createRepository('team/app');
    await replicateTo(otherAccount);
    const first = await push(repository, 'denied', '1.0');
    clock = 1000;
    expect(await statusOf('team/app', first)).toEqual(denied);
    await allow('ecr:ReplicateImage');
    await push(repository, 'allowed', '1.1');
    clock = 2000;
    expect(await tagsAt(ben, region, 'team/app')).toEqual(['1.1']);
  });

  test('creates a repository in another account only where that is allowed too', async () => {
    await replicateTo(otherAccount);
    await allow('ecr:ReplicateImage');
    const first = await push(repository, 'denied', '1.0');
    clock = 1000;
    expect(await statusOf('team/app', first)).toEqual(denied);
    await allow('ecr:ReplicateImage', 'ecr:CreateRepository');
    await push(repository, 'allowed', '1.1');
    clock = 2000;
    expect(await tagsAt(ben, region, 'team/app')).toEqual(['1.1']);
  });

  test('gets the settings of a creation template', async () => {
    await clientOf(ecr, ana, { region: 'us-east-1' }).send(
      new CreateRepositoryCreationTemplateCommand({
        prefix: 'team',
        appliedFor: ['REPLICATION'],
        imageTagMutability: 'IMMUTABLE',
      }),
    );
    await replicateTo(otherRegion);
    await push(repository, 'app', '1.0');
    clock = 1000;
    const { repositories } = await clientOf(ecr, ana, { region: 'us-east-1' }).send(
      new DescribeRepositoriesCommand({}),
    );
    expect(repositories?.map(({ imageTagMutability }) => imageTagMutability)).toEqual(['IMMUTABLE']);
  });
});

describe('PutReplicationConfiguration', () => {
  test('replaces the whole configuration', async () => {
    await replicateTo(otherRegion, 'a/');
    await replicateTo(otherAccount, 'b/');
    const { replicationConfiguration } = await source().send(new DescribeRegistryCommand({}));
    expect(replicationConfiguration?.rules).toEqual([
      { destinations: [otherAccount], repositoryFilters: [prefix('b/')] },
    ]);
  });

  test.each([
    ['an eleventh rule', Array.from({ length: 11 }, () => ({ destinations: [otherRegion] }))],
    ['its own registry', [{ destinations: [{ registryId: '111111111111', region }] }]],
    ['an unknown region', [{ destinations: [{ registryId: '111111111111', region: 'xx-west-9' }] }]],
  ])('rejects %s', async (_what, rules) => {
    const put = source().send(
      new PutReplicationConfigurationCommand({ replicationConfiguration: { rules } }),
    );
    expect((await refusal(put)).name).toBe('ValidationException');
  });
});
