import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { bytesBlob } from '../../local-ecr/blobs/bytes-blob.ts';
import { addLayer } from '../../local-ecr/registry/layers.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import { joinBuildSteps } from './build-steps.ts';
import { readImageDetails } from './read-image-details.ts';
import { test as base } from '../../testing/registries-test.ts';

const accountId = '111111111111';
let repository: Repository;
let count = 0;

const sha256 = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const store = (text: string) => {
  const bytes = Buffer.from(text);
  addLayer(repository, sha256(bytes), bytesBlob(bytes));
  return { digest: sha256(bytes), size: bytes.length };
};

const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip';

/** An image as a builder makes it: two layers, and a history in which one line made none. */
const putBuiltImage = (config: object = {}, annotations = {}) => {
  const layers = [store('base'), store('application')].map((layer) => ({ mediaType: layerType, ...layer }));
  const configText = JSON.stringify({
    architecture: 'arm64',
    os: 'linux',
    variant: 'v8',
    created: '2026-11-01T08:00:00Z',
    config: {
      User: 'app',
      Env: ['PATH=/usr/bin', 'TOKEN=s3cret=='],
      Entrypoint: ['/srv'],
      Cmd: null,
      ExposedPorts: { '8080/tcp': {} },
      Labels: { team: 'platform' },
    },
    history: [
      { created: '2026-10-01T00:00:00Z', created_by: 'ADD rootfs /' },
      { created_by: 'ENV TOKEN', empty_layer: true },
      { created_by: 'COPY app /srv' },
    ],
    ...config,
  });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: ociManifest,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...store(configText) },
    layers,
    annotations,
  });
  return { ...putImage(repository, { manifest, tag: 'v1' }), manifest, configText, layers };
};

const test = base.extend(
  'details',
  ({ registries }) =>
    async (digest: string) =>
      readImageDetails(await registries.sourceRepository(repository.name), accountId, digest),
);

test.beforeEach(({ registries }) => {
  count += 1;
  repository = registries.source.createRepository(`details/r${count}`);
});

test('reads manifest, config, layers with their history, labels and annotations', async ({ details }) => {
  const { digest, manifest, configText, layers } = putBuiltImage({}, { 'org.example': 'yes' });
  const read = await details(digest);
  expect(read).toMatchObject({
    digest,
    kind: 'image',
    uri: `111111111111.dkr.ecr.eu-west-1.amazonaws.com/${repository.name}@${digest}`,
    manifest: { digest, mediaType: ociManifest, size: manifest.length, text: manifest, cut: false },
    annotations: { 'org.example': 'yes' },
    referrers: { kind: 'read', value: [] },
    findings: { kind: 'not-scanned' },
  });
  if (read.content.kind !== 'image' || read.content.config.kind !== 'read') throw new Error('no image');
  const { config, steps, layersSize } = read.content;
  expect(config.value.document.text).toBe(configText);
  expect(config.value.parsed).toEqual({
    platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
    createdAt: '2026-11-01T08:00:00Z',
    user: 'app',
    entrypoint: ['/srv'],
    command: [],
    exposedPorts: ['8080/tcp'],
    environmentNames: ['PATH', 'TOKEN'],
    labels: { team: 'platform' },
  });
  expect(steps.map(({ createdBy, layer }) => [createdBy, layer?.digest])).toEqual([
    ['ADD rootfs /', layers[0]?.digest],
    ['ENV TOKEN', undefined],
    ['COPY app /srv', layers[1]?.digest],
  ]);
  expect(layersSize).toBe('base'.length + 'application'.length);
});

const layer = (name: string) => ({ digest: name, mediaType: layerType, size: 1 });
const line = (created_by: string) => ({ created_by, empty_layer: false });

test('keeps all layers and history lines when their numbers differ', () => {
  expect(joinBuildSteps([layer('a'), layer('b')], [line('one')])).toEqual([
    { createdBy: 'one', layer: layer('a') },
    { layer: layer('b') },
  ]);
  expect(joinBuildSteps([layer('a')], [line('one'), line('two')]).map((step) => step.layer?.digest)).toEqual([
    'a',
    undefined,
  ]);
});

test('lists the children of an index with their platforms', async ({ details }) => {
  const children = [await seedImage(repository, [['a', 5]]), await seedImage(repository, [['b', 5]])];
  const { content, kind } = await details(seedIndex(repository, children, ['multi']));
  expect(kind).toBe('index');
  expect(content).toMatchObject({
    kind: 'index',
    children: children.map(({ digest, manifest }, index) => ({
      digest,
      size: manifest.length,
      platform: { os: 'linux', architecture: index === 0 ? 'amd64' : 'arm64' },
    })),
  });
});

