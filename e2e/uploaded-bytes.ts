import type { LocalEcr } from '../electron/local-ecr/local-ecr.ts';

/** Bytes of layers and configs that came in so far, by whichever door. */
export const uploadedBytes = (ecr: LocalEcr): number =>
  ecr.calls.of('UploadLayerPart', 'CompleteLayerUpload').reduce((sum, { bytes }) => sum + bytes, 0);
