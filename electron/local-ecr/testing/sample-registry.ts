import { createHash } from 'node:crypto';
import { ECRClient, type ECRClientConfig } from '@aws-sdk/client-ecr';
import type { LocalAccount, LocalPrincipal } from '../accounts/accounts.ts';
import { startLocalEcr, type LocalEcr, type LocalEcrOptions } from '../local-ecr.ts';

/** Two accounts with one principal each, for tests. */
export const ana: LocalPrincipal = {
  accessKeyId: 'AKIAANA0000000000000',
  secretAccessKey: 'secret-of-ana',
  arn: 'arn:aws:iam::111111111111:user/ana',
};
export const ben: LocalPrincipal = {
  accessKeyId: 'ASIABEN0000000000000',
  secretAccessKey: 'secret-of-ben',
  sessionToken: 'session-of-ben',
  arn: 'arn:aws:sts::222222222222:assumed-role/push/ben',
};
export const accounts: readonly LocalAccount[] = [
  { id: '111111111111', principals: [ana] },
  { id: '222222222222', principals: [ben] },
];
export const region = 'eu-central-1';

/** A local ECR with these two accounts in two regions. */
export async function startSample(options: Partial<LocalEcrOptions> = {}): Promise<LocalEcr> {
  return startLocalEcr({ accounts, regions: [region, 'us-east-1'], ...options });
}

/** The real SDK client without retries, so that a test sees every error. */
export function clientOf(ecr: LocalEcr, principal: LocalPrincipal, config: ECRClientConfig = {}): ECRClient {
  return new ECRClient({ endpoint: ecr.endpoint, region, credentials: principal, maxAttempts: 1, ...config });
}

export const sha256 = (bytes: string | Uint8Array): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
