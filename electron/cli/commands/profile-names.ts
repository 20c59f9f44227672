import { identityNames } from '../../../shared/models/profile.ts';
import { parseProfileFiles } from '../../engine/aws/profiles/profile-catalog.ts';
import { readProfileFiles } from '../../engine/aws/profiles/profile-files.ts';
import type { CliContext } from '../terminal/context.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import { exitCodes } from '../terminal/exit-codes.ts';

/** `profile-names`: prints the profiles of the AWS files and the named identities, for the completion of a shell. */
export async function profileNamesCommand({ environment, stdout }: CliContext): Promise<ExitCode> {
  const { profiles } = parseProfileFiles(await readProfileFiles(environment));
  stdout.write([...profiles.keys(), ...identityNames].map((name) => `${name}\n`).join(''));
  return exitCodes.success;
}
