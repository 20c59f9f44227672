import { startLocalEcr, type LocalEcr } from '../../../electron/local-ecr/local-ecr.ts';
import type { ClaimContext } from '../core/claim.ts';
import { newPrefix } from '../core/repositories.ts';
import { openTarget } from '../core/target-registry.ts';

const region = 'eu-central-1';
const accountIds = ['111122223333', '444455556666'] as const;

/** A local ECR with two accounts, opened like any other target: by its endpoint and keys. */
export interface LocalTarget {
  readonly ecr: LocalEcr;
  readonly context: ClaimContext & { readonly second: NonNullable<ClaimContext['second']> };
  close(): Promise<void>;
}

/** The only user of an account. */
export const principalOf = (accountId: string) => ({
  accessKeyId: `AKIACONTRACT${accountId.slice(0, 8)}`,
  secretAccessKey: `secret-of-${accountId}`,
  arn: `arn:aws:iam::${accountId}:user/contract`,
});

/** Opens the registries of both accounts at an endpoint. */
export async function openContext(endpoint: string): Promise<LocalTarget['context']> {
  const prefix = newPrefix();
  const open = async (accountId: string) =>
    openTarget({ endpoint, region, credentials: async () => principalOf(accountId) }, prefix);
  const [first, second] = accountIds;
  return { first: await open(first), second: await open(second), exhaustQuotas: true };
}

/** Starts a local ECR with blob mounting enabled in the first account, and with ECR's quota of InitiateLayerUpload. */
export async function openLocalTarget(): Promise<LocalTarget> {
  const ecr = await startLocalEcr({
    accounts: accountIds.map((id) => ({ id, principals: [principalOf(id)] })),
    regions: [region],
    throttle: { InitiateLayerUpload: 100 },
  });
  ecr.registry(accountIds[0], region).accountSettings.set('BLOB_MOUNTING', 'ENABLED');
  const context = await openContext(ecr.endpoint);
  return {
    ecr,
    context,
    close: async () => {
      for (const registry of [context.first, context.second]) registry.close();
      await ecr.close();
    },
  };
}
