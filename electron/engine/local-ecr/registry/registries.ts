import type { BlobStorage } from '../blobs/blob-store.ts';
import { Registry } from './registry.ts';

/** All private registries: one for each account in each region, made when first asked for. */
export class Registries {
  readonly #blobs: BlobStorage;
  readonly #registries = new Map<string, Registry>();

  constructor(blobs: BlobStorage) {
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

  /** Removes every registry with all that is in it. */
  async clear(): Promise<void> {
    await this.discardUploads();
    this.#registries.clear();
  }

  /** Gives up every upload under way, so that none keeps its file open. */
  async discardUploads(): Promise<void> {
    const repositories = [...this.#registries.values()].flatMap((registry) => [
      ...registry.repositories.values(),
    ]);
    const uploads = repositories.flatMap((repository) => [...repository.uploads.values()]);
    await Promise.all(uploads.map(async (upload) => upload.blob.discard()));
  }
}
