import * as sdk from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LocalEcr } from '../local-ecr.ts';
import type { Repository } from '../registry/repository.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, ben, clientOf, region, startSample } from '../testing/sample-registry.ts';
import { seedImage } from '../testing/seed.ts';

let ecr: LocalEcr;
let anas: sdk.ECRClient;
let bens: sdk.ECRClient;
let repository: Repository;
beforeEach(async () => {
  ecr = await startSample();
  [anas, bens] = [clientOf(ecr, ana), clientOf(ecr, ben)];
  repository = ecr.registry('111111111111', region).createRepository('shared');
  seedImage(repository, 'image', { tag: 'v1' });
});
afterEach(async () => {
  anas.destroy();
  bens.destroy();
  await ecr.close();
});

const list = async (client: sdk.ECRClient) =>
  client.send(new sdk.ListImagesCommand({ registryId: '111111111111', repositoryName: 'shared' }));
const allow = (statement: object) => {
  repository.settings.policyText = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
};

it('denies an action to one principal with the message of AWS', async () => {
  ecr.faults.deny({ principalArn: ana.arn, action: 'ecr:PutImage', repositoryName: 'shared' });
  const put = { repositoryName: 'shared', imageManifest: '{}' };
  expect(await refusal(anas.send(new sdk.PutImageCommand(put)))).toMatchObject({
    name: 'AccessDeniedException',
    message: `User: ${ana.arn} is not authorized to perform: ecr:PutImage on resource: arn:aws:ecr:${region}:111111111111:repository/shared because no identity-based policy allows the ecr:PutImage action`,
    $metadata: { httpStatusCode: 400 },
  });
  await expect(list(anas)).resolves.toBeDefined();
  ecr.faults.clear();
  expect(await refusal(anas.send(new sdk.PutImageCommand(put)))).toMatchObject({
    name: 'InvalidParameterException',
  });
});

it('names the resource of calls without a repository in the denial', async () => {
  ecr.faults.deny({ action: 'ecr:GetAuthorizationToken' });
  expect(await refusal(anas.send(new sdk.GetAuthorizationTokenCommand({})))).toMatchObject({
    message: expect.stringContaining('on resource: * because'),
  });
});

it('requires ecr:BatchGetImage to list referrers', async () => {
  ecr.faults.deny({ action: 'ecr:BatchGetImage' });
  const subjectId = { imageDigest: `sha256:${'0'.repeat(64)}` };
  const command = new sdk.ListImageReferrersCommand({ repositoryName: 'shared', subjectId });
  expect(await refusal(anas.send(command))).toMatchObject({ name: 'AccessDeniedException' });
});

it('denies access to the repositories of another account', async () => {
  expect(await refusal(list(bens))).toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('because no resource-based policy allows the ecr:ListImages action'),
  });
  const own = new sdk.ListImagesCommand({ repositoryName: 'shared' });
  expect(await refusal(bens.send(own))).toMatchObject({
    name: 'RepositoryNotFoundException',
    message: "The repository with name 'shared' does not exist in the registry with id '222222222222'",
  });
  const create = new sdk.CreateRepositoryCommand({ registryId: '111111111111', repositoryName: 'intruder' });
  expect(await refusal(bens.send(create))).toMatchObject({ name: 'AccessDeniedException' });
});

it.each([
  ['the account’s root', { AWS: 'arn:aws:iam::222222222222:root' }, 'ecr:ListImages'],
  ['the account', { AWS: ['222222222222'] }, ['ecr:ListImages', 'ecr:PutImage']],
  ['the principal', { AWS: ben.arn }, 'ecr:*'],
  ['everybody', '*', 'ecr:List*'],
])('allows another account by a repository policy for %s', async (_who, Principal, Action) => {
  allow({ Effect: 'Allow', Principal, Action });
  const { imageIds } = await list(bens);
  expect(imageIds).toHaveLength(1);
});

it.each([
  ['another principal', { Effect: 'Allow', Principal: { AWS: `${ben.arn}x` }, Action: 'ecr:*' }],
  ['another action', { Effect: 'Allow', Principal: '*', Action: 'ecr:PutImage' }],
  ['a condition', { Effect: 'Allow', Principal: '*', Action: 'ecr:*', Condition: { Bool: {} } }],
])('denies another account when the repository policy is for %s', async (_what, statement) => {
  allow(statement);
  expect(await refusal(list(bens))).toMatchObject({ name: 'AccessDeniedException' });
});

it('applies an explicit deny of the repository policy within the same account too', async () => {
  allow({ Effect: 'Deny', Principal: '*', Action: 'ecr:ListImages' });
  expect(await refusal(list(anas))).toMatchObject({
    message: expect.stringContaining('with an explicit deny in a resource-based policy'),
  });
});

const allowingList = (resource: string) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'List', Effect: 'Allow', Action: ['ecr:ListImages'], Resource: resource }],
});
const sharedArn = `arn:aws:ecr:${region}:111111111111:repository/shared`;

it.each([sharedArn, `arn:aws:ecr:${region}:111111111111:repository/*`, '*'])(
  'allows a principal with an identity policy only what the policy allows: %s',
  async (resource) => {
    ecr.faults.allowOnly(ana.arn, JSON.stringify(allowingList(resource)));
    await expect(list(anas)).resolves.toBeDefined();
    const describe = new sdk.DescribeImagesCommand({ repositoryName: 'shared' });
    expect(await refusal(anas.send(describe))).toMatchObject({
      message: expect.stringContaining('because no identity-based policy allows the ecr:DescribeImages'),
    });
    ecr.faults.clear();
    await expect(anas.send(describe)).resolves.toBeDefined();
  },
);

it.each([`${sharedArn}x`, `arn:aws:ecr:us-east-1:111111111111:repository/shared`, `${sharedArn}/*`])(
  'allows nothing when the identity policy is for another resource: %s',
  async (resource) => {
    ecr.faults.allowOnly(ana.arn, JSON.stringify(allowingList(resource)));
    expect(await refusal(list(anas))).toMatchObject({ name: 'AccessDeniedException' });
  },
);

it('requires either policy within the same account, and both across accounts', async () => {
  const nothing = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  ecr.faults.allowOnly(ana.arn, nothing);
  ecr.faults.allowOnly(ben.arn, nothing);
  allow({ Effect: 'Allow', Principal: { AWS: [ana.arn, ben.arn] }, Action: 'ecr:ListImages' });
  await expect(list(anas)).resolves.toBeDefined();
  expect(await refusal(list(bens))).toMatchObject({
    message: expect.stringContaining('no identity-based policy allows'),
  });
  ecr.faults.allowOnly(ben.arn, JSON.stringify(allowingList(sharedArn)));
  await expect(list(bens)).resolves.toBeDefined();
});

it.each([
  '{}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[],"Resource":"*"}]}',
  '{"Version":"2012-10-17","Statement":[{"Sid":"a b","Effect":"Allow","Action":"ecr:*","Resource":"*"}]}',
])('rejects a policy that IAM rejects: %s', (text) => {
  expect(() => ecr.faults.allowOnly(ana.arn, text)).toThrow();
});
