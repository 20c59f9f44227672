import { assertNever } from '../../../../shared/result.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { readSmallFile } from '../../files/read-small-file.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import type { CredentialMeans } from '../profiles/credential-source.ts';
import type { Hop } from '../profiles/profile-chain.ts';
import { mostTokenBytes } from '../profiles/token-file.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { fromWrittenKeys, noted } from './aws-credentials.ts';
import { processTimeout, runCredentialProcess } from './credential-process.ts';
import type { HopContext } from './chain-link-context.ts';
import { askSts, mendEntry, regionOf, unusable, wantsCode } from './chain-link-context.ts';
import { resolveMachine } from './resolve-machine.ts';
import { resolveRole } from './resolve-role.ts';
import { assumeRoleWithWebIdentity, getSessionToken } from './sts-calls.ts';

async function resolveKeys(
  hop: Hop,
  { keys, mfaSerial, duration }: Extract<CredentialMeans, { kind: 'keys' }>,
  context: HopContext,
  code: string | undefined,
): Promise<AwsCredentials> {
  const credentials = fromWrittenKeys(keys);
  if (mfaSerial === undefined) return credentials;
  if (code === undefined) throw wantsCode(hop, mfaSerial);
  return askSts(hop, context, { signer: hop.entry.name, operation: 'GetSessionToken' }, (place) =>
    getSessionToken(place, credentials, duration, { serialNumber: mfaSerial, code }),
  );
}

async function resolveWebIdentity(
  hop: Hop,
  { tokenFile, role }: Extract<CredentialMeans, { kind: 'web-identity' }>,
  context: HopContext,
): Promise<AwsCredentials> {
  const { name } = hop.entry;
  let token: string;
  try {
    token = (await readSmallFile(tokenFile, mostTokenBytes)).trim();
    knownSecrets.remember(token);
  } catch (error) {
    const what = readAwsError(error).code === 'ENOENT' ? 'was not found' : 'cannot be read';
    throw unusable(
      hop.entry,
      context,
      `The web identity token file of profile ${name} ${what}: ${tokenFile}`,
    );
  }
  return askSts(hop, context, { signer: name, operation: 'AssumeRoleWithWebIdentity' }, (place) =>
    assumeRoleWithWebIdentity(place, role, token),
  );
}

/**
 * Resolves one hop, its source's credentials being taken from where they are shared. Never prompts.
 *
 * @param code of the hop's MFA device, where it was given.
 * @throws EngineError `mfa-needed` when a code is all that is missing; others that name the profile to mend.
 */
export async function resolveHop(hop: Hop, context: HopContext, code?: string): Promise<AwsCredentials> {
  return noted(await resolve(hop, context, code));
}

async function resolve(hop: Hop, context: HopContext, code: string | undefined): Promise<AwsCredentials> {
  const { means, entry } = hop;
  switch (means.kind) {
    case 'keys':
      return resolveKeys(hop, means, context, code);
    case 'role':
      return resolveRole(hop, means, context, code);
    case 'web-identity':
      return resolveWebIdentity(hop, means, context);
    case 'process':
      return runCredentialProcess({
        command: means.command,
        accountId: means.accountId,
        environment: context.environment,
        timeout: processTimeout,
        mend: mendEntry(entry, context),
      });
    case 'sso':
    case 'login':
      return context.signedIn({
        entry,
        session: means,
        catalog: context.catalog,
        region: regionOf(hop, context),
      });
    case 'machine':
      return resolveMachine(hop, means.source, context);
    case 'unusable':
      throw unusable(hop.entry, context, `Profile ${entry.name} cannot be used. ${means.problem}`);
  }
  return assertNever(means);
}
