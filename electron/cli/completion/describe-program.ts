import type { Argument, Command, Option } from 'commander';
import { partitions } from '../../../shared/models/regions.ts';

/** What can stand for the value of an option or for an argument. */
export type ValueKind =
  /** A name that `profile-names` prints. */
  | { readonly kind: 'profile' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Nothing that could be completed. */
  | { readonly kind: 'text' };

export interface OptionDescription {
  /** `--json`, or both names where an option has a second one. */
  readonly names: readonly string[];
  /** `<FOLDER>`; undefined for an option without a value. */
  readonly placeholder: string | undefined;
  readonly value: ValueKind | undefined;
  /** The only values that are accepted; undefined where others are. */
  readonly choices: readonly string[] | undefined;
  readonly description: string;
  readonly isRequired: boolean;
  readonly isRepeatable: boolean;
}

export interface ArgumentDescription {
  /** `<folder>` */
  readonly placeholder: string;
  readonly value: ValueKind;
  readonly choices: readonly string[] | undefined;
  readonly description: string;
}

export interface CommandDescription {
  readonly name: string;
  readonly description: string;
  readonly arguments: readonly ArgumentDescription[];
  /** With `-h, --help`. */
  readonly options: readonly OptionDescription[];
}

/** Everything that the command line accepts. */
export interface ProgramDescription {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Of the program itself. */
  readonly options: readonly OptionDescription[];
  /** In the order of the help, `help` at the end. */
  readonly commands: readonly CommandDescription[];
}

const regions = partitions.flatMap((partition) => partition.regions.map(({ id }) => id));

/** The kind of a value by its name between `<` and `>`. */
function findKind(name: string, choices: readonly string[] | undefined): ValueKind {
  if (choices) return { kind: 'words', words: choices };
  switch (name.toLowerCase()) {
    case 'profile':
      return { kind: 'profile' };
    case 'folder':
      return { kind: 'folder' };
    case 'region':
      return { kind: 'words', words: regions };
    default:
      return { kind: 'text' };
  }
}

function describeOption({ flags, description, mandatory, argChoices }: Option): OptionDescription {
  const [, name] = /<(.+)>/.exec(flags) ?? [];
  return {
    names: [...flags.replace(/ <.*/, '').matchAll(/--?[\w-]+/g)].map(([each]) => each),
    placeholder: name === undefined ? undefined : `<${name}>`,
    value: name === undefined ? undefined : findKind(name, argChoices),
    choices: argChoices,
    description,
    isRequired: mandatory,
    isRepeatable: description.includes('(repeatable'),
  };
}

const describeArgument = (argument: Argument): ArgumentDescription => ({
  placeholder: `<${argument.name()}>`,
  value: findKind(argument.name(), argument.argChoices),
  choices: argument.argChoices,
  description: argument.description,
});

/** Options and arguments as the help of a command shows them, without hidden ones. */
function describeCommand(command: Command): CommandDescription {
  const help = command.createHelp();
  return {
    name: command.name(),
    description: command.description(),
    arguments: command.registeredArguments.map(describeArgument),
    options: help.visibleOptions(command).map(describeOption),
  };
}

/** Describes a program whose commands are all defined. */
export function describeProgram(program: Command): ProgramDescription {
  const { name, description, options } = describeCommand(program);
  const visible = program.createHelp().visibleCommands(program);
  const commands = visible.filter((command) => command.name() !== 'help').map(describeCommand);
  const names = commands.map((command) => command.name);
  const help = visible.find((command) => command.name() === 'help');
  return {
    name,
    version: program.version() ?? '',
    description,
    options,
    commands: [
      ...commands,
      {
        name: 'help',
        description: help?.description() ?? '',
        arguments: [
          {
            placeholder: '[command]',
            value: { kind: 'words', words: names },
            choices: undefined,
            description: 'command to explain',
          },
        ],
        options: [],
      },
    ],
  };
}
