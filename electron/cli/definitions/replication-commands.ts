import { Option } from 'commander';
import type { ExportOptions, ReplicationCommandOptions } from '../options/replication-options.ts';
import { addReplicationOptions, exportTargets } from '../options/replication-options.ts';
import { parseFolder } from '../options/option-parsers.ts';
import type { DefineCommand } from './define-command.ts';

// The commands that plan a replication.

export const definePlan: DefineCommand = (command, context, ended) => {
  addReplicationOptions(command, 'the plan as JSON; one per line and source repository').action(
    async (options: ReplicationCommandOptions) => {
      const { planCommand } = await import('../commands/plan.ts');
      ended(await planCommand(options, context));
    },
  );
};

export const defineReplicate: DefineCommand = (command, context, ended) => {
  addReplicationOptions(command, 'progress and result as JSON, one object per line').action(
    async (options: ReplicationCommandOptions) => {
      const { replicateCommand } = await import('../commands/replicate.ts');
      ended(await replicateCommand(options, context));
    },
  );
};

export const defineExport: DefineCommand = (command, context, ended) => {
  command
    .argument('<folder>', 'folder for the files, which has to be missing or empty', parseFolder)
    .addOption(
      new Option(
        '--to <TARGET>',
        'aws-stack: a CloudFormation stack with Step Functions, Lambda and CodeBuild',
      )
        .choices(exportTargets)
        .makeOptionMandatory(),
    );
  addReplicationOptions(command, 'size, cost and files as JSON').action(
    async (folder: string, options: ExportOptions) => {
      const { exportCommand } = await import('../commands/export.ts');
      ended(await exportCommand(folder, options, context));
    },
  );
};
