import { layerAvailability, addLayer } from './layers.ts';
import type { Registry } from './registry.ts';
import type { Repository } from './repository.ts';

/**
 * Takes a layer over from another repository, as the registry door's `mount` asks: only with BLOB_MOUNTING enabled,
 * within one registry, under the same encryption, and only a layer that an image names there.
 *
 * @returns whether the layer is here now; if not, the client has to upload it
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
