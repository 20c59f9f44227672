import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import type { LocalPrincipal } from '../local-ecr/accounts/accounts.ts';
import type { LocalEcr } from '../local-ecr/local-ecr.ts';

/** Requests temporary keys of a user from the local STS, as tools do that write them to the credentials file. */
export async function getSessionToken(
  ecr: LocalEcr,
  credentials: LocalPrincipal,
): Promise<Pick<LocalPrincipal, 'accessKeyId' | 'secretAccessKey'> & { readonly sessionToken: string }> {
  const client = new STSClient({ endpoint: ecr.endpoint, region: 'eu-west-1', credentials });
  const { Credentials } = await client.send(new GetSessionTokenCommand({}));
  client.destroy();
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
