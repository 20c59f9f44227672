import type {
  CommandDescription,
  OptionDescription,
  ProgramDescription,
  ValueKind,
} from './describe-program.ts';

/** A text in single quotes. */
const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** `$null` for an option without a value, `'profile'`, `'folder'`, or a list of words, which is empty for any text. */
function formatValue(value: ValueKind | undefined): string {
  if (!value) return '$null';
  switch (value.kind) {
    case 'profile':
    case 'folder':
      return quote(value.kind);
    case 'words':
      return `@(${value.words.map(quote).join(', ')})`;
    case 'text':
      return '@()';
  }
}

const formatOption = ({ names, value, description }: OptionDescription): string =>
  names
    .map(
      (name) =>
        `            @{ Name = ${quote(name)}; Text = ${quote(description)}; Value = ${formatValue(value)} }`,
    )
    .join('\n');

const formatCommand = ({ name, description, arguments: [argument], options }: CommandDescription): string =>
  `    ${quote(name)} = @{
        Text = ${quote(description)}
        Argument = ${formatValue(argument?.value)}
        Options = @(
${options.map(formatOption).join('\n')}
        )
    }`;

/** The completion script for PowerShell 5.1 and later. */
export function formatPowerShell({
  name,
  version,
  options,
  commands,
  description,
}: ProgramDescription): string {
  const program = { name: '', description, arguments: [], options };
  return `# Completion of ${name} ${version} for PowerShell. Add to $PROFILE:
# ${name} completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName ${quote(name)} -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commands = [ordered]@{
${[program, ...commands].map(formatCommand).join('\n')}
    }

    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text })
    $given = @($words | Select-Object -Skip 1 | Where-Object { -not $_.StartsWith('-') } | Select-Object -First 1)
    $command = if ($given.Count -gt 0 -and $commands.Contains($given[0])) { $given[0] } else { '' }
    $definition = $commands[$command]

    $previous = if ($words.Count -gt 0) { $words[-1] } else { '' }
    $prefix = ''
    $entered = $wordToComplete
    if ($wordToComplete -match '^(--[\\w-]+)=(.*)$') {
        $previous = $Matches[1]
        $prefix = "$previous="
        $entered = $Matches[2]
    }
    $option = $definition.Options | Where-Object { $_.Name -eq $previous } | Select-Object -First 1

    $value = $null
    if ($null -ne $option -and $null -ne $option.Value) {
        $value = $option.Value
    } elseif ($wordToComplete.StartsWith('-')) {
        $definition.Options | Where-Object { $_.Name.StartsWith($wordToComplete) } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_.Name, $_.Name, 'ParameterName', $_.Text)
        }
        return
    } elseif ($command -eq '') {
        $commands.Keys | Where-Object { $_ -ne '' -and $_.StartsWith($wordToComplete) } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'Command', $commands[$_].Text)
        }
        return
    } else {
        $value = $definition.Argument
    }

    # Nothing for a folder: PowerShell completes paths itself.
    $candidates = if ($value -eq 'profile') { & ${quote(name)} profile-names 2>$null }
        elseif ($value -is [array]) { $value }
    $candidates | Where-Object { $_ -and $_.StartsWith($entered) } | ForEach-Object {
        $text = if ($_ -match '[\\s@]') { "'$prefix$_'" } else { "$prefix$_" }
        [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
    }
}
`;
}
