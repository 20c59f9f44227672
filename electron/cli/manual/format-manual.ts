import type {
  ArgumentDescription,
  CommandDescription,
  OptionDescription,
  ProgramDescription,
} from '../completion/describe-program.ts';
import { examples, exitCodeTexts } from '../definitions/help-texts.ts';
import { description, environmentTexts, fileTexts, seeAlso } from './manual-texts.ts';
import { bold, formatText, italic, literalBlock, request, taggedParagraph } from './roff.ts';

/** Options that the same commands have, in the order of the first one. */
interface OptionGroup {
  readonly commands: readonly string[];
  readonly options: readonly OptionDescription[];
}

const isHelp = ({ names }: OptionDescription): boolean => names.includes('--help');

function groupOptions(commands: readonly CommandDescription[]): readonly OptionGroup[] {
  const uses = commands.flatMap(({ name, options }) =>
    options
      .filter((option) => !isHelp(option))
      .map((option) => ({ name, option, key: JSON.stringify([option.names, option.description]) })),
  );
  const options = [...Map.groupBy(uses, ({ key }) => key).values()].flatMap((same) => {
    const [first] = same;
    return first ? { option: first.option, commands: same.map(({ name }) => name) } : [];
  });
  const groups = Map.groupBy(options, (each) => each.commands.join(' '));
  return [...groups.values()].map((same) => ({
    commands: same[0]?.commands ?? [],
    options: same.map(({ option }) => option),
  }));
}

/** `a`, `a and b` or `a, b and c`. */
const joinNames = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Without the brackets around it. */
const nameOf = (placeholder: string): string => placeholder.slice(1, -1);

/** The value's name; one that can be left out keeps its brackets. */
const formatPlaceholder = (placeholder: string): string =>
  placeholder.startsWith('[') ? `[${italic(nameOf(placeholder))}]` : italic(nameOf(placeholder));

const describeChoices = (choices: readonly string[] | undefined): string =>
  choices ? ` (choices: ${choices.join(', ')})` : '';

const formatOption = ({
  names,
  placeholder,
  choices,
  description: text,
  isRequired,
}: OptionDescription): string =>
  taggedParagraph(
    `${names.map(bold).join(', ')}${placeholder === undefined ? '' : ` ${formatPlaceholder(placeholder)}`}`,
    `${text}${describeChoices(choices)}${isRequired ? ' (required)' : ''}`,
  );

const describeArgument = ({ placeholder, description: text, choices }: ArgumentDescription): string =>
  `; ${nameOf(placeholder)}: ${text}${describeChoices(choices)}`;

const formatCommand = ({ name, arguments: given, description: text, options }: CommandDescription): string =>
  taggedParagraph(
    [
      bold(name),
      ...(options.some((option) => !isHelp(option)) ? [`[${italic('options')}]`] : []),
      ...given.map(({ placeholder }) => formatPlaceholder(placeholder)),
    ].join(' '),
    `${text}${given.map(describeArgument).join('')}`,
  );

const formatGroup = ({ commands, options }: OptionGroup): readonly string[] => [
  request('SS', `Options of ${joinNames(commands)}`),
  ...options.map(formatOption),
];

/** The text of the manual page, in the man macros of roff. */
export function formatManual(program: ProgramDescription): string {
  const { name, version, options, commands, description: summary } = program;
  const [firstLetter = '', ...rest] = summary.replace(/\.$/, '');
  return `${[
    `.TH ${name.toUpperCase().replaceAll('-', String.raw`\-`)} 1 "" "${name} ${version}" "User Commands"`,
    request('SH', 'NAME'),
    `${formatText(name)} \\- ${formatText(firstLetter.toLowerCase() + rest.join(''))}`,
    request('SH', 'SYNOPSIS'),
    '.SY',
    `${bold(name)} ${italic('command')} [${italic('options')}]`,
    '.YS',
    request('SH', 'DESCRIPTION'),
    ...description.flatMap((paragraph) => ['.PP', formatText(paragraph)]).slice(1),
    request('SH', 'COMMANDS'),
    ...commands.map(formatCommand),
    request('SH', 'OPTIONS'),
    ...options.map(formatOption),
    ...groupOptions(commands).flatMap(formatGroup),
    request('SH', 'EXIT STATUS'),
    ...exitCodeTexts.map(([code, text]) => taggedParagraph(bold(String(code)), text)),
    request('SH', 'ENVIRONMENT'),
    ...environmentTexts.map(([names, text]) => taggedParagraph(names.split(', ').map(bold).join(', '), text)),
    request('SH', 'FILES'),
    ...fileTexts.map(([path, text]) => taggedParagraph(path.split(', ').map(italic).join(', '), text)),
    request('SH', 'EXAMPLES'),
    examples.map((example) => literalBlock(example.replaceAll('\n', '\n    '))).join('\n.PP\n'),
    request('SH', 'SEE ALSO'),
    seeAlso.map((each) => bold(each.replace(/\(.*/, '')) + each.replace(/^[^(]*/, '')).join(', '),
  ].join('\n')}\n`;
}
