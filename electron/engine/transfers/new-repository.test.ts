import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SettingChoices } from '../../../shared/models/repository-settings.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { RepositoryOptions } from '../../local-ecr/registry/registry.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { createPlans } from '../plan/plan-store.ts';
import { seedImage } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../testing/two-registries.ts';
import type { Transfers } from './transfers.ts';
import { createTransfers } from './transfers.ts';

let registries: TwoRegistries;
let transfers: Transfers;
let plans: ReturnType<typeof createPlans>;
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());
beforeEach(() => {
  count += 1;
  plans = createPlans(registries.access);
  transfers = createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries });
});
afterEach(async () => {
  await transfers.cancelAll();
  registries.ecr.faults.clear();
});

/** As somebody wrote it: carried word for word, spaces and all. */
const lifecyclePolicy = `{ "rules": [ { "rulePriority": 1, "selection": { "tagStatus": "untagged",
  "countType": "imageCountMoreThan", "countNumber": 10 }, "action": { "type": "expire" } } ] }`;
const repositoryPolicy = `{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow",
  "Principal": { "AWS": "arn:aws:iam::333333333333:root" }, "Action": "ecr:BatchGetImage" } ] }`;

const everything: RepositoryOptions = {
  tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
  exclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
  scanOnPush: true,
  encryption: { encryptionType: 'KMS', kmsKey: 'arn:aws:kms:eu-west-1:111111111111:key/own' },
  resourceTags: { team: 'platform', 'aws:cloudformation:stack-name': 'images' },
};

const planFor = async (
  settings: Partial<SettingChoices> = {},
  options: RepositoryOptions = everything,
  policies: Partial<Repository['settings']> = {
    lifecyclePolicyText: lifecyclePolicy,
    policyText: repositoryPolicy,
  },
) => {
  const names = { from: `settings/from-${count}`, to: `settings/to-${count}` };
  const source = registries.source.createRepository(names.from, options);
  Object.assign(source.settings, policies);
  const { digest } = await seedImage(source, [['layer', 100]]);
  registries.ecr.calls.clear();
  const request = registries.request({ ...names, create: true, settings }, [
    { digest, sourceTags: [], destinationTags: ['v1'] },
  ]);
  return (await plans.create(request)).plan;
};

const ended = async (id: string): Promise<Transfer> => {
  const current = (): Transfer | undefined => transfers.list().find((transfer) => transfer.id === id);
  await expect
    .poll(() => isFinished(current()?.state ?? { kind: 'running' }), { timeout: 20_000 })
    .toBe(true);
  const transfer = current();
  if (!transfer) throw new Error('gone');
  return transfer;
};

const created = (): Repository => registries.destination.repository(`settings/to-${count}`);

const run = async (...facts: Parameters<typeof planFor>): Promise<Transfer> =>
  ended(transfers.start((await planFor(...facts)).id).id);

test('by default everything is set as at the source but its own key and its policy', async () => {
  expect((await run()).state.kind).toBe('done');
  expect(created().settings).toEqual({
    tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    exclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
    scanOnPush: true,
    lifecyclePolicyText: lifecyclePolicy,
  });
  expect(created().encryption).toEqual({
    encryptionType: 'KMS',
    kmsKey: 'arn:aws:kms:us-east-1:222222222222:alias/aws/ecr',
  });
  expect([...created().resourceTags]).toEqual([['team', 'platform']]);
  expect(registries.ecr.calls.of('SetRepositoryPolicy')).toEqual([]);
});

test('what is left is as ECR has it, and not even asked for', async () => {
  const left = { tagMutability: false, scanOnPush: false, lifecyclePolicy: false, resourceTags: false };
  expect((await run({ ...left, encryption: { kind: 'aes256' } })).state.kind).toBe('done');
  expect(created().settings).toEqual({ tagMutability: 'MUTABLE', exclusionFilters: [], scanOnPush: false });
  expect(created().encryption).toEqual({ encryptionType: 'AES256' });
  expect(created().resourceTags.size).toBe(0);
  expect(registries.ecr.calls.of('PutLifecyclePolicy', 'SetRepositoryPolicy', 'TagResource')).toEqual([]);
});

test('a repository policy is set word for word where it is taken over', async () => {
  expect((await run({ repositoryPolicy: true })).state.kind).toBe('done');
  expect(created().settings.policyText).toBe(repositoryPolicy);
});

test('a key of the destination’s region is used; any other text is in the way', async () => {
  const kmsKey = 'arn:aws:kms:us-east-1:222222222222:key/chosen';
  expect((await run({ encryption: { kind: 'kms-key', kmsKey } })).state.kind).toBe('done');
  expect(created().encryption).toEqual({ encryptionType: 'KMS', kmsKey });

  count += 1;
  const wrong = 'arn:aws:kms:eu-west-1:111111111111:key/own';
  const { obstacles, id } = await planFor({ encryption: { kind: 'kms-key', kmsKey: wrong } });
  expect(obstacles).toMatchObject([
    { code: 'invalid-input', side: 'destination', message: expect.stringContaining('is in eu-west-1') },
  ]);
  expect(() => transfers.start(id)).toThrow(/This KMS key is in eu-west-1/);
});

