import { describe, expect, test } from 'vitest';
import { defaultSettingChoices } from '../models/repository-settings.ts';
import { createDestinationPolicy, createSourcePolicy } from './identity-policies.ts';
import { createKeyStatement } from './key-statement.ts';
import { listRequiredPolicies } from './needed-policies.ts';
import type { PolicyDocument } from './policy-document.ts';
import { policyText } from './policy-document.ts';
import { describePrincipal, createPolicyPrincipal } from './principal.ts';
import type { PolicyRoute } from './route.ts';
import { createRequestRoute } from './route.ts';

const repository = (accountId: string, region: string, repositoryName: string) => ({
  accountId,
  region,
  repositoryName,
});
const route: PolicyRoute = {
  source: repository('111111111111', 'eu-west-1', 'team/api'),
  destination: repository('222222222222', 'us-east-1', 'mirror/api'),
};
const creation = {
  reads: ['ecr:GetLifecyclePolicy'],
  writes: ['ecr:PutLifecyclePolicy', 'ecr:TagResource'],
};

const actionsOf = ({ Statement }: PolicyDocument): readonly string[] =>
  Statement.flatMap(({ Action }) => Action).toSorted();

describe('identity policies', () => {
  test('the source is read, and nothing else', () => {
    expect(JSON.parse(policyText(createSourcePolicy(route)))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'FindRepositories',
          Effect: 'Allow',
          Action: ['ecr:DescribeRepositories'],
          Resource: 'arn:aws:ecr:eu-west-1:111111111111:repository/*',
        },
        {
          Sid: 'ReadImages',
          Effect: 'Allow',
          Action: ['ecr:DescribeImages', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          Resource: 'arn:aws:ecr:eu-west-1:111111111111:repository/team/api',
        },
      ],
    });
  });

  test('the destination is written into, and not created unless that is planned', () => {
    expect(actionsOf(createDestinationPolicy(route))).toEqual([
      'ecr:BatchCheckLayerAvailability',
      'ecr:BatchGetImage',
      'ecr:CompleteLayerUpload',
      'ecr:DescribeRepositories',
      'ecr:GetAuthorizationToken',
      'ecr:InitiateLayerUpload',
      'ecr:PutImage',
      'ecr:UploadLayerPart',
    ]);
    const created = createDestinationPolicy({ ...route, creation });
    expect(created.Statement.at(-1)).toEqual({
      Sid: 'CreateRepository',
      Effect: 'Allow',
      Action: ['ecr:CreateRepository', 'ecr:PutLifecyclePolicy', 'ecr:TagResource'],
      Resource: 'arn:aws:ecr:us-east-1:222222222222:repository/mirror/api',
    });
    expect(actionsOf(createSourcePolicy({ ...route, creation }))).toContain('ecr:GetLifecyclePolicy');
  });

  test.each([
    ['aws', 'eu-central-1'],
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-eusc', 'eusc-de-east-1'],
  ])('partition %s is that of %s', (partition, region) => {
    const here = { source: { ...route.source, region }, destination: { ...route.destination, region } };
    const statements = [createSourcePolicy(here), createDestinationPolicy(here)].flatMap(
      ({ Statement }) => Statement,
    );
    const ofRepositories = statements.filter(({ Sid }) => Sid !== 'UseRegistryEndpoint');
    expect(ofRepositories).toHaveLength(4);
    for (const { Resource } of ofRepositories)
      expect(Resource?.startsWith(`arn:${partition}:ecr:${region}:`)).toBe(true);
  });

  test('the destination gets a token for its registry, and reads a source of the same registry to mount it', () => {
    const within = { ...route, source: { ...route.destination, repositoryName: 'team/api' } };
    const { Statement } = createDestinationPolicy(within);
    expect(Statement).toContainEqual({
      Sid: 'UseRegistryEndpoint',
      Effect: 'Allow',
      Action: ['ecr:GetAuthorizationToken'],
      Resource: '*',
    });
    expect(Statement).toContainEqual({
      Sid: 'MountLayers',
      Effect: 'Allow',
      Action: ['ecr:GetDownloadUrlForLayer'],
      Resource: 'arn:aws:ecr:us-east-1:222222222222:repository/team/api',
    });
    expect(createDestinationPolicy(route).Statement.map(({ Sid }) => Sid)).not.toContain('MountLayers');
  });

  test('a key of the customer’s own has to be usable; an alias is a condition', () => {
    const key = 'arn:aws:kms:us-east-1:222222222222:key/0123';
    const policy = createDestinationPolicy({ ...route, creation: { ...creation, kmsKey: key } });
    expect(policy.Statement.at(-1)).toEqual({
      Sid: 'UseKey',
      Effect: 'Allow',
      Action: ['kms:CreateGrant', 'kms:DescribeKey'],
      Resource: key,
    });
    expect(createKeyStatement('arn:aws-cn:kms:cn-north-1:222222222222:alias/team/ecr')).toMatchObject({
      Resource: 'arn:aws-cn:kms:cn-north-1:222222222222:key/*',
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/team/ecr' } },
    });
  });
});

