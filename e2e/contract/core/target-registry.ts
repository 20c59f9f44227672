import { ECRClient } from '@aws-sdk/client-ecr';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ContractRepositories } from './repositories.ts';
import { openRegistryEndpoint, type RegistryEndpoint } from './registry-endpoint.ts';
import type { ContractTarget } from './target.ts';

/** A target that was opened: the clients of one identity, and the repositories that this run makes there. */
export interface TargetRegistry {
  readonly target: ContractTarget;
  readonly accountId: string;
  /** ARN of the identity. */
  readonly identity: string;
  /** Repeats failed calls a few times, and waits when it is throttled. */
  readonly client: ECRClient;
  /** Sends each call once. */
  readonly onceClient: ECRClient;
  readonly endpoint: RegistryEndpoint;
  readonly repositories: ContractRepositories;
  close(): void;
}

/** What every client of a target is made with. No variable and no file leads it to another endpoint than the one given. */
export const clientOptions = (target: ContractTarget) => ({ ...target, ignoreConfiguredEndpointUrls: true });

/** Account and ARN of the identity of a target. Writes nothing. */
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

/** Opens a target. Creates nothing; the claims create repositories under `prefix`. */
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
