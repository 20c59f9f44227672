import { readCommandLine } from '../profiles/command-line.ts';

const hidden = '…';

/** Shorter words would be taken out of the midst of others, and hide nothing. */
const shortestSecret = 3;

/**
 * A text about a command, without the command's arguments, which may be secret, and without what looks like keys.
 * `--token=s3cr3t` hides `s3cr3t` alone as well.
 */
export function withoutArguments(text: string, commandLine: string): string {
  const secrets = readCommandLine(commandLine)
    .secrets.filter((word) => word.length >= shortestSecret)
    .toSorted((a, b) => b.length - a.length);
  return secrets
    .reduce((held, secret) => held.replaceAll(secret, hidden), text)
    .replaceAll(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, hidden)
    .replaceAll(/[\w+/=-]{40,}/g, hidden);
}
