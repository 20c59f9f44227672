import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import type { UploadMethod } from '../../../shared/models/upload-method.ts';
import { beforeEach, describe, expect } from 'vitest';
import type { Fault } from '../../local-ecr/faults/fault.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import type { SeededImage } from '../../testing/seed-image.ts';
import { copyWithJournal } from '../../testing/copy-in-child.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import type { ReplicationEvent } from './upload/replication-event.ts';
import { createReplicator } from './replicator.ts';
import { loadSourceImages } from '../../testing/load-source-images.ts';
import type { UnfinishedApiUpload } from '../../../shared/models/unfinished-upload.ts';
import { createUploadJournal } from './upload/upload-journal.ts';
import { test as base } from '../../testing/registries-test.ts';

/** Everything is a tenth of its real size, because these tests spend their time on bytes. */
const unit = 100 * 1024;
const partSizes = { proposed: 10 * unit, smallest: 5 * unit };
const layerSize = 45 * unit;
/** The child uploads to the registry with the sizes of ECR. */
const layerSizes = { api: layerSize, registry: 24 * 1024 * 1024 };
/**
 * What may be sent again: a part without a response; of a request to the registry, what the operating system had received
 * of it when the process was killed. Linux buffers up to six megabytes of a connection.
 */
const lostBytes = { api: 10 * unit, registry: 8 * 1024 * 1024 };
const script = join(import.meta.dirname, '../../testing/copy-in-child.ts');
let folder: string;
let count = 0;

interface SetUp {
  readonly names: { readonly from: string; readonly to: string };
  readonly to: Repository;
  readonly seeded: SeededImage;
  /** Digest of the layer. */
  readonly layer: string;
}

const test = base
  .extend('registriesOptions', { scope: 'file' }, () => ({ parts: partSizes }))
  /** One image with one layer, of five parts by the API. */
  .extend('setUp', ({ registries }) => async (size = layerSize): Promise<SetUp> => {
    const names = { from: `killed/source-${count}`, to: `killed/destination-${count}` };
    const from = registries.source.createRepository(names.from);
    const to = registries.destination.createRepository(names.to);
    const seeded = await seedImage(from, [[`layer-${count}`, size]], ['v1']);
    registries.ecr.calls.clear();
    return { names, to, seeded, layer: seeded.layerDigests[0] ?? '' };
  })
  .extend(
    'acceptedParts',
    ({ registries }) =>
      () =>
        registries.ecr.calls
          .of('UploadLayerPart')
          .filter(({ outcome, bytes }) => outcome === 'ok' && bytes > unit),
  )
  /** Layer bytes that arrived, by both upload methods. */
  .extend(
    'receivedBytes',
    ({ registries }) =>
      (): number =>
        registries.ecr.calls
          .of('UploadLayerPart', 'CompleteLayerUpload')
          .reduce((sum, { bytes }) => sum + bytes, 0),
  )
  .extend(
    'requestOf',
    ({ registries }) =>
      ({ names, seeded }: SetUp, uploadMethod: UploadMethod): ReplicationRequest =>
        registries.request(names, [{ digest: seeded.digest, sourceTags: ['v1'], destinationTags: ['v1'] }], {
          uploadMethod,
        }),
  )
  .extend(
    'startChild',
    ({ requestOf }) =>
      (...copy: Parameters<typeof requestOf>) =>
        spawn(process.execPath, [script, folder, JSON.stringify(requestOf(...copy))], {
          stdio: ['ignore', 'inherit', 'inherit'],
        }),
  )
  /** Copies again with what is in the journal, and checks the image, the bytes that were sent, and the journal. */
  .extend(
    'expectCompleted',
    ({ receivedBytes, requestOf }) =>
      async (at: SetUp, uploadMethod: UploadMethod): Promise<void> => {
        expect(at.to.tags.size === 0 || at.to.images.has(at.seeded.digest)).toBe(true);
        expect(await copyWithJournal(folder, requestOf(at, uploadMethod))).toMatchObject({ kind: 'done' });
        expect([...at.to.tags]).toEqual([['v1', at.seeded.digest]]);
        expect(at.to.layers.has(at.layer)).toBe(true);
        // The config is added.
        const most = layerSizes[uploadMethod] + lostBytes[uploadMethod] + 1024;
        expect(receivedBytes()).toBeLessThanOrEqual(most);
        // An entry that was being written may be left; it is never read, and is removed later.
        expect((await readdir(folder)).filter((name) => name.endsWith('.json'))).toEqual([]);
      },
  )
  .extend(
    'run',
    ({ registries }) =>
      async (
        { names, seeded }: SetUp,
        emit: (event: ReplicationEvent) => void = () => undefined,
      ): Promise<void> => {
        const [image] = await loadSourceImages(await registries.sourceRepository(names.from), [
          { digest: seeded.digest, tags: ['v1'] },
        ]);
        if (!image) throw new Error('not loaded');
        const journal = createUploadJournal(folder);
        await createReplicator({ uploadMethod: 'api', retryPolicy: quickRetries, journal, emit }).replicate(
          image,
          await registries.destinationRepository(names.to),
        );
      },
  )
  /** Uploads two of five parts, then fails. @returns the entry of the journal. */
  .extend(
    'leaveTwoParts',
    ({ registries, setUp, run }) =>
      async (): Promise<SetUp & { readonly entry: UnfinishedApiUpload; readonly path: string }> => {
        const at = await setUp();
        let sent = 0;
        await run(at, ({ kind, ...event }) => {
          if (kind !== 'layer-bytes' || !('sent' in event)) return;
          sent += event.sent > unit ? 1 : 0;
          if (sent === 2) registries.ecr.faults.deny({ action: 'ecr:UploadLayerPart' });
        }).catch(() => undefined);
        registries.ecr.faults.clear();
        const [name = ''] = await readdir(folder);
        const path = join(folder, name);
        const entry: UnfinishedApiUpload = JSON.parse(await readFile(path, 'utf8'));
        expect(entry.confirmed).toBe(20 * unit);
        registries.ecr.calls.clear();
        return { ...at, entry, path };
      },
  );

