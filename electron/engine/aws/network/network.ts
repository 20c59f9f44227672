import type { Agent } from 'node:http';
import type { NodeHttpHandler } from '@smithy/node-http-handler';

/** The one way out of the engine: every client of the SDK, every layer download and every sign-in goes by it. */
export interface Network {
  /** Given to every client of the SDK, the inner ones of credential providers too. A client that is destroyed leaves it open. */
  readonly requestHandler: NodeHttpHandler;
  /**
   * The agent that reaches a URL: with the proxy that its host asks for and the certificates that are trusted.
   *
   * @throws ProxyError when a proxy is asked for that cannot be used.
   */
  getAgent(url: string): Promise<Agent>;
  /** Trusts the certificates of a profile's `ca_bundle` besides the others, from the next connection on. */
  trust(bundle: string): void;
}
