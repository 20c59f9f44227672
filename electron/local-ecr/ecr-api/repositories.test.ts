import * as sdk from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalEcr } from '../local-ecr.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, clientOf, region, startSample } from '../testing/sample-registry.ts';
import { seedImage } from '../testing/seed.ts';

let ecr: LocalEcr;
let client: sdk.ECRClient;
beforeAll(async () => {
  ecr = await startSample();
  client = clientOf(ecr, ana);
});
afterAll(async () => {
  client.destroy();
  await ecr.close();
});
const registry = () => ecr.registry('111111111111', region);

describe('repositories', () => {
  it('creates one with ECR’s defaults and describes it', async () => {
    const { repository } = await client.send(
      new sdk.CreateRepositoryCommand({ repositoryName: 'team/plain' }),
    );
    expect(repository).toEqual({
      repositoryArn: `arn:aws:ecr:${region}:111111111111:repository/team/plain`,
      registryId: '111111111111',
      repositoryName: 'team/plain',
      repositoryUri: `111111111111.dkr.ecr.${region}.amazonaws.com/team/plain`,
      createdAt: expect.any(Date),
      imageTagMutability: 'MUTABLE',
      imageScanningConfiguration: { scanOnPush: false },
      encryptionConfiguration: { encryptionType: 'AES256' },
    });
    const described = await client.send(
      new sdk.DescribeRepositoriesCommand({ repositoryNames: ['team/plain'] }),
    );
    expect(described.repositories).toEqual([repository]);
  });

  it('creates one with every setting', async () => {
    const settings = {
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: {
        encryptionType: 'KMS',
        kmsKey: 'arn:aws:kms:eu-central-1:111111111111:key/k',
      },
    } as const;
    const { repository } = await client.send(
      new sdk.CreateRepositoryCommand({
        repositoryName: 'full',
        ...structuredClone(settings),
        imageTagMutabilityExclusionFilters: [...settings.imageTagMutabilityExclusionFilters],
        tags: [{ Key: 'team', Value: 'one' }],
      }),
    );
    expect(repository).toMatchObject(settings);
    const resourceArn = repository?.repositoryArn;
    await client.send(new sdk.TagResourceCommand({ resourceArn, tags: [{ Key: 'stage', Value: 'test' }] }));
    const { tags } = await client.send(new sdk.ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual([
      { Key: 'team', Value: 'one' },
      { Key: 'stage', Value: 'test' },
    ]);
  });

  it('lists them page by page with an opaque token', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `many/r${index}`);
    for (const name of names) ecr.registry('111111111111', 'us-east-1').createRepository(name);
    const other = clientOf(ecr, ana, { region: 'us-east-1' });
    const pages = [];
    for await (const page of sdk.paginateDescribeRepositories({ client: other, pageSize: 3 }, {}))
      pages.push(page);
    expect(pages.map((page) => page.repositories?.length)).toEqual([3, 3, 1]);
    expect(pages.flatMap((page) => page.repositories?.map((one) => one.repositoryName))).toEqual(names);
    const foreign = new sdk.DescribeRepositoriesCommand({ nextToken: pages[0]?.nextToken });
    expect(await refusal(client.send(foreign))).toMatchObject({ name: 'InvalidParameterException' });
    other.destroy();
  });

  it.each([
    [
      'x',
      "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'Member must have length greater",
    ],
    [
      'Upper',
      "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression",
    ],
    ['a//b', 'regular expression'],
    ['a'.repeat(257), 'less than or equal to 256'],
  ])('refuses the name %s', async (repositoryName, message) => {
    const refused = await refusal(client.send(new sdk.CreateRepositoryCommand({ repositoryName })));
    expect(refused).toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining(message),
    });
    expect(refused).toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  it('rejects a duplicate name and a missing repository', async () => {
    registry().createRepository('twice');
    expect(
      await refusal(client.send(new sdk.CreateRepositoryCommand({ repositoryName: 'twice' }))),
    ).toMatchObject({
      name: 'RepositoryAlreadyExistsException',
      message: "The repository with name 'twice' already exists in the registry with id '111111111111'",
    });
    const missing = new sdk.DescribeRepositoriesCommand({ repositoryNames: ['twice', 'gone'] });
    expect(await refusal(client.send(missing))).toMatchObject({
      name: 'RepositoryNotFoundException',
      message: "The repository with name 'gone' does not exist in the registry with id '111111111111'",
    });
  });

  it('deletes an empty one, and one with images only with force', async () => {
    seedImage(registry().createRepository('used'), 'image');
    expect(
      await refusal(client.send(new sdk.DeleteRepositoryCommand({ repositoryName: 'used' }))),
    ).toMatchObject({
      name: 'RepositoryNotEmptyException',
      message:
        "The repository with name 'used' in registry with id '111111111111' cannot be deleted because it still contains images",
    });
    await client.send(new sdk.DeleteRepositoryCommand({ repositoryName: 'used', force: true }));
    expect(registry().repositories.has('used')).toBe(false);
  });

  it('changes tag mutability and scanning', async () => {
    const repository = registry().createRepository('settings');
    const repositoryName = 'settings';
    await client.send(
      new sdk.PutImageTagMutabilityCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' }),
    );
    const scan = { repositoryName, imageScanningConfiguration: { scanOnPush: true } };
    await client.send(new sdk.PutImageScanningConfigurationCommand(scan));
    expect(repository.settings).toMatchObject({ tagMutability: 'IMMUTABLE', scanOnPush: true });
    const filterless = { repositoryName, imageTagMutability: 'MUTABLE_WITH_EXCLUSION' } as const;
    expect(await refusal(client.send(new sdk.PutImageTagMutabilityCommand(filterless)))).toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('rejects resource tags that are too long or too many, and a wrong ARN', async () => {
    const resourceArn = registry().createRepository('tagged').arn;
    const tag = async (tags: sdk.Tag[], arn = resourceArn) =>
      refusal(client.send(new sdk.TagResourceCommand({ resourceArn: arn, tags })));
    const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    expect(await tag([{ Key: 'k'.repeat(129), Value: '' }])).toMatchObject({
      name: 'InvalidTagParameterException',
    });
    expect(await tag(many)).toMatchObject({ name: 'TooManyTagsException' });
    expect(await tag([], 'arn:aws:s3:::bucket')).toMatchObject({
      message: "Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN'",
    });
  });
});

describe('policies', () => {
  const repositoryName = 'policies';
  const lifecyclePolicyText = JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: 'Keep ten images and expire all the others',
        action: { type: 'expire' },
      },
    ],
  });
  beforeAll(() => {
    registry().createRepository(repositoryName);
  });

  it('stores, returns and deletes a lifecycle policy', async () => {
    const get = new sdk.GetLifecyclePolicyCommand({ repositoryName });
    const absent = {
      name: 'LifecyclePolicyNotFoundException',
      message: `Lifecycle policy does not exist for the repository with name '${repositoryName}' in the registry with id '111111111111'`,
    };
    expect(await refusal(client.send(get))).toMatchObject(absent);
    await client.send(new sdk.PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }));
    const expected = {
      registryId: '111111111111',
      repositoryName,
      lifecyclePolicyText,
      lastEvaluatedAt: new Date(0),
    };
    expect(await client.send(get)).toMatchObject(expected);
    await client.send(new sdk.DeleteLifecyclePolicyCommand({ repositoryName }));
    expect(await refusal(client.send(get))).toMatchObject(absent);
    const notJson = { repositoryName, lifecyclePolicyText: 'x'.repeat(100) };
    expect(await refusal(client.send(new sdk.PutLifecyclePolicyCommand(notJson)))).toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('stores, returns and deletes a repository policy', async () => {
    const get = new sdk.GetRepositoryPolicyCommand({ repositoryName });
    const absent = {
      name: 'RepositoryPolicyNotFoundException',
      message: `Repository policy does not exist for the repository with name '${repositoryName}' in the registry with id '111111111111'`,
    };
    expect(await refusal(client.send(get))).toMatchObject(absent);
    const policyText = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:*' }] });
    await client.send(new sdk.SetRepositoryPolicyCommand({ repositoryName, policyText }));
    expect(await client.send(get)).toMatchObject({ policyText });
    await client.send(new sdk.DeleteRepositoryPolicyCommand({ repositoryName }));
    expect(await refusal(client.send(get))).toMatchObject(absent);
    const wrong = new sdk.SetRepositoryPolicyCommand({ repositoryName, policyText: '{"Statement":1}' });
    expect(await refusal(client.send(wrong))).toMatchObject({
      message:
        "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
    });
  });
});

