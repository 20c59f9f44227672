/** Which calls a fault waits for; what is left out matches everything. */
export interface FaultScope {
  /** AWS's name, such as `PutImage` or `AssumeRole`; `DownloadLayer` for the download door. */
  readonly operation?: string;
  /** The account that owns the registry. */
  readonly accountId?: string;
  readonly region?: string;
  readonly repositoryName?: string;
  /** Any digest that the call names. */
  readonly digest?: string;
}

/** What goes wrong. Bytes are counted within the body of the one request or answer; a shorter body is let through. */
export type FaultEffect =
  /** The call is applied and its answer never arrives: the connection breaks. */
  | { readonly kind: 'lose-answer' }
  | { readonly kind: 'server-error'; readonly status: 500 | 503 }
  /** The connection breaks before the call is applied. */
  | { readonly kind: 'reset-request' }
  /**
   * It breaks while the request's body comes in; at the API door nothing but the operation is known by then. The
   * registry door keeps what had arrived.
   */
  | { readonly kind: 'reset-request-body'; readonly afterBytes: number }
  /** Nothing is applied and nothing answered, until the client gives up or the local ECR closes. */
  | { readonly kind: 'stall' }
  | { readonly kind: 'throttle' }
  | { readonly kind: 'access-denied' }
  /** The call is refused with this name and this message, whatever they contain. */
  | { readonly kind: 'refuse'; readonly name: string; readonly message: string }
  | { readonly kind: 'expired-token' }
  | { readonly kind: 'kms-failure' }
  | { readonly kind: 'limit-exceeded' }
  /** The upload that the call names is gone. */
  | { readonly kind: 'upload-expired' }
  /** The registry door tells of an upload as if nothing had arrived yet (aws/containers-roadmap#2831). */
  | { readonly kind: 'stale-range' }
  /** BatchGetImage returns an image that one request names several times only once, by the first of its names. */
  | { readonly kind: 'merge-images' }
  /** Layers that no image names are removed just before the call. */
  | { readonly kind: 'collect-layers' }
  /** Untagged images that no index names are removed just before the call, as a lifecycle policy does. */
  | { readonly kind: 'delete-untagged' }
  /** The download's URL answers with a redirect to this address; to a URL of the same layer when left out. */
  | {
      readonly kind: 'redirect-download';
      readonly redirect: 301 | 302 | 303 | 307 | 308;
      readonly location?: string;
    }
  /** The download's connection breaks after so many bytes. */
  | { readonly kind: 'reset-download'; readonly afterBytes: number }
  /** The same, and its URL has expired when it is asked again. */
  | { readonly kind: 'expire-download'; readonly afterBytes: number }
  /** One byte of the download is not what was stored. */
  | { readonly kind: 'corrupt-layer'; readonly atByte?: number }
  /** The download comes at no more than this speed. */
  | { readonly kind: 'slow-download'; readonly bytesPerSecond: number }
  /** The download ends, in good order, after so many bytes. */
  | { readonly kind: 'truncate-layer'; readonly afterBytes: number };

export type FaultKind = FaultEffect['kind'];

/** A fault strikes the first `times` matching calls, once when left out. */
export type Fault = FaultEffect & FaultScope & { readonly times?: number };
