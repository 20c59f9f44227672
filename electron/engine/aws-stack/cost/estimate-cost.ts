import type { CostEstimate, CostRange } from '../../../../shared/models/aws-stack.ts';
import { formatCount } from '../../../../shared/format/counts.ts';
import { otherRegions, prices, pricesCheckedOn, priceSources, transferPrice } from './price-table.ts';

/** What is known of a run before it starts. */
export interface RunSize {
  /** The region of the stack. */
  readonly region: string;
  /** Bytes to transfer for each item. */
  readonly itemBytes: readonly number[];
  /** Bytes from region to region. A blob that several images share counts once in `low` and in each of them in `high`. */
  readonly transfers: readonly {
    readonly source: string;
    readonly destination: string;
    readonly bytes: CostRange;
  }[];
  /** GB of memory of the function. */
  readonly memoryGb: number;
  /** Bytes from which on an item is copied by CodeBuild. */
  readonly maxFunctionBytes: number;
}

/** Bytes per second of one item, and seconds that it takes besides its bytes. */
const fast = { bytesPerSecond: 75e6, itemSeconds: 2, buildSeconds: 60 };
const slow = { bytesPerSecond: 15e6, itemSeconds: 10, buildSeconds: 300 };

/** One for the function, one for the decision, one for the end. */
const transitionsPerItem = 3;
/** Seconds of one invocation. */
const invocation = 870;
/** Items whose results one object of S3 contains at least. */
const itemsPerResult = 100;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

interface Usage {
  readonly gbSeconds: number;
  readonly requests: number;
  readonly transitions: number;
  readonly buildMinutes: number;
}

function computeUsage(
  { itemBytes, memoryGb, maxFunctionBytes }: RunSize,
  { bytesPerSecond, itemSeconds, buildSeconds }: typeof fast,
): Usage {
  const inFunction = itemBytes.filter((bytes) => bytes <= maxFunctionBytes);
  const inBuild = itemBytes.filter((bytes) => bytes > maxFunctionBytes);
  const seconds = inFunction.map((bytes) => itemSeconds + bytes / bytesPerSecond);
  const invocations = sum(seconds.map((each) => Math.ceil(each / invocation)));
  // The function measures a large item, and confirms it after the build.
  const requests = invocations + 2 * inBuild.length;
  return {
    gbSeconds: memoryGb * (sum(seconds) + 2 * itemSeconds * inBuild.length),
    requests,
    transitions: transitionsPerItem * requests + inBuild.length,
    buildMinutes: sum(inBuild.map((bytes) => Math.ceil((buildSeconds + bytes / bytesPerSecond) / 60))),
  };
}

const total = (ranges: readonly CostRange[]): CostRange => ({
  low: sum(ranges.map(({ low }) => low)),
  high: sum(ranges.map(({ high }) => high)),
});

/**
 * Estimates what a run costs in the user's account. Storage of the images at the destination is not part of it, and neither are
 * retries.
 */
export function estimateCost(size: RunSize): CostEstimate {
  const [least, most] = [computeUsage(size, fast), computeUsage(size, slow)];
  const factor = size.region === 'us-east-1' ? 1 : otherRegions;
  const range = (costOf: (usage: Usage) => number): CostRange => ({
    low: costOf(least),
    high: factor * costOf(most),
  });
  const objects = 1 + Math.ceil(size.itemBytes.length / itemsPerResult);
  const lines = [
    {
      title: `Lambda: ${formatCount(least.requests, 'invocation')} or more, and their duration`,
      cost: range(
        ({ gbSeconds, requests }) =>
          gbSeconds * prices.lambdaGbSecond.dollars + requests * prices.lambdaRequest.dollars,
      ),
    },
    {
      title: `Step Functions: ${formatCount(least.transitions, 'state transition')} or more`,
      cost: range(({ transitions }) => transitions * prices.stateTransition.dollars),
    },
    {
      title: 'CodeBuild: images that are too large for the function',
      cost: range(({ buildMinutes }) => buildMinutes * prices.buildMinute.dollars),
    },
    { title: 'S3: requests', cost: range(() => objects * (prices.s3Put.dollars + prices.s3Get.dollars)) },
    {
      title: 'Data transfer between regions, charged to the source account',
      cost: total(
        size.transfers.map(({ source, destination, bytes }) => {
          const price = transferPrice(source, destination);
          return { low: (bytes.low / 1e9) * price.low, high: (bytes.high / 1e9) * price.high };
        }),
      ),
    },
  ];
  return {
    lines,
    total: total(lines.map(({ cost }) => cost)),
    assumptions: [
      `One image transfers between ${slow.bytesPerSecond / 1e6} and ${fast.bytesPerSecond / 1e6} MB/s, and takes between ${fast.itemSeconds} and ${slow.itemSeconds} s besides.`,
      `An image that transfers more slowly can be copied by CodeBuild instead, at $${prices.buildMinute.dollars} for a minute.`,
      'A layer that several images share is transferred between once and once for each of them.',
      `Prices are list prices without free tiers. In regions other than us-east-1 they are up to ${otherRegions} times those of us-east-1.`,
      'Retries, logs, and the storage of the images at the destination are not included.',
    ],
    pricesCheckedOn,
    priceSources,
  };
}
