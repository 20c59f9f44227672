/** Bytes transferred in the last minutes, for a graph. */
export interface Throughput {
  /** Length of a sample in milliseconds. */
  readonly interval: number;
  /** Milliseconds since 1970: the end of the last sample. */
  readonly end: number;
  /** Bytes in each interval, the oldest first; the last one is complete. */
  readonly samples: readonly number[];
}
