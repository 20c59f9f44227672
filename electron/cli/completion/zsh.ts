import { singleQuote } from '../../../shared/text/command-line.ts';
import type {
  ArgumentDescription,
  CommandDescription,
  OptionDescription,
  ProgramDescription,
  ValueKind,
} from './describe-program.ts';

/** A text within a specification of `_arguments` or `_describe`, where these characters have a meaning. */
const escape = (text: string): string => text.replaceAll(/[\\:[\]]/g, String.raw`\$&`);

function formatAction(value: ValueKind, profiles: string): string {
  switch (value.kind) {
    case 'profile':
      return profiles;
    case 'folder':
      return '_files -/';
    case 'words':
      return `(${value.words.join(' ')})`;
    case 'text':
      return ' ';
  }
}

const nameOf = (placeholder: string): string => escape(placeholder.replaceAll(/^[<[]|[>\]]$/g, ''));

/** The specification of an option: excluded options, name, explanation, and the value. */
function formatOption(option: OptionDescription, profiles: string): string {
  const { names, placeholder, value, description, isRepeatable } = option;
  // Help and version stand alone.
  const excluded = names.some((name) => name === '--help' || name === '--version')
    ? '(- *)'
    : names.length > 1
      ? `(${names.join(' ')})`
      : '';
  const start = isRepeatable ? '*' : excluded;
  const end = value ? `:${nameOf(placeholder ?? '')}:${formatAction(value, profiles)}` : '';
  return names
    .map((name) => singleQuote(`${start}${name}${value ? '=' : ''}[${escape(description)}]${end}`))
    .join(' ');
}

const formatArgument = (
  { placeholder, value }: ArgumentDescription,
  index: number,
  profiles: string,
): string => singleQuote(`${index + 1}:${nameOf(placeholder)}:${formatAction(value, profiles)}`);

function formatCommand(command: CommandDescription, profiles: string): string {
  const lines = [
    ...command.arguments.map((argument, index) => formatArgument(argument, index, profiles)),
    ...command.options.map((option) => formatOption(option, profiles)),
  ];
  return `        ${command.name})
          _arguments \\
${lines.map((line) => `            ${line}`).join(' \\\n')}
          ;;`;
}

/** The completion script for zsh: for a file in `fpath`, or to be evaluated. */
export function formatZsh({ name, version, options, commands }: ProgramDescription): string {
  const functionName = `_${name}`;
  const profiles = `${functionName}_profiles`;
  return `#compdef ${name}
# Completion of ${name} ${version} for zsh. Save it as ${functionName} in a folder of fpath.

${profiles}() {
  local -a names
  names=("\${(@f)$(command ${name} profile-names 2> /dev/null)}")
  compadd -a names
}

${functionName}() {
  local curcontext="$curcontext" state line
  local -A opt_args
  local -a commands
  _arguments -C \\
${options.map((option) => `    ${formatOption(option, profiles)} \\`).join('\n')}
    '1:command:->commands' \\
    '*:: :->arguments'
  case $state in
    commands)
      commands=(
${commands.map((each) => `        ${singleQuote(`${each.name}:${escape(each.description)}`)}`).join('\n')}
      )
      _describe -t commands command commands
      ;;
    arguments)
      case $line[1] in
${commands.map((each) => formatCommand(each, profiles)).join('\n')}
      esac
      ;;
  esac
}

if [[ $funcstack[1] == ${functionName} ]]; then
  ${functionName} "$@"
else
  compdef ${functionName} ${name}
fi
`;
}
