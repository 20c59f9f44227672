import type { Readable } from 'node:stream';
import type { AwsCredentials, CredentialProvider } from '../profiles/aws-credentials.ts';
import type { EndpointOptions } from '../profiles/custom-endpoint.ts';
import type { Network } from './network.ts';

/** What a client of the SDK is for. */
export interface ClientTarget {
  readonly profile: string;
  readonly region: string;
  readonly endpoint: EndpointOptions;
}

/**
 * Collects the body of a response. The SDK's own collector first loads the web streams of Node.js, to find out whether the
 * body is one; `RoutedRequestHandler` never returns one.
 */
export const streamCollector = (body: Readable): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    body
      .on('data', (chunk: Uint8Array) => chunks.push(chunk))
      .once('end', () => resolve(Buffer.concat(chunks)))
      .once('error', reject);
  });

/** The settings that every client of the SDK gets. */
export const createClientSettings = (
  { profile, region, endpoint }: ClientTarget,
  credentials: AwsCredentials | CredentialProvider,
  network: Network,
) =>
  ({
    profile,
    region,
    credentials,
    requestHandler: network.requestHandler,
    streamCollector,
    customUserAgent: network.userAgent,
    // `auto` requests the region from the instance metadata service.
    defaultsMode: 'legacy',
    // `withRetry` is the only owner of retries.
    maxAttempts: 1,
    ignoreConfiguredEndpointUrls: true,
    ...endpoint,
  }) as const;

export type ClientSettings = ReturnType<typeof createClientSettings>;
