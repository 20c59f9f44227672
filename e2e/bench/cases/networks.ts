import type { NetworkShape } from '../../../electron/local-ecr/network/network-shape.ts';
import type { LinkShape } from '../network/link.ts';

/** A network between the client and the registries, the same in both directions but for the loss. */
export interface BenchNetwork {
  readonly name: string;
  /** Its description in the tables. */
  readonly description: string;
  /** Absent on the loopback, which is not shaped. */
  readonly link?: {
    readonly bitsPerSecond: number;
    readonly roundTripMs: number;
    /** The share of segments that are lost on the way to the client. */
    readonly loss?: number;
  };
}

export const networks = {
  loopback: { name: 'loopback', description: 'loopback' },
  lan: {
    name: 'lan',
    description: '1 Gbit/s, 1 ms',
    link: { bitsPerSecond: 1e9, roundTripMs: 1 },
  },
  distant: {
    name: 'distant',
    description: '100 Mbit/s, 40 ms',
    link: { bitsPerSecond: 100e6, roundTripMs: 40 },
  },
  lossy: {
    name: 'lossy',
    description: '300 Mbit/s, 120 ms, 0.5 % lost on the way down',
    link: { bitsPerSecond: 300e6, roundTripMs: 120, loss: 0.005 },
  },
} as const satisfies Readonly<Record<string, BenchNetwork>>;

/** A queue for the bytes of one round trip, or for a few packets of 64 KB. */
const smallestQueue = 1_000_000;

export function toLinkShape({ link }: BenchNetwork): LinkShape {
  if (!link) return {};
  const { bitsPerSecond, roundTripMs, loss = 0 } = link;
  const queueBytes = Math.max(smallestQueue, (bitsPerSecond / 8) * (roundTripMs / 1000));
  const up = { bitsPerSecond, delayMs: roundTripMs / 2, queueBytes };
  return { up, down: { ...up, loss } };
}

/** The same for the local ECR where no namespaces are available; it cannot lose anything. */
export function toNetworkShape({ link }: BenchNetwork): NetworkShape {
  if (!link) return {};
  const bandwidth = { bytesPerSecondTotal: link.bitsPerSecond / 8 };
  return {
    latencyMs: link.roundTripMs,
    // TCP and TLS 1.3 take one round trip each before the first request.
    connectionMs: 2 * link.roundTripMs,
    up: bandwidth,
    down: bandwidth,
  };
}
