/**
 * Limits in milliseconds after which a silent connection fails: without them, calls through a broken VPN never end. They
 * limit silence, never the duration of a transfer, because a slow network is not a failure.
 */
export interface Timeouts {
  /** Until the connection is established. */
  readonly connection: number;
  /** Until the response to a call that a user waits for. */
  readonly answer: number;
  /** Until the response to a call of a transfer: ECR may hash a layer of gigabytes before it responds. */
  readonly request: number;
  /** Without progress while a part or a blob is sent. */
  readonly stalledUpload: number;
  /** Without a byte while a download is read. */
  readonly stalledDownload: number;
}

/** The timeouts of the app, the command line and the function of an exported stack. */
export const defaultTimeouts: Timeouts = {
  connection: 8_000,
  answer: 10_000,
  request: 180_000,
  stalledUpload: 60_000,
  stalledDownload: 30_000,
};
