/** The command line of a `credential_process`, split for error messages. */
export interface CommandLine {
  /** The program's name without its folder, the only part that may be shown. */
  readonly program: string;
  /** Every other word, without its quotes: each may be a secret. */
  readonly secrets: readonly string[];
}

const isAssignment = (word: string): boolean => /^\w+=/.test(word);

/** Splits a command line at spaces outside of quotes. Variables that are set before the program's name count as arguments. */
export function readCommandLine(commandLine: string): CommandLine {
  const words = [...commandLine.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replaceAll(/["']/g, ''),
  );
  const index = words.findIndex((word) => !isAssignment(word));
  const path = words[index] ?? '';
  return {
    program: path.split(/[/\\]/).at(-1) ?? path,
    secrets: words.filter((_, each) => each !== index).flatMap((word) => [word, ...word.split('=').slice(1)]),
  };
}

const placeholder = '…';

/** Shorter words are parts of ordinary words and are no secrets. */
const minSecretLength = 3;

/**
 * Replaces the arguments of a command, which may be secret, and anything that looks like an access key in a text.
 * Of `--token=s3cr3t`, a separate `s3cr3t` is replaced too.
 */
export function withoutArguments(text: string, commandLine: string): string {
  const secrets = readCommandLine(commandLine)
    .secrets.filter((word) => word.length >= minSecretLength)
    .toSorted((a, b) => b.length - a.length);
  return secrets
    .reduce((redacted, secret) => redacted.replaceAll(secret, placeholder), text)
    .replaceAll(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, placeholder)
    .replaceAll(/[\w+/=-]{40,}/g, placeholder);
}
