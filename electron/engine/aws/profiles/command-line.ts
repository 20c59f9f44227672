/** A `credential_process`, taken apart for telling of it. */
export interface CommandLine {
  /** The program's name without its folder, the only part that may be shown. */
  readonly program: string;
  /** Every other word, without its quotes: each may be a secret. */
  readonly secrets: readonly string[];
}

const isAssignment = (word: string): boolean => /^\w+=/.test(word);

/** Splits at spaces outside of quotes; variables that are set before the program's name are not its name. */
export function readCommandLine(commandLine: string): CommandLine {
  const words = [...commandLine.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replaceAll(/["']/g, ''),
  );
  const at = words.findIndex((word) => !isAssignment(word));
  const path = words[at] ?? '';
  return {
    program: path.split(/[/\\]/).at(-1) ?? path,
    secrets: words.filter((_, index) => index !== at).flatMap((word) => [word, ...word.split('=').slice(1)]),
  };
}
