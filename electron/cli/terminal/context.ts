/** An output stream of a command, with what is known of its terminal. */
export interface Output {
  /** Within a command it escapes control characters. */
  write(text: string, written?: () => void): boolean;
  /** Writes escape sequences of this app unchanged. Absent on a plain stream, whose `write` does that. */
  readonly writeSequences?: (text: string) => boolean;
  readonly isTTY?: boolean;
  /** The terminal's width in characters, and its height in lines. */
  readonly columns?: number;
  readonly rows?: number;
  /** Whether the terminal supports colors; respects `NO_COLOR` and `FORCE_COLOR`. */
  hasColors?(): boolean;
}

/** The environment, streams and signals of a command. */
export interface CliContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The version of the program, for its requests. */
  readonly version?: string;
  /** The result, and nothing else. */
  readonly stdout: Output;
  /** Progress, warnings and errors. */
  readonly stderr: Output;
  /** Asks a question at the terminal; absent in a script. @throws AbortError when the command is interrupted. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /** Folders that may have the files that come with the program. */
  readonly resourceFolders: readonly string[];
  /** Aborted when the command is interrupted. */
  readonly signal: AbortSignal;
}
