import { assertNever } from '../../../../shared/models/result.ts';
import { hasCode } from '../../errors/engine-error.ts';
import type { CredentialSource } from '../profiles/credential-source.ts';
import type { ChainLink } from '../profiles/profile-chain.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';
import { credentialsFromKeys } from '../profiles/aws-credentials.ts';
import type { ChainLinkContext, SourceCredentials } from './chain-link-context.ts';
import { callSts, mfaCodeNeededError } from './chain-link-context.ts';
import { resolveMachine } from './resolve-machine.ts';
import { assumeRole } from './sts-calls.ts';

type Role = Extract<CredentialSource, { kind: 'role' }>;

const nothingCached = (): void => undefined;

function findSource(link: ChainLink, { source }: Role, context: ChainLinkContext): SourceCredentials {
  switch (source.kind) {
    case 'profile':
      return context.getSource(source.name);
    case 'keys':
      return { get: async () => credentialsFromKeys(source.keys), invalidate: nothingCached };
    case 'machine':
      return { get: () => resolveMachine(link, source.source, context), invalidate: nothingCached };
  }
  return assertNever(source);
}

/** Runs a call with the source's credentials, and once more with new ones when they have expired. */
async function callAsSource(
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
 * Assumes the role of a link with its source's credentials. The source is resolved before an MFA code is requested, so
 * that a user enters a code only when the role can be assumed.
 *
 * @param code of the role's MFA device, when the user has entered one.
 * @throws EngineError `mfa-needed` when only the code is missing.
 */
export async function resolveRole(
  link: ChainLink,
  credentialSource: Role,
  context: ChainLinkContext,
  code: string | undefined,
): Promise<AwsCredentials> {
  const source = findSource(link, credentialSource, context);
  const { mfaSerial } = credentialSource;
  if (mfaSerial !== undefined && code === undefined) {
    await source.get();
    throw mfaCodeNeededError(link, mfaSerial);
  }
  const mfa = mfaSerial === undefined || code === undefined ? undefined : { serialNumber: mfaSerial, code };
  const signer = credentialSource.source.kind === 'profile' ? credentialSource.source.name : link.entry.name;
  return callAsSource(source, (credentials) =>
    callSts(link, context, { signer, operation: 'AssumeRole' }, (target) =>
      assumeRole(target, credentials, credentialSource.role, mfa),
    ),
  );
}
