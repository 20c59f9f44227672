import type { Command } from 'commander';
import type { CliContext } from '../terminal/context.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';

/**
 * Gives a command its options, arguments and action. The action imports what runs the command, so that help loads none of
 * it, and calls `ended` with the exit code.
 */
export type DefineCommand = (command: Command, context: CliContext, ended: (code: ExitCode) => void) => void;
