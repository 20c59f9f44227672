import type { Difference } from '../../../../shared/models/difference.ts';
import type { StoredImages } from '../../ecr/stored-images.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { computeDigest } from '../../manifest/manifest.ts';
import { listTagWrites } from '../put-image.ts';
import type { SourceImage } from '../../image-graph/source-image.ts';
import { collectBlobs, collectManifests } from '../../image-graph/source-image.ts';

/** Everything that the destination must have for an image. */
export interface ExpectedContents {
  readonly manifests: readonly Manifest[];
  readonly layerDigests: readonly string[];
  /** Digests by tag. */
  readonly tags: ReadonlyMap<string, string>;
}

/** Lists what the destination must have after a copy. The tags of referrers are added to `tags`. */
export const collectExpectedContents = (image: SourceImage, tags: readonly string[]): ExpectedContents => ({
  manifests: collectManifests(image),
  layerDigests: collectBlobs(image).map(({ digest }) => digest),
  tags: new Map(listTagWrites(image, tags).map(({ tag, manifest }) => [tag, manifest.digest])),
});

/** Compares manifests byte for byte and tags by digest. */
export function compareImages(
  { manifests, tags }: Pick<ExpectedContents, 'manifests' | 'tags'>,
  stored: StoredImages,
): readonly Difference[] {
  const manifestDifferences = manifests.flatMap(({ digest, text }): readonly Difference[] => {
    const actual = stored.manifests.get(digest);
    if (!actual) return [{ kind: 'manifest-missing', digest }];
    if (actual.text === text) return [];
    return [{ kind: 'manifest-differs', digest, actualDigest: computeDigest(actual.text) }];
  });
  const tagDifferences = [...tags].flatMap(([tag, digest]): readonly Difference[] => {
    const actualDigest = stored.tags.get(tag);
    if (actualDigest === undefined) return [{ kind: 'tag-missing', tag, digest }];
    return actualDigest === digest ? [] : [{ kind: 'tag-elsewhere', tag, digest, actualDigest }];
  });
  return [...manifestDifferences, ...tagDifferences];
}

/** Lists the layers that cannot be pulled. */
export const compareLayers = (
  { layerDigests }: Pick<ExpectedContents, 'layerDigests'>,
  available: ReadonlySet<string>,
): readonly Difference[] =>
  layerDigests
    .filter((digest) => !available.has(digest))
    .map((digest) => ({ kind: 'layer-unavailable', digest }));
