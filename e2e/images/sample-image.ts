import { addJson, createLayout, setRoot, type Descriptor } from './oci-layout.ts';
import { addLayer, binaryFile, textFile, type SampleLayer } from './sample-layer.ts';

/** An image or index in an OCI layout directory. */
export interface SampleImage {
  /** The path of the OCI layout. */
  readonly directory: string;
  /** Digest of the image's manifest, or of the index. */
  readonly digest: string;
  readonly mediaType: string;
  /** Digests of the platforms' manifests; none for a single image. */
  readonly children: readonly string[];
  /** Every configuration and layer, each once. */
  readonly blobs: readonly Descriptor[];
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';
const created = '2026-01-01T00:00:00Z';

/** Creates an image for linux/amd64 from real files: four layers, one of them over 30 MB. The same bytes every time. */
export async function buildSampleImage(directory: string): Promise<SampleImage> {
  await createLayout(directory);
  const layers = [
    await baseLayer(directory),
    await addLayer(directory, 'COPY runtime /usr/lib/runtime', [
      binaryFile('usr/lib/runtime/libruntime.so.4', 32 * 1024 * 1024),
      textFile('usr/lib/runtime/VERSION', '4.2.0\n'),
    ]),
    await addLayer(directory, 'RUN install dependencies', [
      binaryFile('app/vendor/charset.dat', 3 * 1024 * 1024),
      textFile('app/vendor/LICENSE', 'Permission is granted to use these samples for tests.\n'.repeat(200)),
    ]),
    await appLayer(directory),
  ];
  const { manifest, config } = await addImage(directory, 'amd64', layers);
  await setRoot(directory, manifest);
  return {
    directory,
    digest: manifest.digest,
    mediaType: manifestType,
    children: [],
    blobs: [config, ...layers.map((layer) => layer.descriptor)],
  };
}

/** Creates an index of two images, linux/amd64 and linux/arm64, which share two of their three layers. */
export async function buildSampleIndex(directory: string): Promise<SampleImage> {
  await createLayout(directory);
  const [base, app] = [await baseLayer(directory), await appLayer(directory)];
  const blobs = [base.descriptor, app.descriptor];
  const manifests: Descriptor[] = [];
  for (const architecture of ['amd64', 'arm64']) {
    const runtime = await addLayer(directory, 'COPY runtime /usr/lib/runtime', [
      binaryFile(`usr/lib/runtime/${architecture}.so`, 6 * 1024 * 1024),
    ]);
    const { manifest, config } = await addImage(directory, architecture, [base, runtime, app]);
    manifests.push({ ...manifest, platform: { architecture, os: 'linux' } });
    blobs.push(runtime.descriptor, config);
  }
  const index = await addJson(directory, indexType, { schemaVersion: 2, mediaType: indexType, manifests });
  await setRoot(directory, index);
  return {
    directory,
    digest: index.digest,
    mediaType: indexType,
    children: manifests.map((manifest) => manifest.digest),
    blobs,
  };
}

const baseLayer = async (directory: string): Promise<SampleLayer> =>
  addLayer(directory, 'ADD rootfs.tar /', [
    textFile('etc/os-release', 'NAME="Sample Linux"\nID=sample\nVERSION_ID="12"\n'),
    textFile('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/app:/bin/sh\n'),
    textFile('bin/hello', '#!/bin/sh\necho "hello"\n'),
    binaryFile('usr/share/zoneinfo/tzdata.zi', 120_000),
  ]);

const appLayer = async (directory: string): Promise<SampleLayer> =>
  addLayer(directory, 'COPY . /app', [
    textFile('app/package.json', JSON.stringify({ name: 'sample', version: '1.0.0', main: 'server.js' })),
    textFile('app/server.js', "require('http').createServer((_, res) => res.end('hello')).listen(8080);\n"),
  ]);

async function addImage(
  directory: string,
  architecture: string,
  layers: readonly SampleLayer[],
): Promise<{ manifest: Descriptor; config: Descriptor }> {
  const config = await addJson(directory, 'application/vnd.oci.image.config.v1+json', {
    created,
    architecture,
    os: 'linux',
    config: { Env: ['PATH=/usr/bin:/bin'], Cmd: ['/bin/hello'], WorkingDir: '/app' },
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) },
    history: layers.map((layer) => ({ created, created_by: layer.createdBy })),
  });
  const manifest = await addJson(directory, manifestType, {
    schemaVersion: 2,
    mediaType: manifestType,
    config,
    layers: layers.map((layer) => layer.descriptor),
  });
  return { manifest, config };
}
