import type { Timeouts } from './timeouts.ts';
import { createNetwork } from './create-network.ts';
import type { Network } from './network.ts';

/** Creates a network without a proxy that trusts the certificates of Node and the operating system. */
export const createDirectNetwork = (timeouts: Timeouts): Network =>
  createNetwork({ timeouts, settings: () => ({ proxyMode: 'none' }), environment: {} });
