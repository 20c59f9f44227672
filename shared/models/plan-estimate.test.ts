import { expect, test } from 'vitest';
import type { PlannedImage } from './plan.ts';
import { describeEstimate } from '../text/time-estimate.ts';
import { countPutImageCalls, estimatePlanTime } from './plan-estimate.ts';

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

test('counts a shared manifest once, a manifest and its first tag together, and unchanged tags not at all', () => {
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
  expect(countPutImageCalls(images)).toBe(4);
});

const bytes = { total: 3000, alreadyAtDestination: 0, toTransfer: 3000, uploadBytes: 4000 };
const measured = { bytesPerSecond: 300, transfers: 2 };

test('an estimate is for the layer bytes at the measured speed', () => {
  expect(estimatePlanTime({ bytes, images: [] }, measured)).toEqual({
    kind: 'known',
    seconds: 10,
    limit: 'link',
    putImageCalls: 0,
    measured,
  });
});

test('without a measured speed only the time that the quota needs is known', () => {
  const large = { ...bytes, toTransfer: 300_000_000, uploadBytes: 400_000_000 };
  const images = Array.from({ length: 150 }, (_, index) => image(String(index)));
  expect(estimatePlanTime({ bytes: large, images }, undefined)).toEqual({
    kind: 'unmeasured',
    atLeast: 15,
    assumed: 32,
    putImageCalls: 150,
  });
});

test('the time of a plan that sends no layer is known without a measured speed', () => {
  const images = Array.from({ length: 150 }, (_, index) => image(String(index)));
  expect(estimatePlanTime({ bytes: { ...bytes, toTransfer: 0 }, images }, undefined)).toEqual({
    kind: 'known',
    seconds: 15,
    limit: 'quota',
    putImageCalls: 150,
  });
});

test('the quota of PutImage is the limit when the manifests and tags take longer than the layers', () => {
  const images = Array.from({ length: 150 }, (_, index) => image(String(index)));
  expect(estimatePlanTime({ bytes, images }, measured)).toMatchObject({
    seconds: 15,
    limit: 'quota',
    putImageCalls: 150,
  });
});

test('an estimate says what it is based on', () => {
  const known = { kind: 'known', seconds: 120, limit: 'link', putImageCalls: 400 } as const;
  const unmeasured = { kind: 'unmeasured', atLeast: 0.4, assumed: 120, putImageCalls: 4 } as const;
  expect(describeEstimate({ ...known, measured })).toBe('About 2 min, as measured on this route (300 B/s)');
  expect(describeEstimate({ ...known, seconds: 40, limit: 'quota', measured })).toBe(
    'About 40 s: ECR accepts 10 of 400 PutImage requests a second',
  );
  expect(describeEstimate({ ...known, seconds: 0 })).toBe('About 1 s');
  expect(describeEstimate(unmeasured)).toBe(
    'The time is known after a transfer of 10.0 MB or more on this route',
  );
  expect(describeEstimate({ ...unmeasured, atLeast: 40, putImageCalls: 400 })).toBe(
    'At least 40 s: ECR accepts 10 of 400 PutImage requests a second',
  );
});
