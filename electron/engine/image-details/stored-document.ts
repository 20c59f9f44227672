import type { StoredDocument } from '../../../shared/models/image-details.ts';

/** Characters that are shown; longer documents are for a download, not for a window. */
const maxShown = 256 * 1024;

export const storedDocument = (digest: string, mediaType: string, bytes: Buffer): StoredDocument => {
  const text = bytes.toString('utf8');
  return {
    digest,
    mediaType,
    size: bytes.length,
    text: text.slice(0, maxShown),
    cut: text.length > maxShown,
  };
};
