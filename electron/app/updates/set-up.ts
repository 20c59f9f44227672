import type { InstallMethod, UpdateDelivery, UpdateManagement } from '../../../shared/models/update.ts';
import type { PolicyReading } from '../policy/policy.ts';
import type { UpdateFeed } from './feed/locate-feed.ts';
import { locateFeed } from './feed/locate-feed.ts';
import type { Installation } from './installation.ts';
import { decideDelivery } from './installation.ts';
import { describeManagement, mirrorOf } from './rules.ts';

export interface SetUpPorts {
  readonly readPolicy: () => Promise<PolicyReading>;
  readonly readInstallation: () => Promise<Installation>;
  /** The keys of `update-keys.ts`. */
  readonly keys: readonly string[];
}

/** What is read once at the start, and does not change until the app is quit. */
export interface SetUp {
  readonly policy: PolicyReading;
  readonly management: UpdateManagement | undefined;
  readonly delivery: UpdateDelivery;
  /** Undefined when updates are not installed. */
  readonly method: InstallMethod | undefined;
  readonly appImage: string | undefined;
  readonly feed: UpdateFeed;
  readonly feedHost: string;
}

/** Reads the policy and how the app was installed. */
export async function readSetUp({ readPolicy, readInstallation, keys }: SetUpPorts): Promise<SetUp> {
  const [policy, installation] = await Promise.all([readPolicy(), readInstallation()]);
  const delivery = decideDelivery(installation, policy, keys.length > 0);
  const feed = locateFeed(mirrorOf(policy));
  return {
    policy,
    management: describeManagement(policy),
    delivery,
    method: delivery.kind === 'install' ? delivery.method : undefined,
    appImage: installation.appImage?.path,
    feed,
    feedHost: feed.channelFolder('latest').host,
  };
}
