import type { Bandwidth, NetworkShape } from '../../../electron/local-ecr/network/network-shape.ts';

/** A network between the client and the registries. */
export interface BenchNetwork {
  readonly name: string;
  /** Its description in the tables. */
  readonly description: string;
  readonly shape: NetworkShape;
  /** Whether round trips matter more than the machine. */
  readonly isFar: boolean;
  /** Whether one connection fills the link. */
  readonly oneConnectionFills: boolean;
}

/** Bytes per second. */
const megabits = (count: number): number => (count * 1_000_000) / 8;

/** The handshakes of TCP and of TLS 1.3 take one round trip each before the first request. */
const roundTrip = (milliseconds: number): Pick<NetworkShape, 'latencyMs' | 'connectionMs'> => ({
  latencyMs: milliseconds,
  connectionMs: 2 * milliseconds,
});

const both = (bandwidth: Bandwidth): Pick<NetworkShape, 'up' | 'down'> => ({
  up: bandwidth,
  down: bandwidth,
});

export const networks: readonly BenchNetwork[] = [
  {
    name: 'loopback',
    description: 'loopback, unshaped',
    shape: {},
    isFar: false,
    oneConnectionFills: true,
  },
  {
    name: 'lan',
    description: '1 ms, 1 Gbit/s',
    shape: { ...roundTrip(1), ...both({ bytesPerSecondTotal: megabits(1000) }) },
    isFar: false,
    oneConnectionFills: true,
  },
  {
    name: 'even',
    description: '40 ms, 100 Mbit/s both ways',
    shape: { ...roundTrip(40), ...both({ bytesPerSecondTotal: megabits(100) }) },
    isFar: true,
    oneConnectionFills: true,
  },
  {
    name: 'home',
    description: '40 ms, 200 Mbit/s down, 20 up',
    shape: {
      ...roundTrip(40),
      down: { bytesPerSecondTotal: megabits(200) },
      up: { bytesPerSecondTotal: megabits(20) },
    },
    isFar: true,
    oneConnectionFills: true,
  },
  {
    name: 'far',
    description: '150 ms, 50 Mbit/s per connection, 500 in total',
    shape: {
      ...roundTrip(150),
      ...both({ bytesPerSecondPerConnection: megabits(50), bytesPerSecondTotal: megabits(500) }),
    },
    isFar: true,
    oneConnectionFills: false,
  },
];
