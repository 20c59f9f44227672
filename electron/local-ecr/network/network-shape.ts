/** In bytes per second; an absent member is unlimited. */
export interface Bandwidth {
  readonly bytesPerSecondPerConnection?: number;
  readonly bytesPerSecondTotal?: number;
}

/** The speed of the network between the client and the local ECR; empty for unlimited. */
export interface NetworkShape {
  /** Added once to every request: one round trip. */
  readonly latencyMs?: number;
  /** Added to the first request of each connection: the round trips of the TCP and TLS handshakes. */
  readonly connectionMs?: number;
  /** From the client: bodies of API and registry requests. */
  readonly up?: Bandwidth;
  /** To the client: layer downloads. Other responses are small and not limited. */
  readonly down?: Bandwidth;
}

export type Direction = 'up' | 'down';
