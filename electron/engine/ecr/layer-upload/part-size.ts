/** ECR takes at most this many parts per layer (service quotas). */
const mostParts = 4_200;
/** UploadLayerPart takes at most this many bytes (API reference, layerPartBlob). */
const largestPart = 20 * 1024 * 1024;

/**
 * The part size for a layer: what ECR proposed, or more where that many parts would not do.
 * Sizes in bytes.
 */
export const partSizeFor = (layerSize: number, proposed: number): number =>
  Math.min(largestPart, Math.max(proposed, Math.ceil(layerSize / mostParts)));
