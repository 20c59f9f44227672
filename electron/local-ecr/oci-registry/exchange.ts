import type { IncomingHttpHeaders } from 'node:http';
import type { Layer, Repository, StoredImage } from '../registry/repository.ts';
import type { Registry } from '../registry/registry.ts';

/** One authenticated request to the registry endpoint. */
export interface Exchange {
  readonly registry: Registry;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
  readonly body: AsyncIterable<Uint8Array>;
  /** @returns a URL that serves the layer without credentials for one hour. */
  readonly presign: (repository: Repository, layer: Layer) => string;
  /** Whether a fault makes the endpoint report an upload's range as empty. */
  readonly reportsStaleRange: () => boolean;
  /** Reports a stored manifest, which the rules of the registry replicate. */
  readonly onPush: (repository: Repository, image: StoredImage, tag: string | undefined) => void;
  /** @throws EcrError AccessDeniedException when the caller is not allowed this action of the ECR API. */
  readonly permit: (action: string, repositoryName: string) => void;
}

/** The response. `hang-up` closes the connection without one. */
export type Answer =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: string;
      /** The code of an error response, for the call log. */
      readonly errorCode?: string;
    }
  | { readonly kind: 'hang-up' };

export function answer(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): Answer {
  return { kind: 'response', status, headers, ...(body !== undefined && { body }) };
}
