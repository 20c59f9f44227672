import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Door } from '../../../shared/models/upload-method.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../local-ecr/faults/fault.ts';
import { seedImage } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../testing/two-registries.ts';
import type { ReplicationEvent } from './replication-event.ts';
import { createReplicator } from './replicator.ts';
import { loadSourceImages } from '../../testing/load-source-images.ts';
import type { UnfinishedApiUpload } from './upload/upload-journal.ts';
import { createUploadJournal } from './upload/upload-journal.ts';

/** Everything is a tenth of its real size: bytes are what these tests take their time for. */
const unit = 100 * 1024;
const partSizes = { proposed: 10 * unit, smallest: 5 * unit };
const layerSize = 45 * unit;
const child = join(import.meta.dirname, '../../testing/copy-in-child.ts');
let registries: TwoRegistries;
let folder: string;
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries({ parts: partSizes });
});
afterAll(() => registries.close());
beforeEach(async () => {
  count += 1;
  folder = await mkdtemp(join(tmpdir(), 'uploads-'));
});
afterEach(async () => {
  registries.ecr.faults.clear();
  registries.ecr.network.shape = {};
  await rm(folder, { recursive: true });
});

/** One image with one layer, of five parts by the API. */
const setUp = async (size = layerSize) => {
  const names = { from: `killed/source-${count}`, to: `killed/destination-${count}` };
  const from = registries.source.createRepository(names.from);
  const to = registries.destination.createRepository(names.to);
  const seeded = await seedImage(from, [[`layer-${count}`, size]], ['v1']);
  registries.ecr.calls.clear();
  return { names, to, seeded, layer: seeded.layerDigests[0] ?? '' };
};
type SetUp = Awaited<ReturnType<typeof setUp>>;

const partsTaken = () =>
  registries.ecr.calls.of('UploadLayerPart').filter(({ outcome, bytes }) => outcome === 'ok' && bytes > unit);
/** Layer bytes that came in, by either door. */
const taken = (): number =>
  registries.ecr.calls
    .of('UploadLayerPart', 'CompleteLayerUpload')
    .reduce((sum, { bytes }) => sum + bytes, 0);

