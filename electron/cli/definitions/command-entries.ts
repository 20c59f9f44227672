import type { DefineCommand } from './define-command.ts';

/** A command as the list of commands shows it. */
export interface CommandEntry {
  readonly name: string;
  /** What stands behind the name, which is known before the command is defined. */
  readonly syntax: string;
  readonly description: string;
  /** Left out of the help: other programs call it. */
  readonly isHidden?: true;
  /** The command reads the definitions of all commands, which are loaded for it. */
  readonly readsDefinitions?: true;
  /** Loads what defines the command. */
  readonly load: () => DefineCommand | Promise<DefineCommand>;
}

const defineProfiles: DefineCommand = (command, context, ended) => {
  command.option('--json', 'one profile per line, as JSON').action(async (options: { json?: boolean }) => {
    const { listProfilesCommand } = await import('../commands/profiles.ts');
    ended(await listProfilesCommand(options, context));
  });
};

const readingCommands = () => import('./reading-commands.ts');
const replicationCommands = () => import('./replication-commands.ts');
const shellCommands = () => import('./shell-commands.ts');

/** All commands, in the order of the help. */
export const entries: readonly CommandEntry[] = [
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
  {
    name: 'completion',
    syntax: '[options] <shell>',
    description: 'print a script that completes commands, options and profiles in a shell',
    readsDefinitions: true,
    load: async () => (await shellCommands()).defineCompletion,
  },
  {
    name: 'profile-names',
    syntax: '',
    description: 'print what an option for a profile accepts, one name per line',
    isHidden: true,
    load: async () => (await shellCommands()).defineProfileNames,
  },
];
