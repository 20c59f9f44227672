import { createHash } from 'node:crypto';
import { bytesBlob } from '../blobs/bytes-blob.ts';
import { addLayer } from '../registry/layers.ts';
import type { Repository } from '../registry/repository.ts';
import { demoLayerDigests, generateDemoLayer } from './demo-layers.ts';

/** A descriptor, by which a manifest references its configuration, its layers or other manifests. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
}

/** Adds small content, for example a configuration, to a repository. */
export function storeBytes(repository: Repository, mediaType: string, bytes: Uint8Array): Descriptor {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  addLayer(repository, digest, bytesBlob(bytes));
  return { mediaType, digest, size: bytes.length };
}

/** Adds a demo layer to a repository, without computing its bytes. */
export function storeDemoLayer(repository: Repository, mediaType: string, name: string): Descriptor {
  const { compressed } = generateDemoLayer(name);
  const { digest } = demoLayerDigests(name);
  addLayer(repository, digest, compressed);
  return { mediaType, digest, size: compressed.size };
}