async function kill(child: ChildProcess): Promise<void> {
  const killed = once(child, 'exit');
  child.kill('SIGKILL');
  await killed;
}

beforeEach(async () => {
  count += 1;
  folder = await mkdtemp(join(tmpdir(), 'uploads-'));
});
test.afterEach(async ({ registries }) => {
  registries.ecr.network.shape = {};
  await rm(folder, { recursive: true });
});

describe('a process that is killed and started again completes the copy', () => {
  test.for<[string, UploadMethod, string, number]>([
    ['while planning', 'api', 'BatchGetImage', 0],
    ['after the start of an upload', 'api', 'InitiateLayerUpload', 1],
    ['during its first part', 'api', 'UploadLayerPart', 1],
    ['during a layer', 'api', 'UploadLayerPart', 3],
    ['at the completion of a layer', 'api', 'CompleteLayerUpload', 1],
    ['while the manifest is written', 'api', 'PutImage', 0],
    ['after the start of an upload', 'registry', 'InitiateLayerUpload', 1],
    ['at the request with a layer', 'registry', 'CompleteLayerUpload', 1],
    ['while the manifest is written', 'registry', 'PutImage', 0],
  ])(
    '%s, method %s, without uploading a whole layer again',
    async ([, uploadMethod, operation, afterCalls], { registries, setUp, startChild, expectCompleted }) => {
      const at = await setUp(layerSizes[uploadMethod]);
      registries.ecr.faults.add({ kind: 'stall', operation, afterCalls });
      const first = startChild(at, uploadMethod);
      await expect.poll(() => registries.ecr.faults.waiting, { interval: 10 }).toEqual([]);
      await kill(first);
      await expectCompleted(at, uploadMethod);
    },
  );

  test('while the bytes of a layer are sent, method registry, without uploading a whole layer again', async ({
    registries,
    setUp,
    receivedBytes,
    startChild,
    expectCompleted,
  }) => {
    const size = layerSizes.registry;
    const at = await setUp(size);
    // At this speed the layer takes a minute.
    registries.ecr.network.shape = { up: { bytesPerSecondPerConnection: size / 60 } };
    const first = startChild(at, 'registry');
    // More than the config.
    await expect.poll(receivedBytes, { interval: 10 }).toBeGreaterThan(unit);
    await kill(first);
    registries.ecr.network.shape = {};
    await expectCompleted(at, 'registry');
  });
});

