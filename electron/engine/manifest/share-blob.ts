import type { BlobDescriptor, ShareBlob } from './manifest.ts';

/** Creates a function by which manifests share the descriptors of the blobs that they share, in memory too. */
export function createShareBlob(): ShareBlob {
  const blobs = new Map<string, BlobDescriptor>();
  const mediaTypes = new Map<string, string>();
  return (blob) => {
    const known = blobs.get(blob.digest);
    if (known?.size === blob.size && known.mediaType === blob.mediaType && known.kind === blob.kind)
      return known;
    const mediaType = mediaTypes.get(blob.mediaType) ?? blob.mediaType;
    mediaTypes.set(mediaType, mediaType);
    const shared = { ...blob, mediaType };
    blobs.set(blob.digest, shared);
    return shared;
  };
}
