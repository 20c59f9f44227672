import type { CostRange } from '../../../../shared/models/aws-stack.ts';

/** List prices in US dollars without free tiers, those of us-east-1 where regions differ. */
export const priceTable = {
  /** When these prices were written down. */
  year: '2025',
  sources: [
    'https://aws.amazon.com/lambda/pricing/',
    'https://aws.amazon.com/step-functions/pricing/',
    'https://aws.amazon.com/codebuild/pricing/',
    'https://aws.amazon.com/s3/pricing/',
    'https://aws.amazon.com/ecr/pricing/',
    'https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer',
  ],
  /** One GB of memory for one second, arm64. */
  lambdaGbSecond: 0.000_013_333_4,
  lambdaRequest: 0.000_000_2,
  /** Standard workflows, which the items of the map are as well. */
  stateTransition: 0.000_025,
  /** general1.small, Linux. */
  buildMinute: 0.005,
  s3Put: 0.000_005,
  s3Get: 0.000_000_4,
  /** The highest price of another region, as a multiple of that of us-east-1. */
  otherRegions: 1.5,
} as const;

/** The regions from which data transfer to another region is cheapest. */
const cheapSource = /^(?:us|ca|eu)-/;

/** The price of 1 GB from one region to another, which AWS charges to the account of the source. */
export function transferPrice(source: string, destination: string): CostRange {
  if (source === destination) return { low: 0, high: 0 };
  return cheapSource.test(source) ? { low: 0.01, high: 0.02 } : { low: 0.02, high: 0.15 };
}
