/** What changed or slowed a transfer: a pause, its end, a call that AWS throttled, or another failed call that is repeated. */
export type ThroughputMarkKind = 'paused' | 'resumed' | 'throttled' | 'retried';

export interface ThroughputMark {
  /** Milliseconds since 1970: the end of the sample in which it happened. */
  readonly at: number;
  readonly kind: ThroughputMarkKind;
  /** How often it happened within the sample. */
  readonly count: number;
}

/** Bytes transferred in the last minutes, for a graph. */
export interface Throughput {
  /** Length of a sample in milliseconds. */
  readonly interval: number;
  /** Milliseconds since 1970: the end of the last sample. */
  readonly end: number;
  /** Bytes in each interval, the oldest first; the last one is complete. */
  readonly samples: readonly number[];
  /** The oldest first. */
  readonly marks: readonly ThroughputMark[];
}
