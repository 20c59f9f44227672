/** In bytes per second; what is left out is unlimited. */
export interface Bandwidth {
  readonly bytesPerSecondPerConnection?: number;
  readonly bytesPerSecondTotal?: number;
}

/** How slow the network between the client and the local ECR is; empty for as fast as the machine. */
export interface NetworkShape {
  /** Added once to every request: a round trip. */
  readonly latencyMs?: number;
  /** Added to the first request of each connection: the round trips in which TCP and TLS shake hands. */
  readonly connectionMs?: number;
  /** From the client: API and registry request bodies. */
  readonly up?: Bandwidth;
  /** To the client: layer downloads. Answers are small and go as they are. */
  readonly down?: Bandwidth;
}

export type Direction = 'up' | 'down';
