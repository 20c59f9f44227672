import type { Plan, PlannedImage, PlannedManifest } from '../../../shared/models/plan.ts';
import { imageUri } from '../../../shared/models/reference.ts';

/** The URIs under which an image can be pulled from the destination: one for each tag, or the one with its digest. */
export function destinationUris(
  { destination }: Plan,
  digest: string,
  tags: readonly string[],
): readonly string[] {
  const reference = {
    accountId: destination.registryId,
    region: destination.region,
    repositoryName: destination.repository.name,
  };
  return tags.length > 0
    ? tags.map((tag) => imageUri({ ...reference, tag }))
    : [imageUri({ ...reference, digest })];
}

/** Every manifest that is put for an image: its own and those of its referrers. */
export const manifestsOfPlanned = ({ manifests, referrers }: PlannedImage): readonly PlannedManifest[] => [
  ...manifests,
  ...referrers.flatMap((referrer) => referrer.manifests),
];

/** Digests of every blob of an image and of its referrers, each once. */
export const listBlobDigests = (image: PlannedImage): readonly string[] => [
  ...new Set(manifestsOfPlanned(image).flatMap(({ blobs }) => blobs)),
];

/** The tags that an image gets at the destination. */
export const plannedTags = ({ tags }: PlannedImage): readonly string[] => tags.map(({ tag }) => tag);
