import { expect } from 'vitest';
import type { SettingChoices } from '../../../shared/models/repository-settings.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';
import type { RepositoryOptions } from '../../local-ecr/registry/registry.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { createTransferTest } from '../../testing/transfer-test.ts';

/** Copied without any change, including the spaces. */
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

const test = createTransferTest()
  .extend(
    'planCopy',
    ({ registries, plans, names }) =>
      async (
        settings: Partial<SettingChoices> = {},
        options: RepositoryOptions = everything,
        policies: Partial<Repository['settings']> = {
          lifecyclePolicyText: lifecyclePolicy,
          policyText: repositoryPolicy,
        },
      ) => {
        registries.source.repositories.delete(names.from);
        const source = registries.source.createRepository(names.from, options);
        Object.assign(source.settings, policies);
        const { digest } = await seedImage(source, [['layer', 100]]);
        registries.ecr.calls.clear();
        const request = registries.request({ ...names, create: true, settings }, [
          { digest, sourceTags: [], destinationTags: ['v1'] },
        ]);
        return (await plans.create(request)).plan;
      },
  )
  .extend(
    'copy',
    ({ planCopy, transfers, finished }) =>
      async (...settings: Parameters<typeof planCopy>): Promise<Transfer> =>
        finished(transfers.start((await planCopy(...settings)).id).id),
  )
  .extend(
    'created',
    ({ registries, names }) =>
      (): Repository =>
        registries.destination.repository(names.to),
  );

