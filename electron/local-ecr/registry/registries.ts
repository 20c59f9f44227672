import type { BlobStorage } from '../blobs/blob-store.ts';
import type { PartSizes } from './limits.ts';
import { Registry } from './registry.ts';

/** All private registries: one for each account and region, created at the first use. */
export class Registries {
  readonly #blobs: BlobStorage;
  readonly #parts: PartSizes | undefined;
  readonly #registries = new Map<string, Registry>();

  constructor(blobs: BlobStorage, parts?: PartSizes) {
    this.#blobs = blobs;
    this.#parts = parts;
  }

  of(accountId: string, region: string): Registry {
    const key = `${accountId} ${region}`;
    const existing = this.#registries.get(key);
    if (existing) return existing;
    const made = new Registry(accountId, region, this.#blobs, this.#parts);
    this.#registries.set(key, made);
    return made;
  }

  /** Removes every registry and its content. */
  async clear(): Promise<void> {
    await this.discardUploads();
    this.#registries.clear();
  }

  /** Discards every incomplete upload, so that none keeps its file open. */
  async discardUploads(): Promise<void> {
    const repositories = [...this.#registries.values()].flatMap((registry) => [
      ...registry.repositories.values(),
    ]);
    const uploads = repositories.flatMap((repository) => [...repository.uploads.values()]);
    await Promise.all(uploads.map(async (upload) => upload.blob.discard()));
  }
}
