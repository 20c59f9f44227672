import type { ClaimContext } from './claim.ts';

/** The maximum of what a whole run creates; a test compares the figures with a run against the local ECR. */
export const ceilings = {
  /** Repositories in the registry of the first profile, and in that of the second one. */
  repositories: { first: 30, second: 5 },
  /** Layer bytes that are sent and received, in MiB. */
  megabytes: 200,
  requests: 4000,
  /** Images in both registries. */
  images: 250,
} as const;

/** US dollars, from https://aws.amazon.com/ecr/pricing/ for us-east-1 as reported in March 2026. */
const prices = { storagePerGigabyteMonth: 0.1, internetPerGigabyte: 0.09, enhancedScan: 0.09 };

const hoursPerMonth = 730;

/** The maximum cost of storage for an hour and of sending everything to the internet, in US dollars. */
function costCeiling(): number {
  const gigabytes = ceilings.megabytes / 1024;
  return gigabytes * (prices.storagePerGigabyteMonth / hoursPerMonth + prices.internetPerGigabyte);
}

/** The sentences that are printed before anything is created. */
export function announcement({ first, second, exhaustQuotas }: ClaimContext): readonly string[] {
  const place = first.target.endpoint ?? `AWS, ${first.target.region}`;
  const { repositories, megabytes, requests, images } = ceilings;
  return [
    `Target: ${place}`,
    `First identity: ${first.identity}, registry ${first.accountId}`,
    ...(second ? [`Second identity: ${second.identity}, registry ${second.accountId}`] : []),
    '',
    `Creates up to ${repositories.first} repositories in ${first.accountId}${
      second ? ` and up to ${repositories.second} in ${second.accountId}` : ''
    }, all named ${first.repositories.prefix}/…, and deletes them at the end, also after Ctrl+C or a failure.`,
    ...(second
      ? [`Gives some of them a policy that lets account ${second.accountId} pull, until they are deleted.`]
      : []),
    'Reads the account setting BLOB_MOUNTING. Changes no setting of an account, and no other repository.',
    'Archives six images of less than 1 KB: ECR charges archived images for 90 days, here less than $0.01.',
    ...(exhaustQuotas
      ? [
          'Exceeds the rate of InitiateLayerUpload twice: other pushes of the account in this Region may be throttled for a second.',
        ]
      : []),
    `Sends up to ${requests} requests, most of them PutImage, which take minutes at 10 a second, and up to ${megabytes} MiB of layers.`,
    `Costs at most about $${costCeiling().toFixed(2)}: requests are free, storage is $${prices.storagePerGigabyteMonth.toFixed(2)} per GB and month, traffic to the internet $${prices.internetPerGigabyte.toFixed(2)} per GB (https://aws.amazon.com/ecr/pricing/, us-east-1, as reported in March 2026).`,
    `Where the registry has enhanced scanning, Amazon Inspector charges about $${prices.enhancedScan.toFixed(2)} for each image that it scans besides, of up to ${images}.`,
  ];
}
