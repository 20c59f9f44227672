import type { CallFacts } from '../calls/call-log.ts';

/** The calls that a fault applies to; an absent member matches everything. */
export interface FaultScope {
  /** The AWS name, for example `PutImage` or `AssumeRole`; `DownloadLayer` for a request to a layer URL. */
  readonly operation?: string;
  /** `registry` is the registry endpoint. */
  readonly service?: CallFacts['service'];
  /** The account that owns the registry. */
  readonly accountId?: string;
  readonly region?: string;
  readonly repositoryName?: string;
  /** Any digest in the request. */
  readonly digest?: string;
}

/** What goes wrong. Bytes are counted within the body of one request or response; shorter bodies are not affected. */
export type FaultEffect =
  /** The call is applied and the connection breaks before the response. */
  | { readonly kind: 'lose-answer' }
  /** The call is applied, and the registry endpoint's response has a body that never ends. */
  | { readonly kind: 'endless-answer' }
  | { readonly kind: 'server-error'; readonly status: 500 | 503 }
  /** The connection breaks before the call is applied. */
  | { readonly kind: 'reset-request' }
  /**
   * The connection breaks within the request's body. At the ECR API only the operation is known at that time. The
   * registry endpoint keeps the bytes that had arrived, unless the fault has `keepsNothing`.
   */
  | { readonly kind: 'reset-request-body'; readonly afterBytes: number; readonly keepsNothing?: boolean }
  /** The call is neither applied nor answered, until the client gives up or the local ECR closes. */
  | { readonly kind: 'stall' }
  | { readonly kind: 'throttle' }
  | { readonly kind: 'access-denied' }
  /** The call fails with this name and this message, whatever they contain. */
  | { readonly kind: 'refuse'; readonly name: string; readonly message: string }
  | { readonly kind: 'expired-token' }
  | { readonly kind: 'kms-failure' }
  | { readonly kind: 'limit-exceeded' }
  /** The call's upload has expired. */
  | { readonly kind: 'upload-expired' }
  /** The registry endpoint reports an upload's range as empty (aws/containers-roadmap#2831). */
  | { readonly kind: 'stale-range' }
  /** BatchGetImage returns an image that one request names several times only once, with the first of its identifiers. */
  | { readonly kind: 'merge-images' }
  /** Layers without an image are removed just before the call. */
  | { readonly kind: 'collect-layers' }
  /** Untagged images outside of an index are removed just before the call, as a lifecycle policy does. */
  | { readonly kind: 'delete-untagged' }
  /** The layer URL redirects to this address; to a URL of the same layer by default. */
  | {
      readonly kind: 'redirect-download';
      readonly redirect: 301 | 302 | 303 | 307 | 308;
      readonly location?: string;
    }
  /** The download's connection breaks after this many bytes. */
  | { readonly kind: 'reset-download'; readonly afterBytes: number }
  /** The download's connection breaks after this many bytes, and its URL has expired at the next request. */
  | { readonly kind: 'expire-download'; readonly afterBytes: number }
  /** One byte of the download differs from the stored one. */
  | { readonly kind: 'corrupt-layer'; readonly atByte?: number }
  /** The download is limited to this speed. */
  | { readonly kind: 'slow-download'; readonly bytesPerSecond: number }
  /** The download sends the whole layer whatever range is requested, as through a proxy that scans whole files. */
  | { readonly kind: 'ignore-range' }
  /** The download ends without an error after this many bytes. */
  | { readonly kind: 'truncate-layer'; readonly afterBytes: number };

export type FaultKind = FaultEffect['kind'];

/** A fault applies to `times` matching calls, one by default, after `afterCalls` that it leaves alone, none by default. */
export type Fault = FaultEffect & FaultScope & { readonly times?: number; readonly afterCalls?: number };
