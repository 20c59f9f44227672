import { randomBytes, randomUUID } from 'node:crypto';
import type { Layer, Repository } from '../registry/repository.ts';
import { presign, readPresigned } from './presigned-url.ts';

/** A layer as an object in the bucket of the download server. */
export interface DownloadObject {
  readonly layer: Layer;
  readonly repository: Repository;
  /** Like the key in S3, it does not contain the layer's digest. */
  readonly etag: string;
}

export type DownloadCheck =
  | { readonly kind: 'granted'; readonly object: DownloadObject; readonly serial: number }
  | { readonly kind: 'expired'; readonly expiresAt: number }
  | { readonly kind: 'wrong-signature' };

/** Issues layer URLs and checks the requests for them. */
export class Downloads {
  readonly #origin: URL;
  readonly #secret = randomBytes(32);
  readonly #objects = new Map<string, DownloadObject>();
  readonly #paths = new WeakMap<Layer, string>();
  readonly #expired = new Set<number>();
  #issued = 0;
  #expiredThrough = 0;

  /** @param origin where the download server listens, for example `http://127.0.0.1:43210` */
  constructor(origin: string) {
    this.#origin = new URL(origin);
  }

  /** @returns a URL that serves the layer without credentials for one hour. */
  presign(repository: Repository, layer: Layer): string {
    this.#issued += 1;
    return presign(
      this.#origin,
      this.#pathOf(repository, layer),
      this.#issued,
      repository.region,
      this.#secret,
    );
  }

  check(method: string, url: URL): DownloadCheck {
    const claim = readPresigned(method, this.#origin.host, url, this.#secret);
    const object = this.#objects.get(url.pathname);
    if (!claim || !object) return { kind: 'wrong-signature' };
    const isExpired =
      claim.expiresAt <= Date.now() ||
      claim.serial <= this.#expiredThrough ||
      this.#expired.has(claim.serial);
    if (isExpired) return { kind: 'expired', expiresAt: Math.min(claim.expiresAt, Date.now()) };
    return { kind: 'granted', object, serial: claim.serial };
  }

  /** Makes every URL issued so far expire. */
  expireAll(): void {
    this.#expiredThrough = this.#issued;
  }

  /** Makes one URL expire, by the serial that `check` returned. */
  expire(serial: number): void {
    this.#expired.add(serial);
  }

  #pathOf(repository: Repository, layer: Layer): string {
    const known = this.#paths.get(layer);
    if (known !== undefined) return known;
    const bucketFolder = `${randomBytes(2).toString('hex')}-${repository.registryId}-${randomUUID()}`;
    const path = `/${bucketFolder}/${randomUUID()}`;
    this.#paths.set(layer, path);
    this.#objects.set(path, { layer, repository, etag: `"${randomBytes(16).toString('hex')}-1"` });
    return path;
  }
}
