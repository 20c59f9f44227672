import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createCredentialChain, fromContainerMetadata, fromHttp } from '@aws-sdk/credential-providers';
import type { Network } from '../../engine/aws/network/network.ts';
import type { AwsCredentials } from '../../engine/aws/profiles/aws-credentials.ts';
import { registerSecrets } from '../../engine/aws/profiles/aws-credentials.ts';
import type { Configuration, Environment } from '../settings/configuration.ts';

/** Creates the clients of the services besides ECR and STS, which act as the function's own role. */
export interface ServiceClients {
  readonly lambda: () => LambdaClient;
  readonly s3: () => S3Client;
  readonly ssm: () => SSMClient;
}

/** A custom endpoint of one service, or of all (AWS SDKs and Tools Reference Guide, "Service-specific endpoints"). */
function findEndpoint(
  environment: Environment,
  service: 'LAMBDA' | 'S3' | 'SSM',
): { readonly endpoint?: string } {
  const endpoint = environment[`AWS_ENDPOINT_URL_${service}`] || environment['AWS_ENDPOINT_URL'];
  return endpoint ? { endpoint } : {};
}

/** Reads the credentials of the function's role where `findOwnIdentity` says that they are. */
async function readOwnCredentials({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey = '',
  AWS_SESSION_TOKEN: sessionToken,
}: Environment): Promise<AwsCredentials> {
  if (!accessKeyId) return createCredentialChain(fromHttp(), fromContainerMetadata())();
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

export function createServiceClients(
  { environment, region }: Pick<Configuration, 'environment' | 'region'>,
  network: Network,
): ServiceClients {
  const common = {
    region,
    requestHandler: network.requestHandler,
    customUserAgent: network.userAgent,
    credentials: async () => registerSecrets(await readOwnCredentials(environment)),
    // `auto` requests the region from the instance metadata service.
    defaultsMode: 'legacy' as const,
  };
  return {
    lambda: () => new LambdaClient({ ...common, ...findEndpoint(environment, 'LAMBDA') }),
    s3() {
      const custom = findEndpoint(environment, 'S3');
      // A custom endpoint has no host for each bucket.
      return new S3Client({ ...common, ...custom, forcePathStyle: custom.endpoint !== undefined });
    },
    ssm: () => new SSMClient({ ...common, ...findEndpoint(environment, 'SSM') }),
  };
}
