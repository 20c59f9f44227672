/** One line of the log of a transfer. */
export interface LogEntry {
  /** Counts up from 1 within the transfer. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

export interface TransferLog {
  /** The oldest first. */
  readonly entries: readonly LogEntry[];
  /** How many older entries were removed. */
  readonly forgotten: number;
}
