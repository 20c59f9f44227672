import type { Credentials } from '@aws-sdk/client-sts';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { createClientSettings, maxStsResponse } from '../network/client-settings.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import type { Network } from '../network/network.ts';
import type { RoleRequest } from '../profiles/credential-source.ts';
import type { EndpointOptions } from '../profiles/custom-endpoint.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';

/** The target of one profile's calls to STS. */
export interface StsTarget {
  /** The SDK reads the settings of this profile instead of those of `[default]`. */
  readonly profile: string;
  readonly region: string;
  readonly endpoint: EndpointOptions;
  readonly network: Network;
}

/** A code of an MFA device: six digits, which AWS accepts once. */
export interface MfaCode {
  readonly serialNumber: string;
  readonly code: string;
}

/** The role session name in CloudTrail for a profile without `role_session_name`. */
const defaultSessionName = 'ecr-image-replicator';

/** Creates a client. Never destroy it: that closes the connections that all clients share. */
const stsClient = ({ network, ...target }: StsTarget, credentials: AwsCredentials): STSClient =>
  new STSClient(createClientSettings(target, credentials, network, maxStsResponse));

/**
 * Sends one command with a new client. The caller's `withRetry` retries it; only after the SDK has found that the clock
 * of this computer is wrong, the same client, which has stored the offset, sends the command once more.
 *
 * @throws the SDK's error as it is.
 */
export async function sendStsCommand<T>(
  target: StsTarget,
  credentials: AwsCredentials,
  send: (client: STSClient) => Promise<T>,
): Promise<T> {
  const client = stsClient(target, credentials);
  try {
    return await send(client);
  } catch (error) {
    if (!readAwsError(error).clockSkewCorrected) throw error;
    return send(client);
  }
}

function readSession(
  { AccessKeyId, SecretAccessKey, SessionToken, Expiration }: Partial<Credentials>,
  accountId: string | undefined,
): AwsCredentials {
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration)
    throw new Error('The response of STS has no credentials.');
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
  RoleSessionName: own ?? defaultSessionName,
  ...(externalId !== undefined && { ExternalId: externalId }),
  ...(duration !== undefined && { DurationSeconds: duration }),
});

const codeInput = (mfa: MfaCode | undefined) =>
  mfa ? { SerialNumber: mfa.serialNumber, TokenCode: mfa.code } : {};

/** Calls `AssumeRole` as the source. @throws the SDK's error as it is. */
export async function assumeRole(
  target: StsTarget,
  source: AwsCredentials,
  role: RoleRequest,
  mfa?: MfaCode,
): Promise<AwsCredentials> {
  const command = new AssumeRoleCommand({ ...roleInput(role), ...codeInput(mfa) });
  const { Credentials, AssumedRoleUser } = await sendStsCommand(target, source, (sts) => sts.send(command));
  return readSession(Credentials ?? {}, findAccountId(AssumedRoleUser?.Arn));
}

/** Calls `GetSessionToken`: a session of the keys' own user, with MFA. @throws the SDK's error as it is. */
export async function getSessionToken(
  target: StsTarget,
  keys: AwsCredentials,
  duration: number | undefined,
  mfa: MfaCode,
): Promise<AwsCredentials> {
  const command = new GetSessionTokenCommand({
    ...codeInput(mfa),
    ...(duration !== undefined && { DurationSeconds: duration }),
  });
  const { Credentials } = await sendStsCommand(target, keys, (sts) => sts.send(command));
  return readSession(Credentials ?? {}, keys.accountId);
}

/** Calls `AssumeRoleWithWebIdentity`, which is not signed: the token authenticates it. @throws the SDK's error as it is. */
export async function assumeRoleWithWebIdentity(
  target: StsTarget,
  role: RoleRequest,
  token: string,
): Promise<AwsCredentials> {
  const command = new AssumeRoleWithWebIdentityCommand({ ...roleInput(role), WebIdentityToken: token });
  const unsigned = { accessKeyId: '', secretAccessKey: '' };
  const { Credentials, AssumedRoleUser } = await sendStsCommand(target, unsigned, (sts) => sts.send(command));
  return readSession(Credentials ?? {}, findAccountId(AssumedRoleUser?.Arn));
}
