import type { Agent } from 'node:http';
import type { NodeHttpHandler } from '@smithy/node-http-handler';

/** The connections of the engine: every SDK client, layer download and sign-in uses them. */
export interface Network {
  /** The request handler of every SDK client, including those inside credential providers. Destroying a client does not close it. */
  readonly requestHandler: NodeHttpHandler;
  /** The header User-Agent of every request, which clients of the SDK add to their own. */
  readonly userAgent: string;
  /**
   * The agent for a URL, with the proxy for its host and the trusted certificates.
   *
   * @throws ProxyError when the configured proxy is not supported.
   */
  getAgent(url: string): Promise<Agent>;
  /** Adds the certificates of a profile's `ca_bundle` to the trusted ones, for new connections. */
  trustBundle(bundle: string): void;
}
