import { expect } from 'vitest';
import type { ReplicationOptions } from '../../../../shared/models/plan.ts';
import type { Repository } from '../../../local-ecr/registry/repository.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import { createTransferTest } from '../../../testing/transfer-test.ts';
import { reportFileName } from './transfer-report.ts';

const test = createTransferTest()
  .extend('source', ({ registries, names }) => registries.source.createRepository(names.from))
  .extend('destination', ({ registries, names }) => registries.destination.createRepository(names.to))
  .extend('seeded', ({ source }) => seedImage(source, [['layer', 5000]], ['v1']))
  .extend(
    'replicate',
    ({ registries, plans, transfers, finished, source, destination, seeded }) =>
      async (options: Partial<ReplicationOptions> = {}) => {
        const images = [{ digest: seeded.digest, sourceTags: ['v1'], destinationTags: ['v1', 'latest'] }];
        const names = { from: source.name, to: destination.name };
        const { plan } = await plans.create(registries.request(names, images, options));
        const transfer = await finished(transfers.start(plan.id).id);
        return { transfer, report: transfers.report(transfer.id) };
      },
  );

/** Tampers as soon as the last tag is written, before verification. */
function afterLastTag({ tags }: Repository, tamper: () => void): void {
  const set = tags.set.bind(tags);
  tags.set = (tag, digest) => {
    if (tag === 'latest') queueMicrotask(tamper);
    return set(tag, digest);
  };
}

test('reports times, identities, repositories and everything that was compared', async ({
  names,
  source,
  destination,
  seeded,
  replicate,
}) => {
  const { report } = await replicate();
  expect(report).toMatchObject({
    version: 1,
    result: 'verified',
    source: {
      accountId: '111111111111',
      arn: 'arn:aws:iam::111111111111:user/build',
      repositoryName: source.name,
      repositoryUri: source.uri,
    },
    destination: { accountId: '222222222222', region: 'us-east-1', repositoryUri: destination.uri },
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
    `replication-${names.to.replace('/', '-')}-${report.startedAt.slice(0, 10)}.json`,
  );
});

test('reports that nothing was verified when verification is off', async ({ registries, replicate }) => {
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

test('fails an image that was changed before verification, and reports its written tags', async ({
  destination,
  seeded,
  replicate,
}) => {
  const layer = seeded.layerDigests[0] ?? '';
  afterLastTag(destination, () => {
    destination.layers.delete(layer);
    destination.tags.delete('latest');
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

test('copies a layer that is missing for a manifest that is already there', async ({
  destination,
  seeded,
  replicate,
}) => {
  await replicate();
  destination.layers.delete(seeded.layerDigests[0] ?? '');
  const { transfer, report } = await replicate();
  expect(transfer.images[0]?.state).toMatchObject({ kind: 'done', verified: true });
  expect(report.result).toBe('verified');
  expect(destination.layers.has(seeded.layerDigests[0] ?? '')).toBe(true);
});

test('reports the error of a failed copy', async ({ registries, replicate }) => {
  registries.ecr.faults.deny({ action: 'ecr:PutImage' });
  const { report } = await replicate();
  expect(report).toMatchObject({
    result: 'failed',
    images: [{ result: { kind: 'failed', error: { code: 'access-denied', side: 'destination' } } }],
  });
});