test('copies all settings by default, except the KMS key and the repository policy', async ({
  registries,
  copy,
  created,
}) => {
  expect((await copy()).state.kind).toBe('done');
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

test('uses the ECR default for a setting that is not copied, and does not read it', async ({
  registries,
  copy,
  created,
}) => {
  const left = { tagMutability: false, scanOnPush: false, lifecyclePolicy: false, resourceTags: false };
  expect((await copy({ ...left, encryption: { kind: 'aes256' } })).state.kind).toBe('done');
  expect(created().settings).toEqual({ tagMutability: 'MUTABLE', exclusionFilters: [], scanOnPush: false });
  expect(created().encryption).toEqual({ encryptionType: 'AES256' });
  expect(created().resourceTags.size).toBe(0);
  expect(registries.ecr.calls.of('PutLifecyclePolicy', 'SetRepositoryPolicy', 'TagResource')).toEqual([]);
});

test('copies the text of the repository policy without a change', async ({ copy, created }) => {
  expect((await copy({ repositoryPolicy: true })).state.kind).toBe('done');
  expect(created().settings.policyText).toBe(repositoryPolicy);
});

test('uses a KMS key of the region of the destination', async ({ copy, created }) => {
  const kmsKey = 'arn:aws:kms:us-east-1:222222222222:key/chosen';
  expect((await copy({ encryption: { kind: 'kms-key', kmsKey } })).state.kind).toBe('done');
  expect(created().encryption).toEqual({ encryptionType: 'KMS', kmsKey });
});

test('has a blocker for a KMS key of another region', async ({ planCopy, transfers }) => {
  const wrong = 'arn:aws:kms:eu-west-1:111111111111:key/own';
  const { blockers, id } = await planCopy({ encryption: { kind: 'kms-key', kmsKey: wrong } });
  expect(blockers).toMatchObject([
    { code: 'invalid-input', side: 'destination', message: expect.stringContaining('is in eu-west-1') },
  ]);
  expect(() => transfers.start(id)).toThrow(/This KMS key is in eu-west-1/);
});

test('accepts a source without policies and tags', async ({ planCopy }) => {
  const { destination } = await planCopy({}, {}, {});
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

test('reports the settings that the profile cannot read, and copies everything else', async ({
  registries,
  planCopy,
  created,
  transfers,
  finished,
}) => {
  for (const action of ['ecr:GetLifecyclePolicy', 'ecr:GetRepositoryPolicy', 'ecr:ListTagsForResource'])
    registries.ecr.faults.deny({ action });
  const { destination, id, blockers } = await planCopy();
  expect(destination.repository).toMatchObject({
    settings: {
      lifecyclePolicy: unreadable('ecr:GetLifecyclePolicy'),
      repositoryPolicy: unreadable('ecr:GetRepositoryPolicy'),
      resourceTags: unreadable('ecr:ListTagsForResource'),
    },
  });
  expect(blockers).toEqual([]);
  expect((await finished(transfers.start(id).id)).state.kind).toBe('done');
  expect(created().settings.scanOnPush).toBe(true);
  expect(created().settings.lifecyclePolicyText).toBeUndefined();
});

test('fails to plan when a setting cannot be read for another reason than access denied', async ({
  registries,
  planCopy,
}) => {
  registries.ecr.faults.add({
    kind: 'server-error',
    status: 500,
    operation: 'GetLifecyclePolicy',
    times: 100,
  });
  await expect(planCopy()).rejects.toMatchObject({ data: { code: 'service-unavailable', side: 'source' } });
});

test('reads settings only when the repository has to be created', async ({ registries, names, planCopy }) => {
  registries.destination.createRepository(names.to);
  await planCopy();
  expect(registries.ecr.calls.of('GetLifecyclePolicy', 'GetRepositoryPolicy', 'ListTagsForResource')).toEqual(
    [],
  );
});

test('names the policies that cannot be set before it copies an image, and a retry uses the created repository', async ({
  registries,
  copy,
  created,
  transfers,
  finished,
}) => {
  registries.ecr.faults.deny({ action: 'ecr:PutLifecyclePolicy' });
  registries.ecr.faults.deny({ action: 'ecr:SetRepositoryPolicy' });
  const failed = await copy({ repositoryPolicy: true });
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
  expect((await finished(again.id)).state.kind).toBe('done');
  expect([...created().tags.keys()]).toEqual(['v1']);
});

test('sets the other policy when one is denied', async ({ registries, copy, created }) => {
  registries.ecr.faults.deny({ action: 'ecr:PutLifecyclePolicy' });
  await copy({ repositoryPolicy: true });
  expect(created().settings.policyText).toBe(repositoryPolicy);
});

test('does not create the repository when resource tags are denied, and creates it without them', async ({
  registries,
  names,
  copy,
}) => {
  registries.ecr.faults.deny({ action: 'ecr:TagResource' });
  expect((await copy()).state).toMatchObject({
    kind: 'failed',
    error: {
      code: 'access-denied',
      message: expect.stringMatching(/ecr:TagResource .*Or leave the resource tags out\.$/),
    },
  });
  expect(registries.destination.repositories.has(names.to)).toBe(false);

  expect((await copy({ resourceTags: false })).state.kind).toBe('done');
});

test('offers another encryption when ECR cannot use the KMS key', async ({ registries, copy }) => {
  registries.ecr.faults.add({ kind: 'kms-failure', operation: 'CreateRepository' });
  expect((await copy()).state).toMatchObject({
    kind: 'failed',
    error: {
      code: 'kms',
      message: expect.stringMatching(/Or choose another encryption for the new repository\.$/),
    },
  });
});

test('sets everything after a lost response to CreateRepository', async ({ registries, copy, created }) => {
  registries.ecr.faults.add({ kind: 'lose-answer', operation: 'CreateRepository' });
  expect((await copy({ repositoryPolicy: true })).state.kind).toBe('done');
  expect(registries.ecr.calls.of('CreateRepository')).toHaveLength(2);
  expect(created().settings).toMatchObject({
    tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    lifecyclePolicyText: lifecyclePolicy,
    policyText: repositoryPolicy,
  });
});

test.for<[string, boolean, RepositoryOptions]>([
  ['no response was lost', false, {}],
  ['its settings are different', true, { scanOnPush: true }],
])(
  'fails when the repository was created since the plan: %s',
  async ([, loseAnswer, options], { registries, names, planCopy, transfers, finished }) => {
    const { id } = await planCopy({}, {}, {});
    const other = registries.destination.createRepository(names.to, options);
    if (loseAnswer) registries.ecr.faults.add({ kind: 'lose-answer', operation: 'CreateRepository' });
    expect((await finished(transfers.start(id).id)).state).toMatchObject({
      kind: 'failed',
      error: { code: 'repository-exists', side: 'destination', action: 'plan-again' },
    });
    expect(other.images.size).toBe(0);
  },
);
