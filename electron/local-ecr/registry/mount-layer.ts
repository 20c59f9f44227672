import { layerAvailability, addLayer } from './layers.ts';
import type { Registry } from './registry.ts';
import type { Repository } from './repository.ts';

/**
 * Mounts a layer of another repository, for `mount` of the registry API: only with BLOB_MOUNTING enabled, within one
 * registry, with the same encryption, and only a layer of an image there.
 *
 * @returns whether the repository now has the layer; if not, the client has to upload it
 */
export function mountLayer(registry: Registry, from: Repository, to: Repository, digest: string): boolean {
  const layer = from.layers.get(digest);
  if (!layer || registry.accountSettings.get('BLOB_MOUNTING') !== 'ENABLED') return false;
  if (layer.images.size === 0 || layerAvailability(from, digest) !== 'AVAILABLE') return false;
  const sameEncryption =
    from.encryption.encryptionType === to.encryption.encryptionType &&
    from.encryption.kmsKey === to.encryption.kmsKey;
  if (!sameEncryption) return false;
  addLayer(to, digest, layer.content);
  return true;
}
