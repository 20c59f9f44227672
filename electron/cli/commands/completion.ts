import type { Command } from 'commander';
import { formatBash } from '../completion/bash.ts';
import { describeProgram } from '../completion/describe-program.ts';
import type { ProgramDescription } from '../completion/describe-program.ts';
import { formatFish } from '../completion/fish.ts';
import { formatPowerShell } from '../completion/powershell.ts';
import type { Shell } from '../completion/shells.ts';
import { formatZsh } from '../completion/zsh.ts';
import type { CliContext } from '../terminal/context.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import { exitCodes } from '../terminal/exit-codes.ts';

const formats: Readonly<Record<Shell, (program: ProgramDescription) => string>> = {
  bash: formatBash,
  zsh: formatZsh,
  fish: formatFish,
  powershell: formatPowerShell,
};

/** `completion`: prints the completion script of a shell, made from the definitions of all commands. */
export function completionCommand(shell: Shell, program: Command, { stdout }: CliContext): ExitCode {
  stdout.write(formats[shell](describeProgram(program)));
  return exitCodes.success;
}
