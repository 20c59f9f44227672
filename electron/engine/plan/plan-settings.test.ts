import { expect, test } from 'vitest';
import type { Repository } from '../../../shared/models/repository.ts';
import type { SettingChoices } from '../../../shared/models/repository-settings.ts';
import { checkKmsKey, defaultSettingChoices } from '../../../shared/models/repository-settings.ts';
import type { StoredSettings } from '../ecr/repository-settings.ts';
import { findUncopiedKmsKey, planSettings } from './plan-settings.ts';

const accessDenied = {
  code: 'access-denied',
  message: 'Profile build is not allowed ecr:GetLifecyclePolicy.',
  retryable: false,
} as const;
const key = 'arn:aws:kms:eu-west-1:111111111111:key/own';

interface Inputs {
  readonly repository?: Partial<Repository>;
  readonly settings?: Partial<StoredSettings>;
  readonly destination?: { readonly registryId?: string; readonly region?: string };
}

const at = (registryId: string, region: string) => ({
  profile: 'p',
  region,
  registryId,
  accountId: registryId,
  arn: 'arn',
});

const createInputs = ({ repository, settings, destination = {} }: Inputs) => ({
  source: {
    identity: at('111111111111', 'eu-west-1'),
    repository: {
      kind: 'found',
      repository: {
        name: 'from',
        uri: 'uri',
        arn: 'arn',
        registryId: '111111111111',
        createdAt: 0,
        tagMutability: 'MUTABLE',
        tagMutabilityExclusions: [],
        encryption: 'AES256',
        scanOnPush: false,
        ...repository,
      },
    },
    settings: {
      lifecyclePolicy: { kind: 'read', value: undefined },
      repositoryPolicy: { kind: 'read', value: undefined },
      resourceTags: { kind: 'read', value: {} },
      ...settings,
    },
  } as const,
  destination: {
    identity: at(destination.registryId ?? '111111111111', destination.region ?? 'eu-west-1'),
    repository: { kind: 'missing' } as const,
  },
});

const plan = (inputs: Inputs, choices: Partial<SettingChoices> = {}) =>
  planSettings({ ...defaultSettingChoices, ...choices }, createInputs(inputs));

const everything: Inputs = {
  repository: {
    tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    tagMutabilityExclusions: ['dev-*'],
    scanOnPush: true,
  },
  settings: {
    lifecyclePolicy: { kind: 'read', value: 'lifecycle' },
    repositoryPolicy: { kind: 'read', value: 'policy' },
    resourceTags: { kind: 'read', value: { team: 'a', 'aws:cloudformation:stack-name': 's' } },
  },
};

test('copies all settings by default except the repository policy and reserved tags', () => {
  const planned = plan(everything);
  expect(planned.tagMutability).toEqual({
    source: { kind: 'read', value: { tagMutability: 'IMMUTABLE_WITH_EXCLUSION', exclusions: ['dev-*'] } },
    default: { tagMutability: 'MUTABLE', exclusions: [] },
    planned: { tagMutability: 'IMMUTABLE_WITH_EXCLUSION', exclusions: ['dev-*'] },
    taken: true,
  });
  expect(planned.scanOnPush.planned).toBe(true);
  expect(planned.lifecyclePolicy.planned).toBe('lifecycle');
  expect(planned.repositoryPolicy).toEqual({
    source: { kind: 'read', value: 'policy' },
    default: undefined,
    planned: undefined,
    taken: false,
  });
  expect(planned.resourceTags.planned).toEqual({ team: 'a' });
});

test('uses ECR defaults for settings that are not chosen, and copies a chosen repository policy', () => {
  const planned = plan(everything, {
    tagMutability: false,
    scanOnPush: false,
    lifecyclePolicy: false,
    repositoryPolicy: true,
    resourceTags: false,
  });
  expect(planned.tagMutability.planned).toEqual({ tagMutability: 'MUTABLE', exclusions: [] });
  expect(planned.scanOnPush.planned).toBe(false);
  expect(planned.lifecyclePolicy.planned).toBeUndefined();
  expect(planned.repositoryPolicy.planned).toBe('policy');
  expect(planned.resourceTags.planned).toEqual({});
});