const startChild = ({ names, seeded }: SetUp, door: Door) => {
  const request = registries.request(
    names,
    [{ digest: seeded.digest, sourceTags: ['v1'], destinationTags: ['v1'] }],
    { door },
  );
  return spawn(process.execPath, [child, folder, JSON.stringify(request)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
};

describe('a process that is killed and started again', () => {
  test.each<[string, Door, string, number]>([
    ['while it plans', 'api', 'BatchGetImage', 1],
    ['when an upload has begun', 'api', 'InitiateLayerUpload', 2],
    ['in its first part', 'api', 'UploadLayerPart', 2],
    ['in mid-layer', 'api', 'UploadLayerPart', 4],
    ['when a layer is completed', 'api', 'CompleteLayerUpload', 2],
    ['when the manifest is written', 'api', 'PutImage', 1],
    ['when an upload has begun', 'registry', 'InitiateLayerUpload', 2],
    ['in mid-layer', 'registry', 'CompleteLayerUpload', 2],
    ['when the manifest is written', 'registry', 'PutImage', 1],
  ])('%s by the %s door ends in the right digest, with no layer moved again as a whole', async (...given) => {
    const [, door, operation, calls] = given;
    // The registry keeps nothing of less than 5 MiB: there the layer has its real size.
    const size = door === 'api' ? layerSize : 45 * 1024 * 1024;
    const at = await setUp(size);
    registries.ecr.network.shape = { latencyMs: 20, up: { bytesPerSecondPerConnection: 2 * size } };
    const first = startChild(at, door);
    const killed = once(first, 'exit');
    await expect
      .poll(() => registries.ecr.calls.of(operation).length, { interval: 2, timeout: 50_000 })
      .toBeGreaterThanOrEqual(calls);
    first.kill('SIGKILL');
    await killed;
    expect(at.to.tags.size === 0 || at.to.images.has(at.seeded.digest)).toBe(true);

    registries.ecr.network.shape = {};
    const [code] = await once(startChild(at, door), 'exit');
    expect(code).toBe(0);
    expect([...at.to.tags]).toEqual([['v1', at.seeded.digest]]);
    expect(at.to.layers.has(at.layer)).toBe(true);
    // A first part whose answer was never seen is all that may be sent again, and the config comes besides.
    expect(taken()).toBeLessThanOrEqual((11 / 9) * size + 1024);
    // A note that was being written when the process ended may be left; it is never read, and pruned in time.
    expect((await readdir(folder)).filter((name) => name.endsWith('.json'))).toEqual([]);
  });
});

const expectComplete = async ({ to, seeded, layer }: SetUp): Promise<void> => {
  expect([...to.tags]).toEqual([['v1', seeded.digest]]);
  expect(to.layers.get(layer)?.content.size).toBe(layerSize);
  expect(await readdir(folder)).toEqual([]);
};

const run = async (
  { names, seeded }: SetUp,
  emit: (event: ReplicationEvent) => void = () => undefined,
): Promise<void> => {
  const [image] = await loadSourceImages(await registries.sourceRepository(names.from), [
    { digest: seeded.digest, tags: ['v1'] },
  ]);
  if (!image) throw new Error('not loaded');
  const journal = createUploadJournal(folder);
  await createReplicator({ door: 'api', retryPolicy: quickRetries, journal, emit }).replicate(
    image,
    await registries.destinationRepository(names.to),
  );
};

/** Uploads two of five parts, then fails; what the journal then says is handed back. */
const leaveTwoParts = async (): Promise<
  SetUp & { readonly noted: UnfinishedApiUpload; readonly path: string }
> => {
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
  const noted: UnfinishedApiUpload = JSON.parse(await readFile(path, 'utf8'));
  expect(noted.confirmed).toBe(20 * unit);
  registries.ecr.calls.clear();
  return { ...at, noted, path };
};

describe('an upload that an earlier run left', () => {
  test('goes on with its next part, downloads from there, and tells what is there already', async () => {
    const at = await leaveTwoParts();
    const events: ReplicationEvent[] = [];
    await run(at, (event) => events.push(event));
    await expectComplete(at);
    expect(partsTaken().map(({ part }) => part?.firstByte)).toEqual([20, 30, 40].map((mib) => mib * unit));
    const downloaded = registries.ecr.calls
      .of('DownloadLayer')
      .filter(({ digests }) => digests?.includes(at.layer));
    expect(downloaded.map(({ bytes }) => bytes)).toEqual([25 * unit]);
    expect(events).toContainEqual({ kind: 'layer-continued', digest: at.layer, bytes: 20 * unit });
  });

  test('is begun anew when ECR knows it no more', async () => {
    const at = await leaveTwoParts();
    const expired: Fault = { kind: 'upload-expired', operation: 'UploadLayerPart' };
    registries.ecr.faults.add(expired);
    await run(at);
    await expectComplete(at);
    expect(partsTaken()).toHaveLength(5);
  });

  test('goes on from where ECR says it stands, when the journal says otherwise', async () => {
    const at = await leaveTwoParts();
    const { to, noted, path } = at;
    const upload = to.uploads.get(noted.uploadId);
    expect(upload?.blob.size).toBe(20 * unit);
    await writeFile(path, JSON.stringify({ ...noted, confirmed: 30 * unit }));
    await run(at);
    await expectComplete(at);
    expect(partsTaken().map(({ part }) => part?.firstByte)).toEqual([20, 30, 40].map((mib) => mib * unit));
  });

  test('a part that was taken but not noted is not stored twice', async () => {
    const at = await leaveTwoParts();
    await writeFile(at.path, JSON.stringify({ ...at.noted, confirmed: 10 * unit }));
    await run(at);
    await expectComplete(at);
    expect(partsTaken().map(({ part }) => part?.firstByte)).toEqual([20, 30, 40].map((mib) => mib * unit));
  });

  test('whose bytes turn out to be wrong is begun anew, from the first byte', async () => {
    const at = await leaveTwoParts();
    registries.ecr.faults.add({ kind: 'corrupt-layer', atByte: unit, digest: at.layer });
    await run(at);
    await expectComplete(at);
    expect(partsTaken().map(({ part }) => part?.firstByte)).toEqual(
      [20, 30, 40, 0, 10, 20, 30, 40].map((mib) => mib * unit),
    );
  });

  test('of a source that is corrupt for good ends in one clear error', async () => {
    const at = await leaveTwoParts();
    registries.ecr.faults.add({ kind: 'corrupt-layer', digest: at.layer, times: 99 });
    await expect(run(at)).rejects.toMatchObject({ data: { code: 'digest-mismatch', side: 'source' } });
    expect([...at.to.tags]).toEqual([]);
  });
});
