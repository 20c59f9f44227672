import type { ReplicationRequest } from '../../shared/models/plan.ts';
import { imageManifest, imageMediaType, indexMediaType, seedLayer } from '../local-ecr/testing/seed.ts';
import { addLayer } from '../local-ecr/registry/layers.ts';
import { putImage } from '../local-ecr/registry/put-image.ts';
import type { Repository } from '../local-ecr/registry/repository.ts';

/** Layers that images share: each has `sharedPerImage` consecutive ones of this number. */
const sharedLayers = 200;
const sharedPerImage = 6;
const ownPerImage = 2;

const platforms = ['amd64', 'arm64'] as const;

/** Requests the images that `seedManyImages` seeded, with the same tags, in their order. */
export const requestManyImages = ({ tags }: Repository): ReplicationRequest['images'] =>
  [...tags].flatMap(([tag, digest]) =>
    tag.startsWith('v') ? { digest, sourceTags: [tag], destinationTags: [tag] } : [],
  );

/**
 * Seeds tagged images `v0`, `v1`, …: every fifth is an index of two platforms, and every twentieth has a referrer, in
 * turn by `subject` and by tag. Each manifest has a config and eight layers, two of them its own.
 */
export function seedManyImages(repository: Repository, number: number): void {
  const shared = Array.from({ length: sharedLayers }, (_, index) => seedLayer(repository, `base ${index}`));
  const imageText = (name: string, place: number, more: object = {}): string => {
    const start = (place * 7) % (sharedLayers - sharedPerImage);
    const own = Array.from({ length: ownPerImage }, (_, index) => seedLayer(repository, `${name} ${index}`));
    const config = seedLayer(repository, `{"config":"${name}"}`);
    return imageManifest(config, [...shared.slice(start, start + sharedPerImage), ...own], more);
  };
  const putIndex = (place: number) => {
    const manifests = platforms.map((architecture) => {
      const manifest = imageText(`${place} ${architecture}`, place);
      const { digest } = putImage(repository, { manifest });
      const platform = { architecture, os: 'linux' };
      return { mediaType: imageMediaType, digest, size: manifest.length, platform };
    });
    const manifest = JSON.stringify({ schemaVersion: 2, mediaType: indexMediaType, manifests });
    return putImage(repository, { manifest, tag: `v${place}` });
  };
  for (let place = 0; place < number; place++) {
    const { digest, manifest } =
      place % 5 === 0
        ? putIndex(place)
        : putImage(repository, { manifest: imageText(`${place}`, place), tag: `v${place}` });
    if (place % 20 !== 1) continue;
    const subject = { mediaType: imageMediaType, digest, size: manifest.length };
    const config = seedLayer(repository, '{}');
    const referrer = (more: object) =>
      imageManifest(config, [seedLayer(repository, `referrer ${place}`)], more);
    putImage(
      repository,
      place % 40 === 1
        ? { manifest: referrer({ subject }) }
        : { manifest: referrer({}), tag: `${digest.replace(':', '-')}.sig` },
    );
  }
}

/** Gives the other repository all layers, without a manifest that names them. */
export function copyLayers({ layers }: Repository, to: Repository): void {
  for (const [digest, { content }] of layers) addLayer(to, digest, content);
}

/** Gives the other repository all layers, images and tags. */
export function copyRepository(from: Repository, to: Repository): void {
  const { images, tags } = from;
  copyLayers(from, to);
  for (const { manifest } of images.values()) putImage(to, { manifest });
  for (const [tag, digest] of tags) putImage(to, { manifest: images.get(digest)?.manifest ?? '', tag });
}
