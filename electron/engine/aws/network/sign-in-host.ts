import type { Partition } from '../../../../shared/models/reference.ts';
import { hostSuffix, partitionOf } from '../../../../shared/models/reference.ts';
import type { EndpointOptions } from '../profiles/custom-endpoint.ts';

interface SignInSuffixes {
  /** Of the console's own domain: `<region>.signin.<console>`. */
  readonly console: string;
  /** Of hosts that speak IPv6 too. */
  readonly dualStack: string;
}

/** As the SDK's endpoint rules for the service have them. */
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

/** The host of a region's AWS sign-in service, which `aws login` and its profiles use. No public client of the SDK knows it. */
export function signInHost(
  region: string,
  {
    useFipsEndpoint,
    useDualstackEndpoint,
  }: Pick<EndpointOptions, 'useFipsEndpoint' | 'useDualstackEndpoint'>,
): string {
  const partition = partitionOf(region);
  const { console, dualStack } = suffixes[partition];
  if (useDualstackEndpoint) return `signin${useFipsEndpoint ? '-fips' : ''}.${region}.${dualStack}`;
  if (!useFipsEndpoint) return `${region}.signin.${console}`;
  if (partition !== 'aws-us-gov') return `signin-fips.${region}.${hostSuffix(region)}`;
  return region === 'us-gov-west-1' ? `signin-fips.${console}` : `${region}.signin-fips.${console}`;
}
