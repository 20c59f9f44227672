import type { IncomingHttpHeaders } from 'node:http';
import type { Layer, Repository } from '../registry/repository.ts';
import type { Registry } from '../registry/registry.ts';
/** One request at the registry door, after its caller is known to be allowed in. */
export interface Exchange {
  readonly registry: Registry;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
  readonly body: AsyncIterable<Uint8Array>;
  /** A URL from which the layer can be fetched without credentials for a while. */
  readonly presign: (repository: Repository, layer: Layer) => string;
  /** Whether a fault has the door tell of an upload as if nothing had arrived. */
  readonly tellsStaleRange: () => boolean;
  /** @throws EcrError AccessDeniedException when the caller may not perform this action of the ECR API */
  readonly permit: (action: string, repositoryName: string) => void;
}
/** What the door answers. `hang-up` closes the connection without a word. */
export type Answer =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: string;
      /** Of a refusal, for the call log. */
      readonly errorCode?: string;
    }
  | {
      readonly kind: 'hang-up';
    };
export declare function answer(
  status: number,
  headers?: Readonly<Record<string, string>>,
  body?: string,
): Answer;
