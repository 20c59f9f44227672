import { expect, test } from 'vitest';
import type { Plan, PlannedImage, PlannedReferrer, TagChange } from '../../../shared/models/plan.ts';
import type {
  EncryptionSetting,
  MutabilitySetting,
  PlannedSettings,
} from '../../../shared/models/repository-settings.ts';
import { digestOf, plan } from '../../testing/sample-data.ts';
import { listDestinationChanges } from './destination-changes.ts';

const [sample] = plan.images;
if (!sample) throw new Error('no image');

/** A digest as the list of changes shows it. */
const short = (number: number): string => digestOf(number).slice(0, 19);

/** An image with these tag changes; `number` is in its digest. */
const imageOf = (number: number, tags: readonly TagChange[], more: Partial<PlannedImage> = {}) => ({
  ...sample,
  digest: digestOf(number),
  tags,
  ...more,
});
const planOf = (images: readonly PlannedImage[], more: Partial<Plan> = {}): Plan => ({
  ...plan,
  images,
  ...more,
});
const existing = sample.manifests.map((manifest) => ({ ...manifest, present: true }));

/** An attached manifest; `number` is in its digest. */
const referrer = (number: number, present: boolean, tag?: TagChange): PlannedReferrer => ({
  digest: digestOf(number),
  subjectDigest: digestOf(1),
  manifests: sample.manifests.map((manifest) => ({ ...manifest, digest: digestOf(number), present })),
  ...(tag && { tag }),
});

const planned = <Value>(usual: Value, value = usual) => ({
  source: { kind: 'read', value } as const,
  default: usual,
  planned: value,
  taken: true,
});

test('the list has the written images, and the created, overwritten and unchanged tags by name', () => {
  const tags: readonly TagChange[] = [
    { kind: 'create', tag: 'v2' },
    { kind: 'create', tag: 'v2.0' },
    { kind: 'move', tag: 'latest', fromDigest: digestOf(77) },
    { kind: 'unchanged', tag: 'stable' },
  ];
  expect(listDestinationChanges(planOf([imageOf(1, tags)]))).toEqual([
    { kind: 'created', text: '1 image is written', names: [] },
    { kind: 'created', text: '2 tags are created', names: ['v2', 'v2.0'] },
    { kind: 'overwritten', text: '1 tag is overwritten', names: [`latest (now ${short(77)})`] },
    { kind: 'unchanged', text: '1 tag stays unchanged', names: ['stable'] },
  ]);
});

test('the tags of all images are counted together; an image that the destination has is not written', () => {
  const images = [
    imageOf(1, [{ kind: 'move', tag: 'latest', fromDigest: digestOf(77) }]),
    imageOf(2, [{ kind: 'move', tag: 'edge', fromDigest: digestOf(78) }]),
    imageOf(3, [{ kind: 'create', tag: 'v3' }], { manifests: existing }),
  ];
  expect(listDestinationChanges(planOf(images))).toEqual([
    { kind: 'created', text: '2 images are written', names: [] },
    { kind: 'created', text: '1 tag is created', names: ['v3'] },
    {
      kind: 'overwritten',
      text: '2 tags are overwritten',
      names: [`latest (now ${short(77)})`, `edge (now ${short(78)})`],
    },
  ]);
});

test('a repository that is created is the first change, with its settings that are not off', () => {
  const settings: PlannedSettings = {
    tagMutability: planned<MutabilitySetting>(
      { tagMutability: 'MUTABLE', exclusions: [] },
      { tagMutability: 'IMMUTABLE', exclusions: [] },
    ),
    encryption: planned<EncryptionSetting>({ type: 'AES256' }, { type: 'KMS' }),
    scanOnPush: planned(false, true),
    lifecyclePolicy: planned<string | undefined>(undefined),
    repositoryPolicy: planned<string | undefined>(undefined, '{"Statement":[{},{}]}'),
    resourceTags: planned({}),
  };
  const repository = { kind: 'create', name: 'team/api', uri: '', settings } as const;
  const changes = listDestinationChanges(
    planOf([imageOf(1, [{ kind: 'create', tag: 'v1' }])], {
      destination: { ...plan.destination, repository },
    }),
  );
  expect(changes.map(({ text }) => text)).toEqual([
    'The repository is created',
    '1 image is written',
    '1 tag is created',
  ]);
  expect(changes[0]).toEqual({
    kind: 'created',
    text: 'The repository is created',
    names: [
      'tags immutable',
      'encryption KMS with the AWS managed KMS key',
      'scan on push on',
      'repository policy 2 statements',
    ],
  });
});

test('a replaced signature names its tag and what that points to now; an added one is counted', () => {
  const signature = `sha256-${digestOf(1).slice(7)}.sig`;
  const referrers = [
    referrer(5, false, { kind: 'move', tag: signature, fromDigest: digestOf(79) }),
    referrer(6, false),
    referrer(7, false, { kind: 'create', tag: `sha256-${digestOf(1).slice(7)}.att` }),
    referrer(8, true),
  ];
  expect(listDestinationChanges(planOf([imageOf(1, [], { manifests: existing, referrers })]))).toEqual([
    {
      kind: 'overwritten',
      text: '1 signature, SBOM or attestation is replaced',
      names: [`${signature} (now ${short(79)})`],
    },
    { kind: 'created', text: '2 signatures, SBOMs or attestations are written', names: [] },
  ]);
});

test('an image that cannot be copied changes nothing, and neither does a plan that finds everything', () => {
  const blockers = [{ code: 'tag-immutable', message: 'No.', retryable: false }] as const;
  const blocked = imageOf(1, [{ kind: 'create', tag: 'v1' }], { blockers, referrers: [referrer(5, false)] });
  expect(listDestinationChanges(planOf([blocked]))).toEqual([]);
  const unchanged = imageOf(1, [{ kind: 'unchanged', tag: 'v1' }], { manifests: existing });
  expect(listDestinationChanges(planOf([unchanged]))).toEqual([
    { kind: 'unchanged', text: '1 tag stays unchanged', names: ['v1'] },
  ]);
});
