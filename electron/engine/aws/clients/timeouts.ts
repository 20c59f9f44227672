/**
 * Milliseconds after which something that does not answer counts as failed. Without them a dead VPN hangs for ever. Only
 * silence is limited, never the time that bytes take: a slow link is no fault.
 */
export interface Timeouts {
  /** To connect. */
  readonly connection: number;
  /** Until the answer to a call that a person waits for. */
  readonly answer: number;
  /** Until the answer to a call of a copy: ECR may hash a layer of gigabytes before it answers. */
  readonly request: number;
  /** In which the connection takes none of the bytes of a part or a blob. */
  readonly stalledUpload: number;
  /** Without a byte of a download, while one is awaited. */
  readonly stalledDownload: number;
}

export const defaultTimeouts: Timeouts = {
  connection: 8_000,
  answer: 10_000,
  request: 180_000,
  stalledUpload: 60_000,
  stalledDownload: 30_000,
};
