import { mkdir } from 'node:fs/promises';
import { startLocalEcr, type LocalEcr } from '../local-ecr.ts';
import type { NetworkShape } from '../network/network-shape.ts';
import type { ReplicationPace } from '../replication/backfill.ts';
import { demoProfiles, demoRegions, writeActions } from './demo-accounts.ts';
import { writeDemoProfiles } from './demo-profile-files.ts';
import { fillDemoRegistries } from './demo-repositories.ts';

/** The running demo. */
export interface DemoRegistries {
  readonly ecr: LocalEcr;
  /** The path for `AWS_CONFIG_FILE`. */
  readonly configFile: string;
  /** The path for `AWS_SHARED_CREDENTIALS_FILE`. */
  readonly credentialsFile: string;
  /** Stops the local ECR. The two files remain. */
  close(): Promise<void>;
}

const megabyte = 1_000_000;

/** Slow enough to watch the progress: a typical copy takes five to fifteen seconds. */
const network: NetworkShape = {
  latencyMs: 40,
  up: { bytesPerSecondPerConnection: 15 * megabyte, bytesPerSecondTotal: 60 * megabyte },
  down: { bytesPerSecondPerConnection: 15 * megabyte, bytesPerSecondTotal: 60 * megabyte },
};

/** Slow enough to watch a backfill; in milliseconds. */
const replicationPace: ReplicationPace = { push: 2_000, preparation: 3_000, image: 200 };

/**
 * Starts registries with sample images in two accounts and three regions, and writes AWS profiles for them into a
 * directory, which is created if missing.
 */
export async function startDemoRegistries(directory: string): Promise<DemoRegistries> {
  const accountIds = [...new Set(demoProfiles.map((profile) => profile.accountId))];
  const ecr = await startLocalEcr({
    accounts: accountIds.map((id) => ({
      id,
      principals: demoProfiles.filter(({ accountId }) => accountId === id).map(({ principal }) => principal),
    })),
    regions: demoRegions,
    network,
    replicationPace,
  });
  try {
    for (const { principal, access } of demoProfiles) {
      if (access === 'expired') ecr.faults.expireCredentials(principal.arn);
      if (access !== 'read-only') continue;
      for (const action of writeActions) ecr.faults.deny({ principalArn: principal.arn, action });
    }
    fillDemoRegistries(ecr, new Date());
    await mkdir(directory, { recursive: true });
    const files = await writeDemoProfiles(directory, demoProfiles, ecr.endpoint);
    return { ecr, ...files, close: async () => ecr.close() };
  } catch (error) {
    await ecr.close();
    throw error;
  }
}
