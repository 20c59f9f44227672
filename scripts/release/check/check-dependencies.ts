import type { Ran } from './run-command.ts';
import { runCommand, writeLog } from './run-command.ts';
import type { Outcome } from './run-checks.ts';
import { failed, needs, ok } from './run-checks.ts';

/** What npm prints where it cannot reach the registry or its keys, or where a mirror lacks them. */
const unavailable =
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|E40[1345]|E5\d\d)\b|audit endpoint returned an error|found no (?:dependencies to audit|installed dependencies)/;

/** @returns the outcome of an audit by npm. */
export async function readAudit({ isOk, output }: Ran, what: string, log: string): Promise<Outcome> {
  if (isOk) return ok(output.trim().split('\n').at(-1) ?? what);
  const path = await writeLog(log, output);
  return unavailable.test(output)
    ? needs('the public npm registry', `${what}; it cannot be asked from here (${path})`)
    : failed(`npm found problems; see ${path}.`);
}

/** The level is named, because `npm run --silent` would silence it too. */
const audit = (...args: readonly string[]): Promise<Ran> =>
  runCommand('npm', 'audit', ...args, '--fetch-retries=0', '--loglevel=warn');

/** Whether the packages have valid signatures of the registry, and attestations where they are published with one. */
export const checkSignatures = async (): Promise<Outcome> =>
  readAudit(await audit('signatures'), 'signatures of the installed packages', 'signatures');

/** Whether a package of the app has a known vulnerability. */
export const checkVulnerabilities = async (): Promise<Outcome> =>
  readAudit(
    await audit('--omit=dev', '--audit-level=high'),
    'known vulnerabilities of the packages in the app',
    'vulnerabilities',
  );