const expectComplete = async ({ to, seeded, layer }: SetUp): Promise<void> => {
  expect([...to.tags]).toEqual([['v1', seeded.digest]]);
  expect(to.layers.get(layer)?.content.size).toBe(layerSize);
  expect(await readdir(folder)).toEqual([]);
};

describe('an upload of an earlier run', () => {
  test('continues with its next part, downloads from there, and reports the bytes that ECR has', async ({
    registries,
    acceptedParts,
    run,
    leaveTwoParts,
  }) => {
    const at = await leaveTwoParts();
    const events: ReplicationEvent[] = [];
    await run(at, (event) => events.push(event));
    await expectComplete(at);
    expect(acceptedParts().map(({ part }) => part?.firstByte)).toEqual([20, 30, 40].map((mib) => mib * unit));
    const downloaded = registries.ecr.calls
      .of('DownloadLayer')
      .filter(({ digests }) => digests?.includes(at.layer));
    expect(downloaded.map(({ bytes }) => bytes)).toEqual([25 * unit]);
    expect(events).toContainEqual({ kind: 'layer-continued', digest: at.layer, bytes: 20 * unit });
  });

  test('is replaced by a new upload when ECR no longer has it', async ({
    registries,
    acceptedParts,
    run,
    leaveTwoParts,
  }) => {
    const at = await leaveTwoParts();
    const expired: Fault = { kind: 'upload-expired', operation: 'UploadLayerPart' };
    registries.ecr.faults.add(expired);
    await run(at);
    await expectComplete(at);
    expect(acceptedParts()).toHaveLength(5);
  });

  test('continues at the position that ECR states, when the journal has another one', async ({
    acceptedParts,
    run,
    leaveTwoParts,
  }) => {
    const at = await leaveTwoParts();
    const { to, entry, path } = at;
    const upload = to.uploads.get(entry.uploadId);
    expect(upload?.blob.size).toBe(20 * unit);
    await writeFile(path, JSON.stringify({ ...entry, confirmed: 30 * unit }));
    await run(at);
    await expectComplete(at);
    expect(acceptedParts().map(({ part }) => part?.firstByte)).toEqual([20, 30, 40].map((mib) => mib * unit));
  });

  test('does not store a part twice that is not in the journal', async ({
    acceptedParts,
    run,
    leaveTwoParts,
  }) => {
    const at = await leaveTwoParts();
    await writeFile(at.path, JSON.stringify({ ...at.entry, confirmed: 10 * unit }));
    await run(at);
    await expectComplete(at);
    expect(acceptedParts().map(({ part }) => part?.firstByte)).toEqual([20, 30, 40].map((mib) => mib * unit));
  });

  test('is replaced by a new upload when its bytes are wrong', async ({
    registries,
    acceptedParts,
    run,
    leaveTwoParts,
  }) => {
    const at = await leaveTwoParts();
    registries.ecr.faults.add({ kind: 'corrupt-layer', atByte: unit, digest: at.layer });
    await run(at);
    await expectComplete(at);
    expect(acceptedParts().map(({ part }) => part?.firstByte)).toEqual(
      [20, 30, 40, 0, 10, 20, 30, 40].map((mib) => mib * unit),
    );
  });

  test('fails with one error when the source stays corrupt', async ({ registries, run, leaveTwoParts }) => {
    const at = await leaveTwoParts();
    registries.ecr.faults.add({ kind: 'corrupt-layer', digest: at.layer, times: 99 });
    await expect(run(at)).rejects.toMatchObject({ data: { code: 'digest-mismatch', side: 'source' } });
    expect([...at.to.tags]).toEqual([]);
  });
});
