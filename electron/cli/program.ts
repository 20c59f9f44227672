import { Command, Option } from 'commander';
import type { ExecutionOptions } from './commands/execution.ts';
import { executionCommand } from './commands/execution.ts';
import type { ExportOptions } from './commands/export.ts';
import { exportCommand, exportTargets } from './commands/export.ts';
import { listImagesCommand } from './commands/images.ts';
import { planCommand } from './commands/plan.ts';
import { listProfilesCommand } from './commands/profiles.ts';
import { replicateCommand } from './commands/replicate.ts';
import { listRepositoriesCommand } from './commands/repositories.ts';
import type { CliContext } from './terminal/context.ts';
import type { ExitCode } from './terminal/exit-codes.ts';
import { parseExecutionName, parseRepositoryName } from './options/option-parsers.ts';
import type { ReplicationCommandOptions } from './options/replication-options.ts';
import { addReplicationOptions, jsonOption } from './options/replication-options.ts';
import type { SourceSideOptions } from './options/side-options.ts';
import { profileOption, registryOptions } from './options/side-options.ts';

const footer = `
Exit codes: 0 everything is at the destination, 1 something failed, 2 wrong usage, 130 interrupted.

Examples:
  $ ecr-image-replicator profiles
  $ ecr-image-replicator images --profile build --source team/api
  $ ecr-image-replicator replicate --source-profile build --source team/api:1.4.0 \\
      --destination-profile production --destination team/api --create-repository`;

/** Builds the commands and their options. Calls `ended` with the exit code of the command that ran. */
export function buildProgram(version: string, context: CliContext, ended: (code: ExitCode) => void): Command {
  const { stdout, stderr } = context;
  const program = new Command('ecr-image-replicator')
    .description('Copies container images between Amazon ECR repositories, digest for digest.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
    })
    .showHelpAfterError('Run it with --help to see the options.')
    .addHelpText('after', footer);

  program
    .command('profiles')
    .description('list the AWS profiles of this computer')
    .addOption(jsonOption('one profile per line, as JSON'))
    .action(async (options: { json?: boolean }) => ended(await listProfilesCommand(options, context)));

  const repositories = program.command('repositories').description('list the repositories of a registry');
  for (const option of registryOptions()) repositories.addOption(option);
  repositories
    .addOption(jsonOption('one repository per line, as JSON'))
    .action(async (options: SourceSideOptions & { json?: boolean }) =>
      ended(await listRepositoriesCommand(options, context)),
    );

  const images = program.command('images').description('list the images of a repository');
  for (const option of registryOptions()) images.addOption(option);
  images
    .requiredOption('--repository, --source <REPO>', 'repository to look into', parseRepositoryName)
    .addOption(jsonOption('one image per line, as JSON'))
    .action(async (options: SourceSideOptions & { source: string; json?: boolean }) =>
      ended(await listImagesCommand(options, context)),
    );

  addReplicationOptions(
    program.command('plan').description('say what replicate would do, and write nothing'),
    'the plan as JSON; one per line and source repository',
  ).action(async (options: ReplicationCommandOptions) => ended(await planCommand(options, context)));

  addReplicationOptions(
    program.command('replicate').description('copy images into a repository'),
    'progress and result as JSON, one object per line',
  ).action(async (options: ReplicationCommandOptions) => ended(await replicateCommand(options, context)));

  addReplicationOptions(
    program
      .command('export')
      .description('write the files that replicate in an AWS account of yours, and change nothing at AWS')
      .argument('<folder>', 'folder for the files, which has to be missing or empty')
      .addOption(
        new Option(
          '--to <TARGET>',
          'aws-stack: a CloudFormation stack with Step Functions, Lambda and CodeBuild',
        )
          .choices(exportTargets)
          .makeOptionMandatory(),
      ),
    'size, cost and files as JSON',
  ).action(async (folder: string, options: ExportOptions) =>
    ended(await exportCommand(folder, options, context)),
  );

  program
    .command('execution')
    .description('say how far an execution of an exported stack is')
    .argument('<arn>', 'execution of Step Functions', parseExecutionName)
    .addOption(profileOption())
    .addOption(jsonOption('the execution as JSON'))
    .action(async (arn: string, options: ExecutionOptions) =>
      ended(await executionCommand(arn, options, context)),
    );

  return program;
}
