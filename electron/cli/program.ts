import { Command, Help } from 'commander';
import { entries } from './definitions/command-entries.ts';
import { examples, exitCodeTexts } from './definitions/help-texts.ts';
import type { CliContext } from './terminal/context.ts';
import type { ExitCode } from './terminal/exit-codes.ts';

const footer = `
Exit codes: ${exitCodeTexts.map(([code, text]) => `${code} ${text}`).join(', ')}.

Examples:
${examples.map((example) => `  $ ${example.replaceAll('\n', '\n      ')}`).join('\n')}`;

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
  const readsDefinitions = entries.some(({ name, ...entry }) => name === named && entry.readsDefinitions);
  for (const { name, description, isHidden, load } of entries) {
    const command = program.command(name, { hidden: isHidden ?? false }).description(description);
    if (name === named || readsDefinitions) (await load())(command, context, ended);
  }
  return program;
}
