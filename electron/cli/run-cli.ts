import { CommanderError } from 'commander';
import { printableLine } from '../../shared/text/printable.ts';
import { isAbort, toErrorData } from '../engine/errors/to-error-data.ts';
import type { CliContext } from './terminal/context.ts';
import type { ExitCode } from './terminal/exit-codes.ts';
import { exitCodes } from './terminal/exit-codes.ts';
import { printableContext } from './terminal/printable-context.ts';
import { buildProgram } from './program.ts';
import { describeError } from './text/describe-error.ts';
import { UsageError } from './terminal/usage-error.ts';

function getExitCode(error: unknown, { stderr, signal }: CliContext): ExitCode {
  // The parser has said what there is to say; help that was asked for is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
  if (error instanceof UsageError) {
    stderr.write(`error: ${printableLine(error.message)}\n${printableLine(error.hint)}\n`);
    return exitCodes.usage;
  }
  if (signal.aborted && isAbort(error)) return exitCodes.interrupted;
  stderr.write(`error: ${describeError(toErrorData(error))}\n`);
  return exitCodes.failure;
}

/**
 * Runs one command. Never throws: every failure is reported on `stderr` and in the exit code. Nothing that it writes
 * acts on the terminal but the sequences that redraw its progress.
 */
export async function runCli(
  args: readonly string[],
  version: string,
  givenContext: CliContext,
): Promise<ExitCode> {
  const context = { ...printableContext(givenContext), version };
  let code: ExitCode = exitCodes.success;
  try {
    const program = await buildProgram(args, version, context, (ended) => {
      code = ended;
    });
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return getExitCode(error, context);
  }
}
