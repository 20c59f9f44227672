import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isFinished } from '../../../../shared/models/transfer.ts';
import type { Transfer } from '../../../../shared/models/transfer.ts';
import type { TransferReport } from '../../../../shared/models/verification.ts';
import type { ReplicationOptions } from '../../../../shared/models/plan.ts';
import type { Repository } from '../../../local-ecr/registry/repository.ts';
import { createPlans } from '../../plan/plan-store.ts';
import type { SeededImage } from '../../../testing/seed-image.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../../testing/two-registries.ts';
import { reportFileName } from './transfer-report.ts';
import { createTransfers } from '../transfers.ts';

let registries: TwoRegistries;
let from: Repository;
let to: Repository;
let seeded: SeededImage;
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());
beforeEach(async () => {
  count += 1;
  registries.ecr.faults.clear();
  from = registries.source.createRepository(`report/source-${count}`);
  to = registries.destination.createRepository(`report/destination-${count}`);
  seeded = await seedImage(from, [['layer', 5000]], ['v1']);
});

async function replicate(
  options: Partial<ReplicationOptions> = {},
): Promise<{ readonly transfer: Transfer; readonly report: TransferReport }> {
  const plans = createPlans(registries.access);
  const transfers = createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries });
  const images = [{ digest: seeded.digest, sourceTags: ['v1'], destinationTags: ['v1', 'latest'] }];
  const { plan } = await plans.create(registries.request({ from: from.name, to: to.name }, images, options));
  const { id } = transfers.start(plan.id);
  await expect.poll(() => transfers.list().every(({ state }) => isFinished(state))).toBe(true);
  const [transfer] = transfers.list();
  if (!transfer) throw new Error('gone');
  return { transfer, report: transfers.report(id) };
}

/** Tampers as soon as the last tag is written, before it is read back. */
function afterLastTag(tamper: () => void): void {
  const set = to.tags.set.bind(to.tags);
  to.tags.set = (tag, digest) => {
    if (tag === 'latest') queueMicrotask(tamper);
    return set(tag, digest);
  };
}

test('a verified transfer: when, who, from where to where, and everything that was compared', async () => {
  const { report } = await replicate();
  expect(report).toMatchObject({
    version: 1,
    result: 'verified',
    source: {
      accountId: '111111111111',
      arn: 'arn:aws:iam::111111111111:user/build',
      repositoryName: from.name,
      repositoryUri: from.uri,
    },
    destination: { accountId: '222222222222', region: 'us-east-1', repositoryUri: to.uri },
    images: [
      {
        sourceDigest: seeded.digest,
        destinationDigest: seeded.digest,
        sourceTags: ['v1'],
        tags: [
          { tag: 'v1', digest: seeded.digest },
          { tag: 'latest', digest: seeded.digest },
        ],
        manifests: [{ digest: seeded.digest, mediaType: 'application/vnd.oci.image.manifest.v1+json' }],
        result: { kind: 'verified' },
      },
    ],
  });
  expect(report.images[0]?.layers).toContainEqual({ digest: seeded.layerDigests[0], size: 5000 });
  expect(report.images[0]?.layers).toHaveLength(2);
  expect(Date.parse(report.finishedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(report.startedAt));
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  expect(reportFileName(report)).toBe(
    `replication-report-destination-${count}-${report.startedAt.slice(0, 10)}.json`,
  );
});

test('without verification nothing is read back, and the report says so', async () => {
  registries.ecr.calls.clear();
  const { transfer, report } = await replicate({ verify: false });
  expect(transfer.images[0]?.state).toMatchObject({ kind: 'done', verified: false });
  expect(report).toMatchObject({
    result: 'not-verified',
    images: [{ result: { kind: 'not-verified', reason: 'not-asked' } }],
  });
  const afterPut = registries.ecr.calls.all.findLastIndex(({ operation }) => operation === 'PutImage');
  expect(registries.ecr.calls.all.slice(afterPut + 1)).toEqual([]);
});

test('what is tampered with between writing and reading back fails the image, with the tags that it has', async () => {
  const layer = seeded.layerDigests[0] ?? '';
  afterLastTag(() => {
    to.layers.delete(layer);
    to.tags.delete('latest');
  });
  const { transfer, report } = await replicate();
  expect(transfer.state).toMatchObject({ kind: 'failed', error: { side: 'destination', action: 'retry' } });
  expect(transfer.images[0]?.state).toMatchObject({ kind: 'failed', writtenTags: ['v1', 'latest'] });
  expect(report).toMatchObject({
    result: 'failed',
    images: [
      {
        result: {
          kind: 'different',
          differences: [
            { kind: 'tag-missing', tag: 'latest', digest: seeded.digest },
            { kind: 'layer-unavailable', digest: layer },
          ],
        },
      },
    ],
  });
});

test('a manifest that is there without its layer is found out, and the layer is supplied', async () => {
  await replicate();
  to.layers.delete(seeded.layerDigests[0] ?? '');
  const { transfer, report } = await replicate();
  expect(transfer.images[0]?.state).toMatchObject({ kind: 'done', verified: true });
  expect(report.result).toBe('verified');
  expect(to.layers.has(seeded.layerDigests[0] ?? '')).toBe(true);
});

test('a copy that fails is told with its error', async () => {
  registries.ecr.faults.deny({ action: 'ecr:PutImage' });
  const { report } = await replicate();
  expect(report).toMatchObject({
    result: 'failed',
    images: [{ result: { kind: 'failed', error: { code: 'access-denied', side: 'destination' } } }],
  });
});
