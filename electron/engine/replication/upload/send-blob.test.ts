import { describe, expect } from 'vitest';
import type { Fault } from '../../../local-ecr/faults/fault.ts';
import type { UploadStatus } from '../../../local-ecr/registry/registry.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import type { ReplicatorOptions } from '../replicator.ts';
import { createReplicator } from '../replicator.ts';
import { loadSourceImages } from '../../../testing/load-source-images.ts';
import type { UnfinishedUpload } from '../../../../shared/models/unfinished-upload.ts';
import type { UploadJournal } from './upload-journal.ts';
import { test as base } from '../../../testing/registries-test.ts';

/** Everything is an eighth of its real size, because these tests spend their time on bytes. */
const unit = 128 * 1024;
/** A little more than the smallest part. */
const chunk = 6 * unit;
const registrySizes = { chunk, minPart: 5 * unit, minJournaled: 8 * unit, minSent: unit };
const layerSize = 26 * unit;
let count = 0;

/** A journal in memory that reports every entry. */
function memoryJournal(onWrite: (upload: UnfinishedUpload) => void = () => undefined) {
  const uploads = new Map<string, UnfinishedUpload>();
  const journal: UploadJournal = {
    find: async (_, digest) => uploads.get(digest),
    write: async (upload) => {
      uploads.set(upload.digest, upload);
      onWrite(upload);
    },
    remove: async (_, digest) => void uploads.delete(digest),
  };
  return { journal, uploads };
}

const confirmedOf = (upload: UnfinishedUpload): number => upload.confirmed;

const test = base
  .extend('registriesOptions', { scope: 'file' }, () => ({
    parts: { proposed: 10 * unit, smallest: registrySizes.minPart },
  }))
  .extend('setUp', ({ registries }) => async (size = layerSize) => {
    count += 1;
    const names = { from: `chunks/source-${count}`, to: `chunks/destination-${count}` };
    const from = registries.source.createRepository(names.from);
    const to = registries.destination.createRepository(names.to);
    const seeded = await seedImage(from, [[`chunks ${count}`, size]]);
    const [image] = await loadSourceImages(await registries.sourceRepository(names.from), [
      { digest: seeded.digest, tags: ['v1'] },
    ]);
    if (!image) throw new Error('not loaded');
    registries.ecr.calls.clear();
    const destination = await registries.destinationRepository(names.to);
    const replicate = (options: Partial<ReplicatorOptions> = {}) =>
      createReplicator({
        uploadMethod: 'registry',
        retryPolicy: quickRetries,
        registrySizes,
        ...options,
      }).replicate(image, destination);
    const expectComplete = (): void => {
      expect([...to.tags]).toEqual([['v1', seeded.digest]]);
      expect(to.layers.get(seeded.layerDigests[0] ?? '')?.content.size).toBe(size);
      expect(registries.ecr.faults.waiting).toEqual([]);
    };
    return { replicate, expectComplete };
  })
  .extend(
    'requests',
    ({ registries }) =>
      (operation: string) =>
        registries.ecr.calls
          .of(operation)
          .filter(({ service, bytes }) => service === 'registry' && bytes > unit),
  )
  .extend(
    'sent',
    ({ registries }) =>
      (): number =>
        registries.ecr.calls
          .of('UploadLayerPart', 'CompleteLayerUpload')
          .reduce((sum, { bytes }) => sum + bytes, 0),
  );

test.afterEach(({ registries }) => {
  registries.destination.uploadStatus = { range: 'whole', isOffered: true };
});

test('sends a large blob in chunks, its rest with the last one, over one download', async ({
  registries,
  setUp,
  requests,
  sent,
}) => {
  const { replicate, expectComplete } = await setUp();
  await replicate();
  expectComplete();
  expect(requests('UploadLayerPart').map(({ bytes }) => bytes / unit)).toEqual([6, 6, 6, 8]);
  expect(requests('CompleteLayerUpload')).toEqual([]);
  expect(sent()).toBeLessThan(layerSize + unit);
  expect(registries.ecr.calls.of('DownloadLayer').filter(({ bytes }) => bytes > unit)).toHaveLength(1);
});

test('sends a blob of at most two chunks in one request', async ({ setUp, requests }) => {
  const { replicate, expectComplete } = await setUp(2 * chunk);
  await replicate();
  expectComplete();
  expect(requests('UploadLayerPart')).toEqual([]);
  expect(requests('CompleteLayerUpload')).toHaveLength(1);
});

const behaviors: readonly UploadStatus[] = [
  { range: 'whole', isOffered: true },
  { range: 'first-chunk', isOffered: true },
  { range: 'whole', isOffered: false },
];

describe.each(behaviors)(
  'when Range states the $range, and GET of an upload is supported: $isOffered',
  (status) => {
    test.for<[string, Fault]>([
      [
        'breaks within a chunk',
        { kind: 'reset-request-body', operation: 'UploadLayerPart', afterBytes: 5.5 * unit },
      ],
      ['breaks before a chunk', { kind: 'reset-request', operation: 'UploadLayerPart' }],
      ['loses the response to a chunk', { kind: 'lose-answer', operation: 'UploadLayerPart' }],
      ['fails for a while', { kind: 'server-error', status: 503, operation: 'UploadLayerPart', times: 2 }],
      ['loses the response to the completion', { kind: 'lose-answer', operation: 'CompleteLayerUpload' }],
    ])('a connection that %s costs at most a chunk', async ([, fault], { registries, setUp, sent }) => {
      registries.destination.uploadStatus = status;
      const { replicate, expectComplete } = await setUp();
      const { journal, uploads } = memoryJournal((upload) => {
        if (confirmedOf(upload) === 2 * chunk) registries.ecr.faults.add(fault);
      });
      await replicate({ journal });
      expectComplete();
      expect(sent()).toBeLessThan(layerSize + chunk + unit);
      expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(2);
      expect([...uploads]).toEqual([]);
    });

    test('continues a blob of one request where the connection broke', async ({ registries, setUp }) => {
      registries.destination.uploadStatus = status;
      const { replicate, expectComplete } = await setUp(2 * chunk);
      registries.ecr.faults.add({
        kind: 'reset-request-body',
        operation: 'CompleteLayerUpload',
        afterBytes: 9 * unit,
      });
      await replicate();
      expectComplete();
      expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(2);
    });

    test('another run continues after the confirmed bytes', async ({ registries, setUp, sent }) => {
      registries.destination.uploadStatus = status;
      const { replicate, expectComplete } = await setUp();
      const controller = new AbortController();
      const { journal, uploads } = memoryJournal((upload) => {
        if (confirmedOf(upload) === 3 * chunk) controller.abort();
      });
      await expect(replicate({ journal, signal: controller.signal })).rejects.toThrow(/abort/i);
      registries.ecr.calls.clear();
      await replicate({ journal });
      expectComplete();
      expect(sent()).toBeLessThan(layerSize - 3 * chunk + unit);
      expect([...uploads]).toEqual([]);
    });
  },
);

test('starts a new upload when the registry no longer has the old one', async ({ registries, setUp }) => {
  const { replicate, expectComplete } = await setUp();
  let isExpired = false;
  const { journal } = memoryJournal((upload) => {
    if (isExpired || confirmedOf(upload) !== 2 * chunk) return;
    isExpired = true;
    registries.ecr.faults.add({ kind: 'upload-expired', operation: 'UploadLayerPart' });
  });
  await replicate({ journal });
  expectComplete();
});