test('returns the config of an artifact as a document only', async ({ details }) => {
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: ociManifest,
    artifactType: 'application/vnd.example.report',
    config: { mediaType: 'application/vnd.oci.empty.v1+json', ...store('{}') },
    layers: [{ mediaType: 'application/json', ...store('[1]') }],
  });
  const read = await details(putImage(repository, { manifest }).digest);
  expect(read).toMatchObject({ kind: 'artifact', artifactType: 'application/vnd.example.report' });
  expect(read.content).toMatchObject({
    kind: 'image',
    config: { kind: 'read', value: { document: { text: '{}' } } },
    steps: [{ layer: { mediaType: 'application/json' } }],
  });
});

test('reads scan findings by severity, and marks them as hidden when they are denied', async ({
  registries,
  details,
}) => {
  const { digest } = putBuiltImage();
  const image = repository.images.get(digest);
  if (!image) throw new Error('no image');
  image.scan = {
    status: 'COMPLETE',
    description: 'The scan was completed successfully.',
    completedAt: new Date('2026-11-02T00:00:00Z'),
    counts: { HIGH: 3, LOW: 1 },
  };
  expect((await details(digest)).findings).toEqual({
    kind: 'scanned',
    at: Date.UTC(2026, 10, 2),
    counts: { HIGH: 3, LOW: 1 },
  });
  image.scan = { ...image.scan, inUse: { clusters: 2, lastAt: new Date('2026-11-03T00:00:00Z') } };
  expect((await details(digest)).findings).toMatchObject({
    inUse: { clusters: 2, lastAt: Date.UTC(2026, 10, 3) },
  });
  image.scan = { status: 'UNSUPPORTED_IMAGE', description: 'Not an operating system.', counts: {} };
  expect((await details(digest)).findings).toEqual({ kind: 'failed', reason: 'Not an operating system.' });
  image.scan = { status: 'IN_PROGRESS', description: '', counts: {} };
  expect((await details(digest)).findings).toEqual({ kind: 'in-progress' });
  registries.ecr.faults.deny({ action: 'ecr:DescribeImageScanFindings' });
  expect((await details(digest)).findings).toEqual({ kind: 'hidden' });
});

test('reads manifests with null members and wrong sizes', async ({ registries, details }) => {
  const built = JSON.parse(putBuiltImage().manifest);
  const sizes = [built.config.size, ...built.layers.map(({ size }: { size: number }) => size)];
  built.config.size = 0;
  for (const each of built.layers) Object.assign(each, { size: 1_000_000, urls: null });
  const manifest = JSON.stringify({ ...built, annotations: null, artifactType: null, subject: null });
  const read = await details(putImage(repository, { manifest }).digest);
  if (read.content.kind !== 'image' || read.content.config.kind !== 'read') throw new Error('no image');
  expect(read.content.config.value.document.size).toBe(sizes[0]);
  expect(read.content.layersSize).toBe(sizes[1] + sizes[2]);
  expect(read.annotations).toEqual({});

  registries.ecr.faults.deny({ action: 'ecr:BatchCheckLayerAvailability' });
  expect((await details(putBuiltImage({ author: 'ana' }).digest)).content).toMatchObject({
    config: { kind: 'read' },
  });
});

test('reads everything else when the config is denied', async ({ registries, details }) => {
  const { digest } = putBuiltImage();
  registries.ecr.faults.deny({ action: 'ecr:GetDownloadUrlForLayer' });
  const { content } = await details(digest);
  expect(content).toMatchObject({
    kind: 'image',
    config: { kind: 'unreadable', error: { code: 'access-denied' } },
    steps: [{ layer: { size: 4 } }, { layer: { size: 11 } }],
  });
});

test('does not download an oversized config, and cuts a long one', async ({ registries, details }) => {
  const long = putBuiltImage({ comment: 'x'.repeat(300_000) });
  const read = await details(long.digest);
  if (read.content.kind !== 'image' || read.content.config.kind !== 'read') throw new Error('no image');
  expect(read.content.config.value.document).toMatchObject({ cut: true, size: long.configText.length });
  expect(read.content.config.value.parsed?.labels).toEqual({ team: 'platform' });

  const endless = putBuiltImage({ comment: 'x'.repeat(5 * 1024 * 1024) });
  registries.ecr.calls.clear();
  expect((await details(endless.digest)).content).toMatchObject({
    config: { kind: 'unreadable', error: { code: 'image-unsupported' } },
  });
  expect(registries.ecr.calls.of('GetDownloadUrlForLayer')).toEqual([]);
});

test('fails with image-not-found for a deleted image', async ({ details }) => {
  await expect(details(`sha256:${'0'.repeat(64)}`)).rejects.toMatchObject({
    data: { code: 'image-not-found' },
  });
});
