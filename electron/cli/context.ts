/** Where a command writes to; what it knows of the terminal decides how. */
export interface Output {
  /** Within a command: escapes whatever could act on the terminal. */
  write(text: string, written?: () => void): boolean;
  /** Writes escape sequences of this app as they are. Absent on a stream as the system gives it, whose `write` passes them. */
  readonly writeSequences?: (text: string) => boolean;
  readonly isTTY?: boolean;
  /** Characters a line, and lines, of the terminal. */
  readonly columns?: number;
  readonly rows?: number;
  /** Whether colors are wanted: `NO_COLOR` and its like are heeded. */
  hasColors?(): boolean;
}

/** Everything that a command has of the world around it. */
export interface CliContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What was asked for, and nothing else. */
  readonly stdout: Output;
  /** Whatever else there is to say. */
  readonly stderr: Output;
  /** Asks the person at the terminal; absent where nobody sits there. @throws AbortError when the command is interrupted. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /** Aborted when the person, or whoever started the command, interrupts it. */
  readonly signal: AbortSignal;
}
