import { setImmediate } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { enforceTlsVerification, tlsVerificationNotice } from '../engine/aws/network/tls-verification.ts';
import { toErrorData } from '../engine/errors/to-error-data.ts';
import type { CliContext, Output } from './terminal/context.ts';
import type { ExitCode } from './terminal/exit-codes.ts';
import { exitCodes } from './terminal/exit-codes.ts';
import { watchInterruptions } from './terminal/interruption.ts';
import { runCli } from './run-cli.ts';
import { describeError } from './text/describe-error.ts';

const written = (output: Output): Promise<void> => new Promise((resolve) => output.write('', resolve));

/** Asks on `stderr`: `stdout` can be piped to another program. */
async function ask(question: string, signal: AbortSignal): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question, { signal });
  } finally {
    terminal.close();
  }
}

/** The program that runs the command. */
interface Program extends Pick<CliContext, 'resourceFolders'> {
  readonly version: string;
  /** Called with a function that interrupts the command. */
  readonly onInterruptible?: (interrupt: () => void) => void;
}

/**
 * Runs a command on the streams, environment and signals of this process. Resolves after all output is written.
 */
export async function runInTerminal(
  args: readonly string[],
  { version, resourceFolders, onInterruptible = () => undefined }: Program,
): Promise<ExitCode> {
  const { stdout, stderr, env } = process;
  if (enforceTlsVerification(env)) stderr.write(`warning: ${tlsVerificationNotice}\n`);
  const { signal, interrupt } = watchInterruptions(process, () => process.exit(exitCodes.interrupted));
  onInterruptible(interrupt);
  // Node.js would print the error unredacted.
  const failStartup = (error: unknown): never => {
    stderr.write(`error: ${describeError(toErrorData(error))}\n`);
    process.exit(exitCodes.failure);
  };
  process.on('uncaughtException', failStartup).on('unhandledRejection', failStartup);
  let outputError: unknown;
  stdout.on('error', (error) => {
    // Without EPIPE, with which the reader closes the pipe, as `| head` does, something is lost that somebody waits for.
    if (!('code' in error) || error.code !== 'EPIPE') outputError ??= error;
    interrupt();
  });
  stderr.on('error', () => undefined);
  // `process.stdin` would open the stream, which few commands read.
  const isAttended = stderr.isTTY && isatty(0);
  const code = await runCli(args, version, {
    environment: env,
    stdout,
    stderr,
    resourceFolders,
    signal,
    ...(isAttended && { ask: (question: string) => ask(question, signal) }),
  });
  if (stdout.writable) await Promise.all([written(stdout), written(stderr)]);
  // The error of the last writes is emitted later.
  await setImmediate();
  if (outputError === undefined) return code;
  const { describeFileError } = await import('../engine/files/describe-file-error.ts');
  stderr.write(
    `error: The output cannot be written. ${describeFileError(outputError)} Nothing was done after that. Write it elsewhere, and run the command again.\n`,
  );
  return exitCodes.failure;
}
