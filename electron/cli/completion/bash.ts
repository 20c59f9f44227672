import { singleQuote } from '../../../shared/text/command-line.ts';
import type { CommandDescription, ProgramDescription, ValueKind } from './describe-program.ts';

/** The statement that sets `kind`, and the words of a list. */
function formatKind(value: ValueKind): string {
  switch (value.kind) {
    case 'profile':
      return 'kind=profiles';
    case 'folder':
      return 'kind=folders';
    case 'words':
      return `kind=words candidates=(${value.words.map(singleQuote).join(' ')})`;
    case 'text':
      return 'kind=text';
  }
}

/** Lines of a `case` on `"$command $option"`, with the options of all commands that have the same values. */
function formatOptionCases({ commands }: ProgramDescription): readonly string[] {
  const patterns = commands.flatMap(({ name, options }) =>
    options.flatMap(({ names, value }) =>
      value
        ? names.map((option) => ({ pattern: singleQuote(`${name} ${option}`), kind: formatKind(value) }))
        : [],
    ),
  );
  return [...Map.groupBy(patterns, ({ kind }) => kind)].map(
    ([kind, same]) => `    ${same.map(({ pattern }) => pattern).join(' | ')}) ${kind} ;;`,
  );
}

const listNames = (options: CommandDescription['options']): string =>
  options.flatMap(({ names }) => names.map(singleQuote)).join(' ');

/**
 * The completion script for bash, also 3.2 as on macOS.
 *
 * Readline breaks words at `=`, `:` and `@` too and replaces only what stands behind the last of them, so that the script
 * reads the line itself and leaves out of each reply what is kept.
 */
export function formatBash(program: ProgramDescription): string {
  const { name, version, options, commands } = program;
  const functionName = `_${name.replaceAll('-', '_')}`;
  return `# Completion of ${name} ${version} for bash. Add to ~/.bashrc: source <(${name} completion bash)

${functionName}() {
  local line=\${COMP_LINE:0:COMP_POINT} words command='' option='' prefix='' kind='' candidates=() each index
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  local last=$((\${#words[@]} - 1))
  local current=\${words[last]} previous=\${words[last - 1]}
  for ((index = 1; index < last; index++)); do
    if [[ \${words[index]} != -* ]]; then
      command=\${words[index]}
      break
    fi
  done

  option=$previous
  if [[ $current == --*=* ]]; then
    option=\${current%%=*}
    prefix=$option=
  fi
  case "$command $option" in
${formatOptionCases(program).join('\n')}
  esac

  if [[ -z $kind ]]; then
    if [[ $current == -* ]]; then
      kind=words
      case $command in
        '') candidates=(${listNames(options)}) ;;
${commands.map((each) => `        ${each.name}) candidates=(${listNames(each.options)}) ;;`).join('\n')}
      esac
    else
      case $command in
        '') kind=words candidates=(${commands.map((each) => each.name).join(' ')}) ;;
${commands.flatMap((each) => each.arguments.map(({ value }) => `        ${each.name}) ${formatKind(value)} ;;`)).join('\n')}
      esac
    fi
  fi

  local value=\${current#"$prefix"}
  case $kind in
    profiles)
      while IFS= read -r each; do candidates+=("$each"); done < <("\${words[0]}" profile-names 2> /dev/null)
      ;;
    folders)
      compopt -o filenames 2> /dev/null
      while IFS= read -r each; do candidates+=("$each"); done < <(compgen -d -- "$value")
      ;;
  esac

  # What readline keeps of the word.
  local word=\${COMP_WORDS[COMP_CWORD]}
  [[ $word == [=:@] ]] && word=''
  local kept=\${current%"$word"}
  COMPREPLY=()
  for each in \${candidates[@]+"\${candidates[@]}"}; do
    each=$prefix$each
    [[ $each == "$current"* ]] || continue
    each=\${each#"$kept"}
    [[ $kind == profiles ]] && printf -v each %q "$each"
    COMPREPLY+=("$each")
  done
}

complete -F ${functionName} ${name}
`;
}
