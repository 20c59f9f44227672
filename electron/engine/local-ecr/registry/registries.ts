import type { BlobStore } from '../blobs/blob-store.ts';
import { Registry } from './registry.ts';

/** All private registries: one for each account in each region, made when first asked for. */
export class Registries {
  readonly #blobs: BlobStore;
  readonly #registries = new Map<string, Registry>();

  constructor(blobs: BlobStore) {
    this.#blobs = blobs;
  }

  of(accountId: string, region: string): Registry {
    const key = `${accountId} ${region}`;
    const existing = this.#registries.get(key);
    if (existing) return existing;
    const made = new Registry(accountId, region, this.#blobs);
    this.#registries.set(key, made);
    return made;
  }
}