test('uses the ECR default for unreadable settings, and marks them', () => {
  const { lifecyclePolicy } = plan({
    settings: { lifecyclePolicy: { kind: 'unreadable', error: accessDenied } },
  });
  expect(lifecyclePolicy).toEqual({
    source: { kind: 'unreadable', error: accessDenied },
    default: undefined,
    planned: undefined,
    taken: true,
  });
});

const customerManaged = { encryption: 'KMS', kmsKey: key } as const;
const managed = { encryption: 'KMS', kmsKey: 'arn:aws:kms:eu-west-1:111111111111:alias/aws/ecr' } as const;

test.each([
  ['AES-256', { encryption: 'AES256' }, {}, { type: 'AES256' }, undefined],
  [
    'a customer managed key in the same registry',
    customerManaged,
    {},
    { type: 'KMS', kmsKey: key },
    undefined,
  ],
  [
    'a customer managed key in another region',
    customerManaged,
    { region: 'us-east-1' },
    { type: 'KMS' },
    key,
  ],
  [
    'a customer managed key in another account',
    customerManaged,
    { registryId: '222222222222' },
    { type: 'KMS' },
    key,
  ],
  ['the AWS managed key in the same registry', managed, {}, { type: 'KMS' }, undefined],
  [
    'the AWS managed key in another account',
    managed,
    { registryId: '222222222222' },
    { type: 'KMS' },
    undefined,
  ],
  ['dual-layer outside GovCloud', { encryption: 'KMS_DSSE' }, {}, { type: 'KMS' }, undefined],
  [
    'dual-layer in GovCloud',
    { encryption: 'KMS_DSSE' },
    { region: 'us-gov-west-1' },
    { type: 'KMS_DSSE' },
    undefined,
  ],
] as const)(
  'plans the encryption of the source: %s',
  (_case, repository, destination, planned, uncopiedKey) => {
    const inputs = { repository, destination };
    expect(plan(inputs).encryption.planned).toEqual({ kmsKey: undefined, ...planned });
    expect(findUncopiedKmsKey(defaultSettingChoices, createInputs(inputs))).toBe(uncopiedKey);
  },
);

test('plans a chosen encryption whatever the source has, without a warning about its key', () => {
  const inputs = { repository: customerManaged, destination: { region: 'us-east-1' } };
  const other = 'arn:aws:kms:us-east-1:111111111111:key/other';
  const choices = [
    [{ kind: 'aes256' }, { type: 'AES256' }],
    [{ kind: 'kms-managed' }, { type: 'KMS' }],
    [
      { kind: 'kms-key', kmsKey: other },
      { type: 'KMS', kmsKey: other },
    ],
  ] as const;
  for (const [encryption, planned] of choices) {
    expect(plan(inputs, { encryption }).encryption).toMatchObject({ planned, taken: false });
    expect(
      findUncopiedKmsKey({ ...defaultSettingChoices, encryption }, createInputs(inputs)),
    ).toBeUndefined();
  }
});

test.each([
  [key, undefined],
  ['arn:aws:kms:eu-west-1:111111111111:alias/team/images', undefined],
  ['', /^Enter the ARN of a KMS key/],
  ['11111111-2222-3333-4444-555555555555', /^Enter the ARN of a KMS key/],
  ['arn:aws:s3:::bucket', /^Enter the ARN of a KMS key/],
  ['arn:aws:kms:us-east-1:111111111111:key/own', /^This KMS key is in us-east-1; a repository in eu-west-1/],
])('KMS key %j: %s', (kmsKey, problem) => {
  const found = checkKmsKey(kmsKey, 'eu-west-1');
  if (problem) expect(found).toMatch(problem);
  else expect(found).toBeUndefined();
});
