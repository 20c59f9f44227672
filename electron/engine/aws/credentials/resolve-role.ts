import { assertNever } from '../../../../shared/result.ts';
import { hasCode } from '../../errors/engine-error.ts';
import type { CredentialMeans } from '../profiles/credential-source.ts';
import type { Hop } from '../profiles/profile-chain.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { fromWrittenKeys } from './aws-credentials.ts';
import type { HopContext, SourceCredentials } from './chain-link-context.ts';
import { askSts, wantsCode } from './chain-link-context.ts';
import { resolveMachine } from './resolve-machine.ts';
import { assumeRole } from './sts-calls.ts';

type Role = Extract<CredentialMeans, { kind: 'role' }>;

const nothingHeld = (): void => undefined;

function roleSource(hop: Hop, { source }: Role, context: HopContext): SourceCredentials {
  switch (source.kind) {
    case 'profile':
      return context.sourceOf(source.name);
    case 'keys':
      return { get: async () => fromWrittenKeys(source.keys), invalidate: nothingHeld };
    case 'machine':
      return { get: () => resolveMachine(hop, source.source, context), invalidate: nothingHeld };
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
  hop: Hop,
  means: Role,
  context: HopContext,
  code: string | undefined,
): Promise<AwsCredentials> {
  const source = roleSource(hop, means, context);
  const { mfaSerial } = means;
  if (mfaSerial !== undefined && code === undefined) {
    await source.get();
    throw wantsCode(hop, mfaSerial);
  }
  const mfa = mfaSerial === undefined || code === undefined ? undefined : { serialNumber: mfaSerial, code };
  const signer = means.source.kind === 'profile' ? means.source.name : hop.entry.name;
  return asSource(source, (credentials) =>
    askSts(hop, context, { signer, operation: 'AssumeRole' }, (place) =>
      assumeRole(place, credentials, means.role, mfa),
    ),
  );
}
