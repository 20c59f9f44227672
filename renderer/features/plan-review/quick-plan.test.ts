import { expect, test } from 'vitest';
import type { Plan } from '../../../shared/models/plan.ts';
import type {
  EncryptionSetting,
  MutabilitySetting,
  PlannedSettings,
} from '../../../shared/models/repository-settings.ts';
import { plan } from '../../testing/sample-data.ts';
import { describeQuickPlan, findReviewReason } from './quick-plan.ts';

const same = <Value>(value: Value) => ({
  source: { kind: 'read', value } as const,
  default: value,
  planned: value,
  taken: true,
});

const sameSettings: PlannedSettings = {
  tagMutability: same<MutabilitySetting>({ tagMutability: 'MUTABLE', exclusions: [] }),
  encryption: same<EncryptionSetting>({ type: 'AES256' }),
  scanOnPush: same(false),
  lifecyclePolicy: same(undefined),
  repositoryPolicy: same(undefined),
  resourceTags: same({}),
};

/** A plan that only creates a tag. */
const images = plan.images.map((planned) => ({
  ...planned,
  tags: [{ kind: 'create', tag: 'v1.1' } as const],
}));
const blocker = { code: 'invalid-input', message: 'No.', retryable: false } as const;

test.each<[string, Partial<Plan>, string]>([
  ['that moves a tag', { images: plan.images }, 'Review: 1 tag already points to another image.'],
  [
    'with a warning',
    { warnings: [{ kind: 'untagged', digest: plan.images[0]?.digest ?? '' }] },
    'Review 1 warning.',
  ],
  ['with a blocker', { blockers: [blocker] }, 'Review 1 blocker.'],
  [
    'with an image that cannot be copied',
    { images: images.map((planned) => ({ ...planned, blockers: [blocker] })) },
    'Review: 1 of 1 image cannot be copied.',
  ],
  [
    'that creates a repository',
    {
      destination: {
        ...plan.destination,
        repository: { kind: 'create', name: 'team/api', uri: '', settings: sameSettings },
      },
    },
    'Review: repository team/api will be created.',
  ],
])('a plan %s must be reviewed', (_kind, changed, reason) => {
  expect(findReviewReason({ ...plan, images, ...changed }, false)).toBe(reason);
});

test('a plan that only creates a tag must be reviewed in a protected account alone', () => {
  const cleanPlan = { ...plan, images };
  expect(findReviewReason(cleanPlan, false)).toBeUndefined();
  expect(findReviewReason(cleanPlan, true)).toBe('Review: the destination account is protected.');
  expect(describeQuickPlan(cleanPlan)).toMatch(/^Creates tag v1\.1; 30(\.0)? MB to transfer\.$/);
});
