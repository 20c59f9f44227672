import type { NetworkSettings } from '../../shared/models/network.ts';
import type { AwsAccess } from '../engine/aws/clients/aws-access.ts';
import { createAwsAccess } from '../engine/aws/clients/aws-access.ts';
import { createNetwork } from '../engine/aws/network/create-network.ts';
import { defaultTimeouts } from '../engine/aws/network/timeouts.ts';
import type { CliContext } from './context.ts';

const settings = (): NetworkSettings => ({ proxyMode: 'environment' });

/** AWS by way of what the environment says: HTTPS_PROXY, NO_PROXY, AWS_CA_BUNDLE; there are no other settings here. */
export function openAccess({ environment, stderr }: Pick<CliContext, 'environment' | 'stderr'>): AwsAccess {
  const network = createNetwork({ timeouts: defaultTimeouts, settings, environment });
  return createAwsAccess({
    environment,
    network,
    warn: (warning) => void stderr.write(`warning: ${warning}\n`),
  });
}
