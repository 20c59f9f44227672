import type { Timeouts } from './timeouts.ts';
import { createNetwork } from './create-network.ts';
import type { Network } from './network.ts';

/** A network without any proxy, with the certificates that Node and the system trust. */
export const createDirectNetwork = (timeouts: Timeouts): Network =>
  createNetwork({ timeouts, settings: () => ({ proxyMode: 'none' }), environment: {} });
