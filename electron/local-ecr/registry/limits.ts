const mebibyte = 1024 * 1024;

/** ECR's quotas and field limits (service quotas page and service model); sizes in bytes. */
export const limits = {
  /** What InitiateLayerUpload answers as `partSize`. */
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
} as const;

/** What an upload's parts must measure, in bytes. */
export interface PartSizes {
  /** What InitiateLayerUpload answers as `partSize`. */
  readonly proposed: number;
  /** Of every part but the last. */
  readonly smallest: number;
}

/** ECR's own. */
export const ecrPartSizes: PartSizes = { proposed: limits.partSize, smallest: limits.smallestPart };
