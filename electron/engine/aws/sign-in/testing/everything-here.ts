import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Network } from '../../network/network.ts';

class AgentTo extends HttpsAgent {
  readonly #port: number;

  constructor(port: number) {
    super();
    this.#port = port;
  }

  override createConnection(): Socket {
    return connect(this.#port, '127.0.0.1');
  }
}

/** A network in which every host, by https too, is this machine's HTTP server: AWS's own host names can be tried out. */
export function everythingHere(host: string): Network {
  const httpsAgent = new AgentTo(Number(host.split(':')[1]));
  const httpAgent = new HttpAgent();
  return {
    requestHandler: new NodeHttpHandler({ httpsAgent, httpAgent }),
    agentFor: (url) => Promise.resolve(url.startsWith('https:') ? httpsAgent : httpAgent),
  };
}
