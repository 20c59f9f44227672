/** Milliseconds after which something that does not answer counts as failed. Without them a dead VPN hangs for ever. */
export interface Timeouts {
  /** To connect. */
  readonly connection: number;
  /** For one call of the API, its request included. */
  readonly request: number;
  /** Without a byte of a download, while one is awaited. */
  readonly stalledDownload: number;
}

/** A 28 MB part on a slow uplink needs its minutes. */
export const defaultTimeouts: Timeouts = { connection: 8_000, request: 180_000, stalledDownload: 30_000 };
