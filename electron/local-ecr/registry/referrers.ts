import { pageOf, compareText, type Page } from './paging.ts';
import type { Repository, StoredImage } from './repository.ts';

/** An entry of ListImageReferrers, and of the registry API's referrers list. */
export interface Referrer {
  readonly digest: string;
  readonly mediaType: string;
  readonly artifactType?: string;
  /** The size of the referring manifest, in bytes. */
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly artifactStatus: 'ACTIVE' | 'ARCHIVED' | 'ACTIVATING';
}

export interface ReferrersRequest {
  readonly subject: string;
  readonly artifactTypes?: readonly string[];
  /** ACTIVE by default. */
  readonly artifactStatus?: 'ACTIVE' | 'ARCHIVED' | 'ACTIVATING' | 'ANY';
  readonly nextToken?: string;
  readonly maxResults: number;
}

/** ListImageReferrers: the images whose `subject` is this digest, whether or not the subject itself exists. */
export function listReferrers(repository: Repository, request: ReferrersRequest): Page<Referrer> {
  const { subject, artifactTypes = [], artifactStatus = 'ACTIVE', nextToken, maxResults } = request;
  const referrers = [...(repository.referrers.get(subject) ?? [])]
    .flatMap((digest) => repository.images.get(digest) ?? [])
    .filter((image) => artifactStatus === 'ANY' || image.status === artifactStatus)
    .map(referrerOf)
    .filter((referrer) => artifactTypes.length === 0 || artifactTypes.includes(referrer.artifactType ?? ''))
    .toSorted((a, b) => compareText(a.digest, b.digest));
  const list = `ListImageReferrers ${repository.arn} ${subject}`;
  return pageOf(referrers, (referrer) => referrer.digest, {
    list,
    maxResults,
    nextToken,
  });
}

function referrerOf(image: StoredImage): Referrer {
  return {
    digest: image.digest,
    mediaType: image.mediaType,
    artifactType: image.artifactMediaType,
    size: Buffer.byteLength(image.manifest),
    annotations: image.annotations,
    artifactStatus: image.status,
  };
}
