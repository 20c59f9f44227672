import type { CostRange } from '../../../../shared/models/aws-stack.ts';

/** One price, and where it was found. */
interface Price {
  /** US dollars for one unit: the list price in us-east-1 without free tiers. */
  readonly dollars: number;
  /** What one unit is, with the price as the sources state it. */
  readonly what: string;
  /** The page of AWS that has the price. */
  readonly page: string;
  /** What confirmed the price when the table was checked. */
  readonly confirmedBy: string;
}

/** When the prices were looked up last. AWS's pages fill in most of their prices in the browser, so that copies lack them. */
export const pricesCheckedOn = '2026-11-30';

const lambdaPage = 'https://aws.amazon.com/lambda/pricing/';
const s3Page = 'https://aws.amazon.com/s3/pricing/';

/** The prices of `estimateCost`, each for one unit of a service. `transferPrice` has those of data transfer. */
export const prices = {
  lambdaGbSecond: {
    dollars: 0.000_013_333_4,
    what: 'Lambda, $0.0000133334 for one GB-second on arm64',
    page: lambdaPage,
    confirmedBy: 'pages of others from 2024 and May 2026',
  },
  lambdaRequest: {
    dollars: 0.000_000_2,
    what: 'Lambda, $0.20 for a million requests',
    page: lambdaPage,
    confirmedBy: 'a page of others from May 2026',
  },
  /** Of standard workflows, which the items of the map are as well. */
  stateTransition: {
    dollars: 0.000_025,
    what: 'Step Functions, $0.025 for 1,000 state transitions',
    page: 'https://aws.amazon.com/step-functions/pricing/',
    confirmedBy: "an undated copy of AWS's page, and a page of others from March 2026",
  },
  buildMinute: {
    dollars: 0.005,
    what: 'CodeBuild, $0.005 for a minute of general1.small on Linux',
    page: 'https://aws.amazon.com/codebuild/pricing/',
    confirmedBy: 'undated pages of others',
  },
  s3Put: {
    dollars: 0.000_005,
    what: 'S3, $0.005 for 1,000 PUT requests',
    page: s3Page,
    confirmedBy: 'an undated page of others',
  },
  s3Get: {
    dollars: 0.000_000_4,
    what: 'S3, $0.0004 for 1,000 GET requests',
    page: s3Page,
    confirmedBy: 'nothing',
  },
} as const satisfies Readonly<Record<string, Price>>;

/** The highest price of another region, as a multiple of that of us-east-1: Step Functions in sa-east-1. */
export const otherRegions = 1.5;

/** The regions from which data transfer to another region is cheapest. */
const cheapSource = /^(?:us|ca|eu)-/;

/** The price of 1 GB from one region to another, which AWS charges to the account of the source. */
export function transferPrice(source: string, destination: string): CostRange {
  if (source === destination) return { low: 0, high: 0 };
  return cheapSource.test(source) ? { low: 0.01, high: 0.02 } : { low: 0.02, high: 0.15 };
}

const describePrice = ({ what, page, confirmedBy }: Price): string =>
  confirmedBy === 'nothing'
    ? `${what} (${page}): not confirmed`
    : `${what} (${page}): confirmed by ${confirmedBy}`;

/** Each price with its source, and whether it could be confirmed: one sentence each. */
export const priceSources: readonly string[] = [
  ...Object.values(prices).map(describePrice),
  'Data transfer, $0.01 to $0.02 for 1 GB from a region in the US, Canada or Europe (https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer): confirmed by a page of others from March 2026; another one of that month states $0.09',
  'Data transfer, $0.02 to $0.15 for 1 GB from another region (the same page): not confirmed',
];
