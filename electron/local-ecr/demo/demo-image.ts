import { putImage } from '../registry/put-image.ts';
import type { ImageScan, Repository, StoredImage } from '../registry/repository.ts';
import { demoLayerDigests } from './demo-layers.ts';
import { storeBytes, storeDemoLayer, type Descriptor } from './store-blob.ts';

/** A build step of an image: its layer, if any, and its line in the image history. */
export interface BuildStep {
  readonly layer?: string;
  readonly line: string;
}

/** The content of a demo image's configuration. */
export interface DemoImage {
  readonly architecture: 'amd64' | 'arm64';
  readonly steps: readonly BuildStep[];
  readonly environment: readonly string[];
  readonly command: readonly string[];
  readonly port?: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** The tags of an image, none for an untagged one, and its push time. */
export interface Placement {
  readonly tags: readonly string[];
  readonly pushedAt: Date;
}

/** The media types of an image: of the OCI specification, or of Docker. */
export type ImageFormat = 'oci' | 'docker';

const mediaTypes = {
  oci: {
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    index: 'application/vnd.oci.image.index.v1+json',
  },
  docker: {
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    index: 'application/vnd.docker.distribution.manifest.list.v2+json',
  },
} as const;

/** A fixed time, as in reproducible builds: the same image always has the same digest. */
const created = '2026-01-01T00:00:00Z';

/** Adds an image for one platform, with everything it references, to a repository. */
export function putDemoImage(
  repository: Repository,
  image: DemoImage,
  placement: Placement,
  format: ImageFormat = 'oci',
): StoredImage {
  const types = mediaTypes[format];
  const config = storeBytes(repository, types.config, Buffer.from(JSON.stringify(configurationOf(image))));
  const layers = layersOf(image).map((layer) => storeDemoLayer(repository, types.layer, layer));
  const manifest = { schemaVersion: 2, mediaType: types.manifest, config, layers };
  const stored = putManifest(repository, manifest, placement);
  if (repository.settings.scanOnPush) stored.scan = demoScan(image, placement.pushedAt);
  return stored;
}

/** The demo scans and runs nothing: the numbers of findings and of clusters follow from the number of layers. */
const demoScan = ({ steps }: DemoImage, completedAt: Date): ImageScan => ({
  status: 'COMPLETE',
  description: 'The scan was completed successfully.',
  completedAt,
  counts: { HIGH: steps.length % 3, MEDIUM: steps.length, LOW: steps.length * 2 },
  inUse: { clusters: steps.length % 4, lastAt: completedAt },
});

/** Adds an index of images to a repository; the images have no tags of their own. */
export function putDemoIndex(
  repository: Repository,
  images: readonly DemoImage[],
  placement: Placement,
): StoredImage {
  const manifests = images.map((image) => {
    const child = putDemoImage(repository, image, { tags: [], pushedAt: placement.pushedAt });
    const platform = { architecture: image.architecture, os: 'linux' };
    return { ...descriptorOf(child), platform };
  });
  return putManifest(repository, { schemaVersion: 2, mediaType: mediaTypes.oci.index, manifests }, placement);
}

/** Stores a manifest and sets its tags one by one, as a push does. */
export function putManifest(repository: Repository, manifest: object, placement: Placement): StoredImage {
  const { tags, pushedAt } = placement;
  const text = JSON.stringify(manifest, undefined, 2);
  const [firstTag, ...moreTags] = tags;
  const image = putImage(repository, {
    manifest: text,
    pushedAt,
    ...(firstTag !== undefined && { tag: firstTag }),
  });
  for (const tag of moreTags) putImage(repository, { manifest: text, tag });
  return image;
}

export function descriptorOf(image: StoredImage): Descriptor {
  return { mediaType: image.mediaType, digest: image.digest, size: Buffer.byteLength(image.manifest) };
}

function configurationOf(image: DemoImage): object {
  const { architecture, steps, environment, command, port, labels } = image;
  return {
    architecture,
    os: 'linux',
    created,
    config: {
      User: 'service',
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...environment],
      Cmd: command,
      WorkingDir: '/srv',
      Labels: labels,
      ...(port !== undefined && { ExposedPorts: { [`${port}/tcp`]: {} } }),
    },
    rootfs: { type: 'layers', diff_ids: layersOf(image).map((layer) => demoLayerDigests(layer).diffId) },
    history: steps.map(({ layer, line }) => ({
      created,
      created_by: line,
      ...(layer === undefined && { empty_layer: true }),
    })),
  };
}

const layersOf = (image: DemoImage): readonly string[] =>
  image.steps.flatMap((step) => (step.layer === undefined ? [] : [step.layer]));
