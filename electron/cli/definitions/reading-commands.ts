import { parseExecutionName, parseRepositoryName } from '../options/option-parsers.ts';
import type { SourceSideOptions } from '../options/side-options.ts';
import { profileOption, registryOptions } from '../options/side-options.ts';
import type { ExecutionOptions } from '../commands/execution.ts';
import type { DefineCommand } from './define-command.ts';

// The commands that ask AWS and change nothing.

export const defineRepositories: DefineCommand = (command, context, ended) => {
  for (const option of registryOptions()) command.addOption(option);
  command
    .option('--json', 'one repository per line, as JSON')
    .action(async (options: SourceSideOptions & { json?: boolean }) => {
      const { listRepositoriesCommand } = await import('../commands/repositories.ts');
      ended(await listRepositoriesCommand(options, context));
    });
};

export const defineImages: DefineCommand = (command, context, ended) => {
  for (const option of registryOptions()) command.addOption(option);
  command
    .requiredOption('--repository, --source <REPO>', 'repository to look into', parseRepositoryName)
    .option('--json', 'one image per line, as JSON')
    .action(async (options: SourceSideOptions & { source: string; json?: boolean }) => {
      const { listImagesCommand } = await import('../commands/images.ts');
      ended(await listImagesCommand(options, context));
    });
};

export const defineExecution: DefineCommand = (command, context, ended) => {
  command
    .argument('<arn>', 'execution of Step Functions', parseExecutionName)
    .addOption(profileOption())
    .option('--json', 'the execution as JSON')
    .action(async (arn: string, options: ExecutionOptions) => {
      const { executionCommand } = await import('../commands/execution.ts');
      ended(await executionCommand(arn, options, context));
    });
};