describe('the registry', () => {
  it('describes itself', async () => {
    expect(await client.send(new sdk.DescribeRegistryCommand({}))).toMatchObject({
      registryId: '111111111111',
      replicationConfiguration: { rules: [] },
    });
  });

  it('returns an authorization token and the registry endpoint', async () => {
    const { authorizationData = [] } = await client.send(new sdk.GetAuthorizationTokenCommand({}));
    const [data] = authorizationData;
    const [user, password = ''] = Buffer.from(data?.authorizationToken ?? '', 'base64')
      .toString()
      .split(':');
    expect(user).toBe('AWS');
    expect(ecr.tokens.find(password)?.caller.principal).toBe(ana);
    expect(data?.proxyEndpoint).toBe(`http://${await ecr.ociRegistry('111111111111', region)}`);
    const hours = ((data?.expiresAt?.getTime() ?? 0) - Date.now()) / 3_600_000;
    expect(hours).toBeCloseTo(12, 1);
  });

  it('stores account settings', async () => {
    const name = 'BLOB_MOUNTING';
    expect(await client.send(new sdk.GetAccountSettingCommand({ name }))).toMatchObject({
      value: 'DISABLED',
    });
    await client.send(new sdk.PutAccountSettingCommand({ name, value: 'ENABLED' }));
    expect(await client.send(new sdk.GetAccountSettingCommand({ name }))).toMatchObject({ value: 'ENABLED' });
    expect(
      await refusal(client.send(new sdk.PutAccountSettingCommand({ name, value: 'MAYBE' }))),
    ).toMatchObject({
      name: 'ValidationException',
    });
    expect(await refusal(client.send(new sdk.GetAccountSettingCommand({ name: 'NONE' })))).toMatchObject({
      name: 'ValidationException',
    });
  });
});
