import { expect, test } from 'vitest';
import type { Plan } from '../../../../shared/models/plan.ts';
import { defaultReplicationOptions } from '../../../../shared/models/plan.ts';
import { defaultSettingChoices } from '../../../../shared/models/repository-settings.ts';
import { createTransferProgress } from './transfer-progress.ts';

const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;
const [image, other, layer] = [digestOf('a'), digestOf('b'), digestOf('c')];
const side = {
  profile: 'p',
  region: 'eu-west-1',
  registryId: '111111111111',
  accountId: '111111111111',
  arn: 'arn',
};

const planned = (digest: string, ...tags: string[]): Plan['images'][number] => ({
  digest,
  destinationDigest: digest,
  leftOut: [],
  blockers: [],
  archived: [],
  restoring: [],
  referrers: [],
  kind: 'image',
  sourceTags: [],
  tags: tags.map((tag) => ({ kind: 'create', tag })),
  manifests: [{ digest, mediaType: '', blobs: [layer], present: false }],
});

const plan: Plan = {
  id: 'plan',
  request: {
    source: { profile: 'p', region: 'eu-west-1', repositoryName: 'from' },
    destination: {
      profile: 'p',
      region: 'eu-west-1',
      repositoryName: 'to',
      createRepository: false,
      settings: defaultSettingChoices,
    },
    images: [],
    options: defaultReplicationOptions,
  },
  source: { ...side, repositoryName: 'from', repositoryUri: 'from' },
  destination: { ...side, repository: { kind: 'existing', name: 'to', uri: 'to', tagMutability: 'MUTABLE' } },
  images: [planned(image, 'v1', 'v2'), planned(other, 'v3')],
  blobs: [{ digest: layer, size: 1000, kind: 'layer', mediaType: '', present: false }],
  bytes: { total: 1000, alreadyAtDestination: 0, toTransfer: 1000, uploadBytes: 1334 },
  uploadStrategy: { kind: 'registry', mayMount: false },
  warnings: [],
  blockers: [],
};

test('keeps the written tags of an image that failed or was canceled', () => {
  const progress = createTransferProgress('t', plan, () => 0);
  progress.apply({ kind: 'tag-written', digest: image, tag: 'v1' });
  progress.apply({ kind: 'tag-unsure', digest: image, tag: 'v2' });
  progress.apply({ kind: 'rest-cancelled' });
  expect(progress.imageState(0)).toEqual({
    kind: 'cancelled',
    writtenTags: ['v1'],
    unsureTags: ['v2'],
  });
  expect(progress.imageState(1)).toEqual({ kind: 'cancelled', writtenTags: [] });

  const error = { code: 'kms', message: 'No key.', retryable: false } as const;
  progress.apply({ kind: 'image-failed', index: 0, error });
  expect(progress.imageState(0)).toEqual({ kind: 'failed', error, writtenTags: ['v1'] });
});

test('computes speed, bytes and remaining time from the events; a restart subtracts its bytes', () => {
  let now = 0;
  const progress = createTransferProgress('t', plan, () => now);
  progress.apply({ kind: 'layer', digest: layer, state: 'copying' });
  progress.apply({ kind: 'transfer-started' });
  now = 1000;
  progress.apply({ kind: 'layer-bytes', digest: layer, received: 500, sent: 500 });
  expect(progress.takeUpdate().status).toMatchObject({ bytes: { transferred: 500 }, bytesPerSecond: 500 });
  now = 2000;
  expect(progress.takeUpdate().status).toMatchObject({ bytesPerSecond: 250, secondsLeft: 2 });
  progress.apply({ kind: 'layer-restart', digest: layer });
  expect(progress.takeUpdate().status.bytes.transferred).toBe(0);
});

test('every update is newer than the copies before it', () => {
  const progress = createTransferProgress('t', plan, () => 0);
  const before = progress.snapshot();
  const first = progress.takeUpdate().status;
  const between = progress.snapshot();
  const second = progress.takeUpdate().status;
  expect(first.revision).toBeGreaterThan(before.revision);
  expect(between.revision).toBe(first.revision);
  expect(second.revision).toBeGreaterThan(between.revision);
});

test('puts each change into one update', () => {
  const progress = createTransferProgress('t', plan, () => 0);
  progress.apply({ kind: 'image', digest: other, state: 'copying' });
  progress.apply({ kind: 'layer', digest: layer, state: 'checking' });
  const { images, layers } = progress.takeUpdate();
  expect(images).toEqual([{ digest: other, index: 1, state: { kind: 'copying' } }]);
  expect(layers).toEqual([{ digest: layer, state: { kind: 'checking' } }]);
  expect(progress.takeUpdate()).toMatchObject({ images: [], layers: [] });
});

const [present, large, small] = [digestOf('d'), digestOf('e'), digestOf('f')];
const blob = { kind: 'layer', mediaType: '' } as const;
const partlyPresent: Plan = {
  ...plan,
  blobs: [
    { ...blob, digest: present, size: 500, present: true },
    { ...blob, digest: large, size: 800, present: false },
    { ...blob, digest: small, size: 200, present: false },
  ],
  bytes: { total: 1500, alreadyAtDestination: 500, toTransfer: 1000, uploadBytes: 1334 },
};

test('a transfer in the queue counts the layers that the plan found at the destination', () => {
  const progress = createTransferProgress('t', partlyPresent, () => 0);
  expect(progress.status().bytes).toEqual({ total: 1500, alreadyAtDestination: 500, transferred: 0 });
  progress.apply({ kind: 'layer', digest: present, state: 'checking' });
  // It was deleted since the plan.
  progress.apply({ kind: 'layer', digest: present, state: 'waiting' });
  expect(progress.status().bytes.alreadyAtDestination).toBe(0);
});

test('the time left counts no layer that came to the destination otherwise', () => {
  let now = 0;
  const progress = createTransferProgress('t', partlyPresent, () => now);
  progress.apply({ kind: 'transfer-started' });
  progress.apply({ kind: 'layer', digest: small, state: 'copying' });
  progress.apply({ kind: 'layer-bytes', digest: small, received: 100, sent: 100 });
  now = 1000;
  expect(progress.status()).toMatchObject({ bytesPerSecond: 100, secondsLeft: 9 });
  progress.apply({ kind: 'layer', digest: large, state: 'already-at-destination' });
  expect(progress.status().secondsLeft).toBe(1);
});
