import { describe, expect, test } from 'vitest';
import { createDestinationPolicy, createKeyStatement, createSourcePolicy } from './identity-policies.ts';
import { listRequiredPolicies } from './required-policies.ts';
import type { PolicyDocument } from './policy-document.ts';
import { formatPolicy } from './policy-document.ts';
import { describePrincipal, createPolicyPrincipal } from './principal.ts';
import type { PolicyRoute } from './policy-route.ts';

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
  test('allows only reading the source', () => {
    expect(JSON.parse(formatPolicy(createSourcePolicy(route)))).toEqual({
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

  test('allows creating the destination only when that is planned', () => {
    expect(actionsOf(createDestinationPolicy(route))).toEqual([
      'ecr:BatchCheckLayerAvailability',
      'ecr:BatchGetImage',
      'ecr:CompleteLayerUpload',
      'ecr:DescribeImages',
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
  ])('uses partition %s in %s', (partition, region) => {
    const here = { source: { ...route.source, region }, destination: { ...route.destination, region } };
    const statements = [createSourcePolicy(here), createDestinationPolicy(here)].flatMap(
      ({ Statement }) => Statement,
    );
    const ofRepositories = statements.filter(({ Sid }) => Sid !== 'UseRegistryEndpoint');
    expect(ofRepositories).toHaveLength(4);
    for (const { Resource } of ofRepositories)
      expect(Resource?.startsWith(`arn:${partition}:ecr:${region}:`)).toBe(true);
  });

  test('allows a token for the destination’s registry, and mounting from a source of the same registry', () => {
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

  test('allows a customer managed key, and an alias by a condition', () => {
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

const listTargets = (source: string, destination: string) =>
  listRequiredPolicies(route, {
    source: { accountId: source, arn: `arn:aws:iam::${source}:user/ana` },
    destination: { accountId: destination, arn: `arn:aws:iam::${destination}:user/ana` },
  }).map(({ side, attachTo, arn }) => `${side} ${attachTo} ${arn}`);

describe('required policies', () => {
  test('need no repository policy when each profile is in the account of its registry', () => {
    expect(listTargets('111111111111', '222222222222')).toEqual([
      'source identity arn:aws:iam::111111111111:user/ana',
      'destination identity arn:aws:iam::222222222222:user/ana',
    ]);
  });

  test('have a repository policy for the repository in another account', () => {
    expect(listTargets('222222222222', '222222222222')).toEqual([
      'source identity arn:aws:iam::222222222222:user/ana',
      'source repository arn:aws:ecr:eu-west-1:111111111111:repository/team/api',
      'destination identity arn:aws:iam::222222222222:user/ana',
    ]);
    expect(listTargets('111111111111', '111111111111')[2]).toBe(
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
  ])('describes %s as %s', (arn, words) => expect(describePrincipal(arn)).toBe(words));

  test('names a session by its role, in its partition', () => {
    expect(createPolicyPrincipal('arn:aws-cn:sts::111111111111:assumed-role/Release/ci')).toEqual({
      Principal: { AWS: 'arn:aws-cn:iam::111111111111:role/Release' },
    });
    expect(createPolicyPrincipal('arn:aws:iam::111111111111:user/ana')).toEqual({
      Principal: { AWS: 'arn:aws:iam::111111111111:user/ana' },
    });
  });

  test('names a permission set by a pattern that matches no other one', () => {
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
