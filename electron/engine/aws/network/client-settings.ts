import type { Readable } from 'node:stream';
import type { AwsCredentials, CredentialProvider } from '../profiles/aws-credentials.ts';
import type { EndpointOptions } from '../profiles/custom-endpoint.ts';
import { collectBody } from './collect-body.ts';
import type { Network } from './network.ts';

/** What a client of the SDK is for. */
export interface ClientTarget {
  readonly profile: string;
  readonly region: string;
  readonly endpoint: EndpointOptions;
}

/**
 * Bytes of a response of an API with lists: more than the largest page of DescribeImages, 1,000 images with 1,000 tags of
 * 128 characters. A page of BatchGetImage can exceed it only with 100 manifests of more than 1 MB each.
 */
export const maxListResponse = 128 * 1024 * 1024;

/** Bytes of a response of STS; credentials have a few thousand. */
export const maxStsResponse = 1024 * 1024;

/**
 * The SDK's own collector has no limit, and first loads the web streams of Node.js, to find out whether the body is one;
 * `RoutedRequestHandler` never returns one.
 */
const createStreamCollector = (maxResponse: number) => (body: Readable) => collectBody(body, maxResponse);

/** The settings that every client of the SDK gets. @param maxResponse bytes of a response, above which it is not from AWS. */
export const createClientSettings = (
  { profile, region, endpoint }: ClientTarget,
  credentials: AwsCredentials | CredentialProvider,
  network: Network,
  maxResponse = maxListResponse,
) =>
  ({
    profile,
    region,
    credentials,
    requestHandler: network.requestHandler,
    streamCollector: createStreamCollector(maxResponse),
    customUserAgent: network.userAgent,
    // `auto` requests the region from the instance metadata service.
    defaultsMode: 'legacy',
    // `withRetry` is the only owner of retries.
    maxAttempts: 1,
    ignoreConfiguredEndpointUrls: true,
    ...endpoint,
  }) as const;

export type ClientSettings = ReturnType<typeof createClientSettings>;
