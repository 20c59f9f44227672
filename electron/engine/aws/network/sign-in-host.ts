import type { Partition } from '../../../../shared/models/reference.ts';
import { hostSuffix, findPartition } from '../../../../shared/models/reference.ts';
import type { EndpointOptions } from '../profiles/custom-endpoint.ts';

interface SignInSuffixes {
  /** Domain of the console: `<region>.signin.<console>`. */
  readonly console: string;
  /** Domain of the dual-stack (IPv4 and IPv6) hosts. */
  readonly dualStack: string;
}

/** From the SDK's endpoint rules for the service. */
const suffixes: Readonly<Record<Partition, SignInSuffixes>> = {
  aws: { console: 'aws.amazon.com', dualStack: 'api.aws' },
  'aws-cn': { console: 'amazonaws.cn', dualStack: 'api.amazonwebservices.com.cn' },
  'aws-us-gov': { console: 'amazonaws-us-gov.com', dualStack: 'api.aws' },
  'aws-iso': { console: 'c2shome.ic.gov', dualStack: 'api.aws.ic.gov' },
  'aws-iso-b': { console: 'sc2shome.sgov.gov', dualStack: 'api.aws.scloud' },
  'aws-iso-e': { console: 'csphome.adc-e.uk', dualStack: 'api.cloud-aws.adc-e.uk' },
  'aws-iso-f': { console: 'csphome.hci.ic.gov', dualStack: 'api.aws.hci.ic.gov' },
  'aws-eusc': { console: 'amazonaws-eusc.eu', dualStack: 'api.amazonwebservices.eu' },
};

/** The host of the AWS sign-in service in a region, which `aws login` uses. No public SDK client has its endpoint rules. */
export function signInHost(
  region: string,
  {
    useFipsEndpoint,
    useDualstackEndpoint,
  }: Pick<EndpointOptions, 'useFipsEndpoint' | 'useDualstackEndpoint'>,
): string {
  const partition = findPartition(region);
  const { console, dualStack } = suffixes[partition];
  if (useDualstackEndpoint) return `signin${useFipsEndpoint ? '-fips' : ''}.${region}.${dualStack}`;
  if (!useFipsEndpoint) return `${region}.signin.${console}`;
  if (partition !== 'aws-us-gov') return `signin-fips.${region}.${hostSuffix(region)}`;
  return region === 'us-gov-west-1' ? `signin-fips.${console}` : `${region}.signin-fips.${console}`;
}