test('a request that could not be planned asks for the settings that it wants to take over', () => {
  const request = {
    source: { profile: 'a', region: 'eu-west-1', repositoryName: 'team/api' },
    destination: {
      profile: 'b',
      region: 'us-east-1',
      repositoryName: 'mirror/api',
      createRepository: true,
      settings: { ...defaultSettingChoices, resourceTags: false },
    },
  };
  const registryIds = { source: '111111111111', destination: '222222222222' };
  expect(createRequestRoute(request, registryIds)).toEqual({
    ...route,
    creation: {
      reads: ['ecr:GetLifecyclePolicy'],
      writes: ['ecr:PutLifecyclePolicy'],
      kmsKey: undefined,
    },
  });
  const { creation: none } = createRequestRoute(
    { ...request, destination: { ...request.destination, createRepository: false } },
    registryIds,
  );
  expect(none).toBeUndefined();
});

const neededBy = (source: string, destination: string) =>
  listRequiredPolicies(route, {
    source: { accountId: source, arn: `arn:aws:iam::${source}:user/ana` },
    destination: { accountId: destination, arn: `arn:aws:iam::${destination}:user/ana` },
  }).map(({ side, attachTo, arn }) => `${side} ${attachTo} ${arn}`);

describe('who a policy is for', () => {
  test('two profiles, each in the account of its registry, need no policy of a repository', () => {
    expect(neededBy('111111111111', '222222222222')).toEqual([
      'source identity arn:aws:iam::111111111111:user/ana',
      'destination identity arn:aws:iam::222222222222:user/ana',
    ]);
  });

  test('one profile for both sides needs one of the repository that is far', () => {
    expect(neededBy('222222222222', '222222222222')).toEqual([
      'source identity arn:aws:iam::222222222222:user/ana',
      'source repository arn:aws:ecr:eu-west-1:111111111111:repository/team/api',
      'destination identity arn:aws:iam::222222222222:user/ana',
    ]);
    expect(neededBy('111111111111', '111111111111')[2]).toBe(
      'destination repository arn:aws:ecr:us-east-1:222222222222:repository/mirror/api',
    );
  });
});

describe('principals', () => {
  test.each([
    ['arn:aws:iam::111111111111:user/ana', 'user ana of account 111111111111'],
    ['arn:aws:sts::111111111111:assumed-role/Release/ci', 'role Release of account 111111111111'],
    [
      'arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_Dev_Ops_0123456789abcdef/ana@example.com',
      'permission set Dev_Ops in account 111111111111',
    ],
    ['something else', 'something else'],
  ])('%s is %s', (arn, words) => expect(describePrincipal(arn)).toBe(words));

  test('a session is named by what stands behind it, in its own partition', () => {
    expect(createPolicyPrincipal('arn:aws-cn:sts::111111111111:assumed-role/Release/ci')).toEqual({
      Principal: { AWS: 'arn:aws-cn:iam::111111111111:role/Release' },
    });
    expect(createPolicyPrincipal('arn:aws:iam::111111111111:user/ana')).toEqual({
      Principal: { AWS: 'arn:aws:iam::111111111111:user/ana' },
    });
  });

  test('a permission set is named by a pattern that no other one fits', () => {
    const { Principal, Condition } = createPolicyPrincipal(
      'arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/ana',
    );
    expect(Principal).toEqual({ AWS: 'arn:aws:iam::111111111111:root' });
    expect(Condition).toEqual({
      ArnLike: {
        'aws:PrincipalArn': `arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Dev_${'?'.repeat(16)}`,
      },
    });
  });
});
