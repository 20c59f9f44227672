import type { NetworkSettings } from '../../../shared/models/network.ts';
import type { AwsAccess } from '../../engine/aws/clients/aws-access.ts';
import { createAwsAccess } from '../../engine/aws/clients/aws-access.ts';
import { createNetwork } from '../../engine/aws/network/create-network.ts';
import { defaultTimeouts } from '../../engine/aws/network/timeouts.ts';
import { formatUserAgent } from '../../engine/aws/network/user-agent.ts';
import type { CliContext } from '../terminal/context.ts';

const settings = (): NetworkSettings => ({ proxyMode: 'environment' });

/** Opens AWS with the network settings of the environment: HTTPS_PROXY, NO_PROXY, AWS_CA_BUNDLE. */
export function openAccess({
  environment,
  stderr,
  version,
}: Pick<CliContext, 'environment' | 'stderr' | 'version'>): AwsAccess {
  const userAgent = formatUserAgent(version);
  const warn = (warning: string): void => void stderr.write(`warning: ${warning}\n`);
  const network = createNetwork({ timeouts: defaultTimeouts, userAgent, settings, environment, warn });
  return createAwsAccess({ environment, network, warn });
}
