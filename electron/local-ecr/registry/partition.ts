/** One of AWS's partitions. */
export interface Partition {
  /** For example `aws-cn` in `arn:aws-cn:…`. */
  readonly name: string;
  /** The prefix of its Region names. */
  readonly regionPrefix: string;
  /** The suffix of its host names. */
  readonly dnsSuffix: string;
}

/** The partitions of the SDK's endpoint rules; the last one has all other Regions. */
const partitions = [
  { name: 'aws-cn', regionPrefix: 'cn-', dnsSuffix: 'amazonaws.com.cn' },
  { name: 'aws-us-gov', regionPrefix: 'us-gov-', dnsSuffix: 'amazonaws.com' },
  { name: 'aws-iso', regionPrefix: 'us-iso-', dnsSuffix: 'c2s.ic.gov' },
  { name: 'aws-iso-b', regionPrefix: 'us-isob-', dnsSuffix: 'sc2s.sgov.gov' },
  { name: 'aws-iso-e', regionPrefix: 'eu-isoe-', dnsSuffix: 'cloud.adc-e.uk' },
  { name: 'aws-iso-f', regionPrefix: 'us-isof-', dnsSuffix: 'csp.hci.ic.gov' },
  { name: 'aws-eusc', regionPrefix: 'eusc-', dnsSuffix: 'amazonaws.eu' },
] as const satisfies readonly Partition[];

const commercial: Partition = { name: 'aws', regionPrefix: '', dnsSuffix: 'amazonaws.com' };

export function partitionOf(region: string): Partition {
  return partitions.find(({ regionPrefix }) => region.startsWith(regionPrefix)) ?? commercial;
}
