import { ECRClient } from '@aws-sdk/client-ecr';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ContractRepositories } from './repositories.ts';
import { openRegistryEndpoint, type RegistryEndpoint } from './registry-endpoint.ts';
import type { ContractTarget } from './target.ts';

/** An opened target: the clients of one identity, and the repositories of this run. */
export interface TargetRegistry {
  readonly target: ContractTarget;
  readonly accountId: string;
  /** ARN of the identity. */
  readonly identity: string;
  /** Retries failed calls a few times, and waits when it is throttled. */
  readonly client: ECRClient;
  /** Sends each call once. */
  readonly onceClient: ECRClient;
  readonly endpoint: RegistryEndpoint;
  readonly repositories: ContractRepositories;
  close(): void;
}

/** The configuration of every client of a target. No variable and no file can replace its endpoint. */
export const clientOptions = (target: ContractTarget) => ({ ...target, ignoreConfiguredEndpointUrls: true });

/** Account and ARN of the identity of a target. Changes nothing. */
export async function identify(
  target: ContractTarget,
): Promise<{ readonly accountId: string; readonly identity: string }> {
  const sts = new STSClient(clientOptions(target));
  try {
    const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return { accountId: Account, identity: Arn };
  } finally {
    sts.destroy();
  }
}

/** Opens a target. Creates nothing; the claims create repositories with `prefix`. */
export async function openTarget(target: ContractTarget, prefix: string): Promise<TargetRegistry> {
  const { accountId, identity } = await identify(target);
  const options = clientOptions(target);
  const client = new ECRClient({ ...options, maxAttempts: 6, retryMode: 'adaptive' });
  const onceClient = new ECRClient({ ...options, maxAttempts: 1 });
  return {
    target,
    accountId,
    identity,
    client,
    onceClient,
    endpoint: await openRegistryEndpoint(client),
    repositories: new ContractRepositories(client, prefix),
    close: () => {
      client.destroy();
      onceClient.destroy();
    },
  };
}
