import { assertNever } from '../../../../shared/result.ts';
import { hasCode } from '../../errors/engine-error.ts';
import type { CredentialSource } from '../profiles/credential-source.ts';
import type { ChainLink } from '../profiles/profile-chain.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { credentialsFromKeys } from './aws-credentials.ts';
import type { ChainLinkContext, SourceCredentials } from './chain-link-context.ts';
import { callSts, mfaCodeNeeded } from './chain-link-context.ts';
import { resolveMachine } from './resolve-machine.ts';
import { assumeRole } from './sts-calls.ts';

type Role = Extract<CredentialSource, { kind: 'role' }>;

const nothingHeld = (): void => undefined;

function roleSource(link: ChainLink, { source }: Role, context: ChainLinkContext): SourceCredentials {
  switch (source.kind) {
    case 'profile':
      return context.sourceOf(source.name);
    case 'keys':
      return { get: async () => credentialsFromKeys(source.keys), invalidate: nothingHeld };
    case 'machine':
      return { get: () => resolveMachine(link, source.source, context), invalidate: nothingHeld };
  }
  return assertNever(source);
}

/** Calls as the source; where its credentials turn out to have expired, once more with new ones. */
async function asSource(
  source: SourceCredentials,
  call: (credentials: AwsCredentials) => Promise<AwsCredentials>,
): Promise<AwsCredentials> {
  const credentials = await source.get();
  try {
    return await call(credentials);
  } catch (error) {
    if (!hasCode(error, 'credentials-expired')) throw error;
    source.invalidate(credentials);
    return call(await source.get());
  }
}

/**
 * Takes a role as its source. A code is asked for only when all else is there: nobody is to give one for nothing.
 *
 * @param code of the role's MFA device, where it was given.
 */
export async function resolveRole(
  link: ChainLink,
  credentialSource: Role,
  context: ChainLinkContext,
  code: string | undefined,
): Promise<AwsCredentials> {
  const source = roleSource(link, credentialSource, context);
  const { mfaSerial } = credentialSource;
  if (mfaSerial !== undefined && code === undefined) {
    await source.get();
    throw mfaCodeNeeded(link, mfaSerial);
  }
  const mfa = mfaSerial === undefined || code === undefined ? undefined : { serialNumber: mfaSerial, code };
  const signer = credentialSource.source.kind === 'profile' ? credentialSource.source.name : link.entry.name;
  return asSource(source, (credentials) =>
    callSts(link, context, { signer, operation: 'AssumeRole' }, (place) =>
      assumeRole(place, credentials, credentialSource.role, mfa),
    ),
  );
}
