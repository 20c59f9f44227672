const mebibyte = 1024 * 1024;

/** ECR's quotas and field limits (service quotas page and service model); sizes in bytes. */
export const limits = {
  /** The `partSize` of InitiateLayerUpload. */
  partSize: 10 * mebibyte,
  smallestPart: 5 * mebibyte,
  largestPart: 20 * mebibyte,
  partsPerLayer: 4_200,
  layerSize: 52_000 * mebibyte,
  layersPerImage: 500,
  manifestSize: 4 * mebibyte,
  tagsPerImage: 1_000,
  imagesPerRepository: 100_000,
  repositoriesPerRegistry: 100_000,
  resourceTags: 50,
  replicationRules: 10,
  replicationFilters: 100,
  /** Over all rules of a registry. */
  replicationDestinations: 25,
  /** In progress, for each registry. */
  replicationBackfills: 10,
  creationTemplates: 50,
  registryPolicySize: 10_240,
} as const;

/** Sizes of an upload's parts, in bytes. */
export interface PartSizes {
  /** The `partSize` of InitiateLayerUpload. */
  readonly proposed: number;
  /** The minimum size of every part but the last. */
  readonly smallest: number;
}

/** The sizes of ECR. */
export const ecrPartSizes: PartSizes = { proposed: limits.partSize, smallest: limits.smallestPart };
