import { assertNever } from '../../../../shared/models/result.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { readSmallFile } from '../../files/read-small-file.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import type { CredentialSource } from '../profiles/credential-source.ts';
import type { ChainLink } from '../profiles/profile-chain.ts';
import { maxTokenBytes } from '../profiles/token-file.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';
import { credentialsFromKeys, registerSecrets } from '../profiles/aws-credentials.ts';
import { processTimeout, runCredentialProcess } from './credential-process.ts';
import type { ChainLinkContext } from './chain-link-context.ts';
import {
  callSts,
  fixEntry,
  getRegion,
  profileUnusableError,
  mfaCodeNeededError,
} from './chain-link-context.ts';
import { resolveMachine } from './resolve-machine.ts';
import { resolveRole } from './resolve-role.ts';
import { assumeRoleWithWebIdentity, getSessionToken } from './sts-calls.ts';

async function resolveKeys(
  link: ChainLink,
  { keys, mfaSerial, duration }: Extract<CredentialSource, { kind: 'keys' }>,
  context: ChainLinkContext,
  code: string | undefined,
): Promise<AwsCredentials> {
  const credentials = credentialsFromKeys(keys);
  if (mfaSerial === undefined) return credentials;
  if (code === undefined) throw mfaCodeNeededError(link, mfaSerial);
  return callSts(link, context, { signer: link.entry.name, operation: 'GetSessionToken' }, (target) =>
    getSessionToken(target, credentials, duration, { serialNumber: mfaSerial, code }),
  );
}

async function resolveWebIdentity(
  link: ChainLink,
  { tokenFile, role }: Extract<CredentialSource, { kind: 'web-identity' }>,
  context: ChainLinkContext,
): Promise<AwsCredentials> {
  const { name } = link.entry;
  let token: string;
  try {
    token = (await readSmallFile(tokenFile, maxTokenBytes)).trim();
    knownSecrets.remember(token);
  } catch (error) {
    const problem = readAwsError(error).code === 'ENOENT' ? 'was not found' : 'cannot be read';
    throw profileUnusableError(
      link.entry,
      context,
      `The web identity token file of profile ${name} ${problem}: ${tokenFile}`,
    );
  }
  return callSts(link, context, { signer: name, operation: 'AssumeRoleWithWebIdentity' }, (target) =>
    assumeRoleWithWebIdentity(target, role, token),
  );
}

/**
 * Resolves the credentials of one link, and registers their secrets for redaction. It uses the cached credentials of the
 * link's source. It never prompts.
 *
 * @param code of the link's MFA device, when the user has entered one.
 * @throws EngineError `mfa-needed` when only a code is missing; other errors name the profile to fix.
 */
export async function resolveChainLink(
  link: ChainLink,
  context: ChainLinkContext,
  code?: string,
): Promise<AwsCredentials> {
  return registerSecrets(await resolve(link, context, code));
}

async function resolve(
  link: ChainLink,
  context: ChainLinkContext,
  code: string | undefined,
): Promise<AwsCredentials> {
  const { credentialSource, entry } = link;
  switch (credentialSource.kind) {
    case 'keys':
      return resolveKeys(link, credentialSource, context, code);
    case 'role':
      return resolveRole(link, credentialSource, context, code);
    case 'web-identity':
      return resolveWebIdentity(link, credentialSource, context);
    case 'process':
      return runCredentialProcess({
        command: credentialSource.command,
        accountId: credentialSource.accountId,
        environment: context.environment,
        timeout: processTimeout,
        fix: fixEntry(entry, context),
      });
    case 'sso':
    case 'login':
      return context.signedIn({
        entry,
        session: credentialSource,
        catalog: context.catalog,
        region: getRegion(link, context),
      });
    case 'machine':
      return resolveMachine(link, credentialSource.source, context);
    case 'unusable':
      throw profileUnusableError(
        link.entry,
        context,
        `Profile ${entry.name} cannot be used. ${credentialSource.problem}`,
      );
  }
  return assertNever(credentialSource);
}
