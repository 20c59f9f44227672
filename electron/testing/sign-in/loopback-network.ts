import { Agent as HttpAgent } from 'node:http';
import type { RequestOptions } from 'node:https';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Network } from '../../engine/aws/network/network.ts';

/** Speaks plain HTTP to a port of this machine where a host is asked for by https. */
class AgentTo extends HttpsAgent {
  readonly #portOf: (host: string) => number;

  constructor(portOf: (host: string) => number) {
    super();
    this.#portOf = portOf;
  }

  override createConnection({ host }: RequestOptions): Socket {
    return connect(this.#portOf(host ?? ''), '127.0.0.1');
  }
}

/**
 * A network in which the hosts that are asked for by https are HTTP servers of this machine: so AWS's own host names can
 * be tried out over real sockets.
 */
export function createLoopbackNetwork(portOf: (host: string) => number): Network {
  const httpsAgent = new AgentTo(portOf);
  const httpAgent = new HttpAgent();
  return {
    requestHandler: new NodeHttpHandler({ httpsAgent, httpAgent }),
    getAgent: (url) => Promise.resolve(url.startsWith('https:') ? httpsAgent : httpAgent),
    trust: () => undefined,
  };
}
