import { Command, Help } from 'commander';
import type { DefineCommand } from './definitions/define-command.ts';
import type { CliContext } from './terminal/context.ts';
import type { ExitCode } from './terminal/exit-codes.ts';

const footer = `
Exit codes: 0 everything is at the destination, 1 something failed, 2 wrong usage, 130 interrupted.

Examples:
  $ ecr-image-replicator profiles
  $ ecr-image-replicator images --profile build --source team/api
  $ ecr-image-replicator replicate --source-profile build --source team/api:1.4.0 \\
      --destination-profile production --destination team/api --create-repository`;

/** A command as the list of commands shows it. */
interface CommandEntry {
  readonly name: string;
  /** What stands behind the name, which is known before the command is defined. */
  readonly syntax: string;
  readonly description: string;
  /** Loads what defines the command. */
  readonly load: () => DefineCommand | Promise<DefineCommand>;
}

const defineProfiles: DefineCommand = (command, context, ended) => {
  command.option('--json', 'one profile per line, as JSON').action(async (options: { json?: boolean }) => {
    const { listProfilesCommand } = await import('./commands/profiles.ts');
    ended(await listProfilesCommand(options, context));
  });
};

const readingCommands = () => import('./definitions/reading-commands.ts');
const replicationCommands = () => import('./definitions/replication-commands.ts');

const entries: readonly CommandEntry[] = [
  {
    name: 'profiles',
    syntax: '[options]',
    description: 'list the AWS profiles of this computer',
    load: () => defineProfiles,
  },
  {
    name: 'repositories',
    syntax: '[options]',
    description: 'list the repositories of a registry',
    load: async () => (await readingCommands()).defineRepositories,
  },
  {
    name: 'images',
    syntax: '[options]',
    description: 'list the images of a repository',
    load: async () => (await readingCommands()).defineImages,
  },
  {
    name: 'plan',
    syntax: '[options]',
    description: 'say what replicate would do, and write nothing',
    load: async () => (await replicationCommands()).definePlan,
  },
  {
    name: 'replicate',
    syntax: '[options]',
    description: 'copy images into a repository',
    load: async () => (await replicationCommands()).defineReplicate,
  },
  {
    name: 'export',
    syntax: '[options] <folder>',
    description: 'write the files that replicate in an AWS account of yours, and change nothing at AWS',
    load: async () => (await replicationCommands()).defineExport,
  },
  {
    name: 'execution',
    syntax: '[options] <arn>',
    description: 'say how far an execution of an exported stack is',
    load: async () => (await readingCommands()).defineExecution,
  },
];

const usual = new Help();
const terms = new Map(entries.map(({ name, syntax }) => [name, `${name} ${syntax}`]));

/**
 * Builds the program. Only the command that the arguments name, or ask help about, gets its options: the definitions of
 * the others are not loaded. Calls `ended` with the exit code of the command that ran.
 */
export async function buildProgram(
  args: readonly string[],
  version: string,
  context: CliContext,
  ended: (code: ExitCode) => void,
): Promise<Command> {
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
    .addHelpText('after', footer)
    .configureHelp({
      subcommandTerm: (command) => terms.get(command.name()) ?? usual.subcommandTerm(command),
    });

  const named = args[0] === 'help' ? args[1] : args[0];
  for (const { name, description, load } of entries) {
    const command = program.command(name).description(description);
    if (name === named) (await load())(command, context, ended);
  }
  return program;
}