test('a source without policies and tags has none, which is no error', async () => {
  const { destination } = await planFor({}, {}, {});
  expect(destination.repository).toMatchObject({
    settings: {
      lifecyclePolicy: { source: { kind: 'read', value: undefined } },
      repositoryPolicy: { source: { kind: 'read', value: undefined } },
      resourceTags: { source: { kind: 'read', value: {} } },
    },
  });
});

const unreadable = (action: string) => ({
  source: {
    kind: 'unreadable',
    error: { code: 'access-denied', side: 'source', message: expect.stringContaining(action) },
  },
});

test('what the profile may not read is told, and everything else goes on', async () => {
  for (const action of ['ecr:GetLifecyclePolicy', 'ecr:GetRepositoryPolicy', 'ecr:ListTagsForResource'])
    registries.ecr.faults.deny({ action });
  const { destination, id, obstacles } = await planFor();
  expect(destination.repository).toMatchObject({
    settings: {
      lifecyclePolicy: unreadable('ecr:GetLifecyclePolicy'),
      repositoryPolicy: unreadable('ecr:GetRepositoryPolicy'),
      resourceTags: unreadable('ecr:ListTagsForResource'),
    },
  });
  expect(obstacles).toEqual([]);
  expect((await ended(transfers.start(id).id)).state.kind).toBe('done');
  expect(created().settings.scanOnPush).toBe(true);
  expect(created().settings.lifecyclePolicyText).toBeUndefined();
});

test('a failure to read that is not a refusal is no plan, rather than a setting lost unseen', async () => {
  registries.ecr.faults.add({
    kind: 'server-error',
    status: 500,
    operation: 'GetLifecyclePolicy',
    times: 100,
  });
  await expect(planFor()).rejects.toMatchObject({ data: { code: 'service-unavailable', side: 'source' } });
});

test('settings are asked for only where the repository has to be created', async () => {
  registries.destination.createRepository(`settings/to-${count}`);
  await planFor();
  expect(registries.ecr.calls.of('GetLifecyclePolicy', 'GetRepositoryPolicy', 'ListTagsForResource')).toEqual(
    [],
  );
});

test('policies that may not be set are named, before any image; a retry copies into what was created', async () => {
  registries.ecr.faults.deny({ action: 'ecr:PutLifecyclePolicy' });
  registries.ecr.faults.deny({ action: 'ecr:SetRepositoryPolicy' });
  const failed = await run({ repositoryPolicy: true });
  expect(failed.state).toMatchObject({
    kind: 'failed',
    error: {
      code: 'access-denied',
      side: 'destination',
      action: 'retry',
      message: expect.stringMatching(
        /was created, but its lifecycle policy and its repository policy could not be set, and no image was copied\. .*ecr:PutLifecyclePolicy/,
      ),
    },
  });
  expect(created().images.size).toBe(0);
  expect(created().layers.size).toBe(0);

  const again = await transfers.retry(failed.id);
  expect((await ended(again.id)).state.kind).toBe('done');
  expect([...created().tags.keys()]).toEqual(['v1']);
});

test('one policy that is refused does not keep the other from being set', async () => {
  registries.ecr.faults.deny({ action: 'ecr:PutLifecyclePolicy' });
  await run({ repositoryPolicy: true });
  expect(created().settings.policyText).toBe(repositoryPolicy);
});

test('resource tags that may not be set keep the repository from being created, and leaving them out helps', async () => {
  registries.ecr.faults.deny({ action: 'ecr:TagResource' });
  expect((await run()).state).toMatchObject({
    kind: 'failed',
    error: {
      code: 'access-denied',
      message: expect.stringMatching(/ecr:TagResource .*Or leave the resource tags out\.$/),
    },
  });
  expect(registries.destination.repositories.has(`settings/to-${count}`)).toBe(false);

  count += 1;
  expect((await run({ resourceTags: false })).state.kind).toBe('done');
});

test('a key that ECR cannot use is told with what else there is', async () => {
  registries.ecr.faults.add({ kind: 'kms-failure', operation: 'CreateRepository' });
  expect((await run()).state).toMatchObject({
    kind: 'failed',
    error: {
      code: 'kms',
      message: expect.stringMatching(/Or choose another encryption for the new repository\.$/),
    },
  });
});

test('a lost answer to CreateRepository loses no setting', async () => {
  registries.ecr.faults.add({ kind: 'lose-answer', operation: 'CreateRepository' });
  expect((await run({ repositoryPolicy: true })).state.kind).toBe('done');
  expect(registries.ecr.calls.of('CreateRepository')).toHaveLength(2);
  expect(created().settings).toMatchObject({
    tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    lifecyclePolicyText: lifecyclePolicy,
    policyText: repositoryPolicy,
  });
});

test.each([
  ['when no answer was lost', false, {}],
  ['when it is another than was asked for', true, { scanOnPush: true }],
])('a repository that somebody else created meanwhile is noticed: %s', async (_, loseAnswer, options) => {
  const { id } = await planFor({}, {}, {});
  const other = registries.destination.createRepository(`settings/to-${count}`, options);
  if (loseAnswer) registries.ecr.faults.add({ kind: 'lose-answer', operation: 'CreateRepository' });
  expect((await ended(transfers.start(id).id)).state).toMatchObject({
    kind: 'failed',
    error: { code: 'repository-exists', side: 'destination', action: 'plan-again' },
  });
  expect(other.images.size).toBe(0);
});
