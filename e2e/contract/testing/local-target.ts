import { startLocalEcr, type LocalEcr } from '../../../electron/engine/local-ecr/local-ecr.ts';
import type { ClaimContext } from '../core/claim.ts';
import { newPrefix } from '../core/repositories.ts';
import { openTarget } from '../core/target-registry.ts';

const region = 'eu-central-1';

/** A local ECR of two accounts, opened like any other target: by its endpoint and with keys. */
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

/** Starts it with blob mounting enabled in the first account, and with ECR's quota of InitiateLayerUpload. */
export async function openLocalTarget(): Promise<LocalTarget> {
  const [first, second] = ['111122223333', '444455556666'] as const;
  const ecr = await startLocalEcr({
    accounts: [first, second].map((id) => ({ id, principals: [principalOf(id)] })),
    regions: [region],
    throttle: { InitiateLayerUpload: 100 },
  });
  ecr.registry(first, region).accountSettings.set('BLOB_MOUNTING', 'ENABLED');
  const prefix = newPrefix();
  const open = async (accountId: string) =>
    openTarget({ endpoint: ecr.endpoint, region, credentials: async () => principalOf(accountId) }, prefix);
  const context = { first: await open(first), second: await open(second), exhaustQuotas: true };
  return {
    ecr,
    context,
    close: async () => {
      for (const registry of [context.first, context.second]) registry.close();
      await ecr.close();
    },
  };
}
