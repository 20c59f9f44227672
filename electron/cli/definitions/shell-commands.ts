import { Argument } from 'commander';
import type { Shell } from '../completion/shells.ts';
import { shells } from '../completion/shells.ts';
import type { DefineCommand } from './define-command.ts';

// The commands that shells use.

export const defineCompletion: DefineCommand = (command, context, ended) => {
  command
    .addArgument(new Argument('<shell>', 'shell that loads the script').choices(shells))
    .action(async (shell: Shell) => {
      const { completionCommand } = await import('../commands/completion.ts');
      ended(completionCommand(shell, command.parent ?? command, context));
    });
};

export const defineProfileNames: DefineCommand = (command, context, ended) => {
  command.action(async () => {
    const { profileNamesCommand } = await import('../commands/profile-names.ts');
    ended(await profileNamesCommand(context));
  });
};
