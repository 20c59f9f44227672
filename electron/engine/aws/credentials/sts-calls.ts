import type { Credentials } from '@aws-sdk/client-sts';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { readAwsError } from '../../errors/aws-error.ts';
import type { Network } from '../network/network.ts';
import type { RoleRequest } from '../profiles/credential-source.ts';
import type { EndpointOptions } from '../profiles/custom-endpoint.ts';
import type { AwsCredentials } from './aws-credentials.ts';

/** Where one profile's calls to STS go, and how. */
export interface StsPlace {
  /** Whose settings count: never those of `[default]`. */
  readonly profile: string;
  readonly region: string;
  readonly endpoint: EndpointOptions;
  readonly network: Network;
}

/** A code of an MFA device, six digits, taken by AWS once. */
export interface MfaCode {
  readonly serialNumber: string;
  readonly code: string;
}

/** Stands in CloudTrail where the profile has no `role_session_name`. */
const sessionName = 'ecr-image-replicator';

/** It is not to be destroyed: that would close the connections that all clients share. */
const stsClient = (
  { profile, region, endpoint, network }: StsPlace,
  credentials: AwsCredentials,
): STSClient =>
  new STSClient({
    profile,
    region,
    credentials,
    requestHandler: network.requestHandler,
    // `auto` would ask the instance metadata service for the region.
    defaultsMode: 'legacy',
    maxAttempts: 1,
    ignoreConfiguredEndpointUrls: true,
    ...endpoint,
  });

/**
 * Sends one call by a client of its own. `withRetry` of the caller is the one that tries again; only where the SDK found this
 * machine's clock off, the same client, which alone knows the right time now, sends it once more.
 *
 * @throws what STS answered; nothing of it is described yet.
 */
export async function sendStsCommand<T>(
  place: StsPlace,
  credentials: AwsCredentials,
  send: (client: STSClient) => Promise<T>,
): Promise<T> {
  const client = stsClient(place, credentials);
  try {
    return await send(client);
  } catch (error) {
    if (!readAwsError(error).clockSkewCorrected) throw error;
    return send(client);
  }
}

function session(
  { AccessKeyId, SecretAccessKey, SessionToken, Expiration }: Partial<Credentials>,
  accountId: string | undefined,
): AwsCredentials {
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration)
    throw new Error('STS answered without credentials.');
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
    ...(accountId !== undefined && { accountId }),
  };
}

const findAccountId = (arn: string | undefined): string | undefined => arn?.split(':')[4];

const roleInput = ({ roleArn, sessionName: own, externalId, duration }: RoleRequest) => ({
  RoleArn: roleArn,
  RoleSessionName: own ?? sessionName,
  ...(externalId !== undefined && { ExternalId: externalId }),
  ...(duration !== undefined && { DurationSeconds: duration }),
});

const codeInput = (mfa: MfaCode | undefined) =>
  mfa ? { SerialNumber: mfa.serialNumber, TokenCode: mfa.code } : {};

/** @throws what STS answered; nothing of it is described yet. */
export async function assumeRole(
  place: StsPlace,
  source: AwsCredentials,
  role: RoleRequest,
  mfa?: MfaCode,
): Promise<AwsCredentials> {
  const command = new AssumeRoleCommand({ ...roleInput(role), ...codeInput(mfa) });
  const { Credentials, AssumedRoleUser } = await sendStsCommand(place, source, (sts) => sts.send(command));
  return session(Credentials ?? {}, findAccountId(AssumedRoleUser?.Arn));
}

/** A session of the keys' own user, with MFA. */
export async function getSessionToken(
  place: StsPlace,
  keys: AwsCredentials,
  duration: number | undefined,
  mfa: MfaCode,
): Promise<AwsCredentials> {
  const command = new GetSessionTokenCommand({
    ...codeInput(mfa),
    ...(duration !== undefined && { DurationSeconds: duration }),
  });
  const { Credentials } = await sendStsCommand(place, keys, (sts) => sts.send(command));
  return session(Credentials ?? {}, keys.accountId);
}

/** The call is not signed: the token is what it is judged by. */
export async function assumeRoleWithWebIdentity(
  place: StsPlace,
  role: RoleRequest,
  token: string,
): Promise<AwsCredentials> {
  const command = new AssumeRoleWithWebIdentityCommand({ ...roleInput(role), WebIdentityToken: token });
  const unsigned = { accessKeyId: '', secretAccessKey: '' };
  const { Credentials, AssumedRoleUser } = await sendStsCommand(place, unsigned, (sts) => sts.send(command));
  return session(Credentials ?? {}, findAccountId(AssumedRoleUser?.Arn));
}
