import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Timeouts } from '../timeouts.ts';
import type { Network } from './network.ts';

const connections = { keepAlive: true, maxSockets: 64 };

/** A network without any proxy, with the certificates that Node trusts. */
export function directNetwork(timeouts: Timeouts): Network {
  const httpAgent = new HttpAgent(connections);
  const httpsAgent = new HttpsAgent(connections);
  return {
    requestHandler: new NodeHttpHandler({
      connectionTimeout: timeouts.connection,
      requestTimeout: timeouts.request,
      throwOnRequestTimeout: true,
      httpAgent,
      httpsAgent,
    }),
    agentFor: (url) => Promise.resolve(url.startsWith('https:') ? httpsAgent : httpAgent),
  };
}
