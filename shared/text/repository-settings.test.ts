import { expect, test } from 'vitest';
import type { PlannedSettings } from '../models/repository-settings.ts';
import { describeEncryptionSetting, describeSettings } from './repository-settings.ts';

const none = {
  source: { kind: 'read', value: undefined },
  default: undefined,
  planned: undefined,
  taken: true,
} as const;

const plain: PlannedSettings = {
  tagMutability: {
    source: { kind: 'read', value: { tagMutability: 'IMMUTABLE_WITH_EXCLUSION', exclusions: ['dev-*'] } },
    default: { tagMutability: 'MUTABLE', exclusions: [] },
    planned: { tagMutability: 'MUTABLE', exclusions: [] },
    taken: false,
  },
  encryption: {
    source: { kind: 'read', value: { type: 'AES256' } },
    default: { type: 'AES256' },
    planned: { type: 'KMS' },
    taken: false,
  },
  scanOnPush: { source: { kind: 'read', value: false }, default: false, planned: false, taken: true },
  lifecyclePolicy: none,
  repositoryPolicy: none,
  resourceTags: { source: { kind: 'read', value: {} }, default: {}, planned: {}, taken: true },
};

const of = (settings: Partial<PlannedSettings>, name: keyof PlannedSettings) =>
  describeSettings({ ...plain, ...settings }).find((setting) => setting.name === name);

test('a setting says what the source has, ECR’s default and what will be', () => {
  expect(describeSettings(plain).map(({ title, differs }) => [title, differs])).toEqual([
    ['Tag mutability', true],
    ['Encryption', false],
    ['Scan on push', false],
    ['Lifecycle policy', false],
    ['Repository policy', false],
    ['Resource tags', false],
  ]);
  expect(of({}, 'tagMutability')).toMatchObject({
    source: 'Immutable, except dev-*',
    default: 'Mutable',
    planned: 'Mutable',
    taken: false,
  });
  expect(of({}, 'lifecyclePolicy')).toMatchObject({ source: 'None', planned: 'None', text: undefined });
});

test.each([
  ['{"rules":[1,2,3]}', '3 rules', '{\n  "rules": [\n    1,\n    2,\n    3\n  ]\n}'],
  ['{"rules":[1]}', '1 rule', expect.stringContaining('rules')],
  ['not JSON', '8 characters', 'not JSON'],
])('a policy is summed up and laid out: %s', (value, source, text) => {
  const lifecyclePolicy = { ...none, source: { kind: 'read', value } } as const;
  expect(of({ lifecyclePolicy }, 'lifecyclePolicy')).toMatchObject({ source, text });
});

test('a repository policy may have a single statement that is in no list', () => {
  const value = '{"Statement":{"Effect":"Allow"}}';
  const repositoryPolicy = { ...none, source: { kind: 'read', value } } as const;
  expect(of({ repositoryPolicy }, 'repositoryPolicy')?.source).toBe('1 statement');
});

test('encryption is shown with its key', () => {
  expect(describeEncryptionSetting({ type: 'AES256' })).toBe('AES-256');
  expect(describeEncryptionSetting({ type: 'KMS' })).toBe('KMS with the AWS managed KMS key');
  expect(describeEncryptionSetting({ type: 'KMS_DSSE', kmsKey: 'arn' })).toBe('KMS, dual-layer with arn');
});
