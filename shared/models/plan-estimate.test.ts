import { expect, test } from 'vitest';
import type { PlannedImage } from './plan.ts';
import { countPutImageCalls, estimateSeconds } from './plan-estimate.ts';

const manifest = (digest: string, present: boolean) => ({ digest, mediaType: '', blobs: [], present });

const image = (digest: string, more: Partial<PlannedImage> = {}): PlannedImage => ({
  digest,
  destinationDigest: digest,
  kind: 'image',
  sourceTags: [],
  tags: [],
  manifests: [manifest(digest, false)],
  leftOut: [],
  blockers: [],
  archived: [],
  restoring: [],
  referrers: [],
  ...more,
});

test('a manifest that images share is put once; tags that stay cost nothing', () => {
  const shared = manifest('shared', false);
  const images = [
    image('a', {
      manifests: [shared, manifest('a', false)],
      tags: [
        { kind: 'create', tag: 'v1' },
        { kind: 'unchanged', tag: 'v2' },
        { kind: 'move', tag: 'v3', fromDigest: 'x' },
      ],
    }),
    image('b', {
      manifests: [shared, manifest('b', true)],
      referrers: [
        {
          digest: 's',
          subjectDigest: 'b',
          tag: { kind: 'create', tag: 'sha256-b.sig' },
          manifests: [manifest('s', false)],
        },
      ],
    }),
  ];
  expect(countPutImageCalls(images)).toBe(6);
});

test('the slower of bytes and manifests decides how long it takes', () => {
  const bytes = { total: 0, alreadyAtDestination: 0, toTransfer: 0, uploadBytes: 1000 };
  const images = Array.from({ length: 50 }, (_, index) => image(String(index)));
  expect(estimateSeconds({ bytes, images: [] }, 100)).toBe(10);
  expect(estimateSeconds({ bytes, images }, 1000)).toBe(5);
});
