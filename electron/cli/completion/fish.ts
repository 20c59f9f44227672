import type { OptionDescription, ProgramDescription, ValueKind } from './describe-program.ts';

/** A word in single quotes, in which fish knows two escapes. */
const quote = (text: string): string => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;

/** The flags of `complete` for a value. */
function formatValue(value: ValueKind, profiles: string): string {
  switch (value.kind) {
    case 'profile':
      return `-x -a '(${profiles})'`;
    case 'folder':
      return `-x -a '(__fish_complete_directories)'`;
    case 'words':
      return `-x -a ${quote(value.words.join(' '))}`;
    case 'text':
      return '-x';
  }
}

const formatName = (name: string): string =>
  name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`;

const formatOption = ({ names, value, description }: OptionDescription, profiles: string): string =>
  [
    ...names.map(formatName),
    ...(value ? [formatValue(value, profiles)] : []),
    `-d ${quote(description)}`,
  ].join(' ');

/** The completion script for fish. */
export function formatFish({ name, version, options, commands }: ProgramDescription): string {
  const functionName = `__${name.replaceAll('-', '_')}_profiles`;
  const complete = (condition: string, rest: string): string =>
    `complete -c ${name} -n ${quote(condition)} ${rest}`;
  const lines = [
    ...options.map((option) => complete('__fish_use_subcommand', formatOption(option, functionName))),
    ...commands.map((command) =>
      complete('__fish_use_subcommand', `-a ${command.name} -d ${quote(command.description)}`),
    ),
    ...commands.flatMap((command) => {
      const condition = `__fish_seen_subcommand_from ${command.name}`;
      return [
        ...command.arguments.map(({ value }) => complete(condition, formatValue(value, functionName))),
        ...command.options.map((option) => complete(condition, formatOption(option, functionName))),
      ];
    }),
  ];
  return `# Completion of ${name} ${version} for fish. Save it as ~/.config/fish/completions/${name}.fish

function ${functionName}
    command ${name} profile-names 2>/dev/null
end

complete -c ${name} -f
${lines.join('\n')}
`;
}
