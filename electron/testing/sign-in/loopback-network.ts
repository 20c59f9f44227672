import { Agent as HttpAgent } from 'node:http';
import type { RequestOptions } from 'node:https';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { formatUserAgent } from '../../engine/aws/network/user-agent.ts';
import type { Network } from '../../engine/aws/network/network.ts';

/** Connects https requests to ports of this computer without TLS. */
class LoopbackAgent extends HttpsAgent {
  readonly #portOf: (host: string) => number;

  constructor(portOf: (host: string) => number) {
    super();
    this.#portOf = portOf;
  }

  override createConnection({ host }: RequestOptions): Socket {
    return connect(this.#portOf(host ?? ''), '127.0.0.1');
  }
}

/** A network that connects https requests to HTTP servers of this computer, for tests with the host names of AWS. */
export function createLoopbackNetwork(portOf: (host: string) => number): Network {
  const httpsAgent = new LoopbackAgent(portOf);
  const httpAgent = new HttpAgent();
  return {
    userAgent: formatUserAgent(),
    requestHandler: new NodeHttpHandler({ httpsAgent, httpAgent }),
    getAgent: (url) => Promise.resolve(url.startsWith('https:') ? httpsAgent : httpAgent),
    trustBundle: () => undefined,
  };
}
