import { createHandlerPool } from '../../../electron/testing/aws-stack/handler-pool.ts';
import { readBuildScript } from '../../../electron/testing/aws-stack/read-build-script.ts';
import { runBuildScript } from '../../../electron/testing/aws-stack/run-build-script.ts';
import { runStateMachine } from '../../../electron/testing/aws-stack/run-state-machine.ts';
import type { StackWorld } from '../../../electron/testing/aws-stack/stack-world.ts';
import {
  readStackFile,
  readItems,
  startStackWorld,
} from '../../../electron/testing/aws-stack/stack-world.ts';
import { seedImage } from '../../../electron/testing/seed-image.ts';
import type { Campaign, CampaignFigure } from '../core/campaign.ts';
import { atMost, exactly } from '../core/campaign.ts';
import { seededRandom } from '../../../electron/testing/random.ts';
import { disturbFunction } from './disturbed-function.ts';

const names = { from: 'team/many', to: 'mirror/many', create: true };

/** Bytes that the function transfers for one image, and bytes of an image that is larger. */
const maxTransferBytes = 1_000_000;
const largeImage = 3_000_000;
/** One of so many images is too large for the function. */
const imagesPerLarge = 500;

/** Seeds images that share a layer, each with one layer of its own. */
async function seedImages(world: StackWorld, count: number) {
  const repository = world.source.createRepository(names.from);
  const images = [];
  for (let index = 0; index < count; index += 1) {
    const tag = `v${index}`;
    const size = index % imagesPerLarge === 0 ? largeImage : 1_000 + index;
    const { digest } = await seedImage(
      repository,
      [
        ['shared', 20_000],
        [`own ${index}`, size],
      ],
      [tag],
    );
    images.push({ digest, sourceTags: [tag], destinationTags: [tag] });
  }
  return images;
}

async function runInWorld(world: StackWorld, size: number, seed: number): Promise<readonly CampaignFigure[]> {
  const images = await seedImages(world, size);
  const stack = await world.exportCopy(names, images);
  const pool = createHandlerPool(() => world.createHandler({ MAX_TRANSFER_BYTES: String(maxTransferBytes) }));
  const { invoke, counts } = disturbFunction(pool, seededRandom(seed));
  const buildScript = readBuildScript(readStackFile(stack, 'template.yaml'));
  let builds = 0;
  world.ecr.faults.add({ kind: 'server-error', status: 503, operation: 'PutImage', times: 5 });

  const { status, results, mostAtOnce } = await runStateMachine(
    readStackFile(stack, 'state-machine.asl.json'),
    readItems(stack),
    {
      invoke,
      async build(workItem) {
        builds += 1;
        await runBuildScript(buildScript, workItem, world.environment);
      },
    },
  );
  const { tags } = world.destination.repository(names.to);
  const correct = images.filter(({ digest, destinationTags: [tag = ''] }) => tags.get(tag) === digest);
  const kinds = ['none', 'throttled', 'no-time', 'timed-out', 'delivered-twice'] as const;
  return [
    exactly('images at the destination under their tags', size, correct.length),
    exactly('failed items', 0, results.filter((each) => each.status === 'FAILED').length),
    exactly('failed executions', 0, status === 'FAILED' ? 1 : 0),
    exactly(
      'kinds of disturbed invocations that did not occur',
      0,
      kinds.filter((kind) => !counts.has(kind)).length,
    ),
    exactly('images copied by a build', Math.ceil(size / imagesPerLarge), builds),
    atMost('items at the same time', stack.concurrency.items, mostAtOnce),
  ];
}

/** The exported state machine with the function behind it, against the local ECR. */
export const campaign: Campaign = {
  description:
    'An exported state machine copies every image in spite of throttled, interrupted, repeated and continued invocations.',
  fullSize: 1_000,
  sampleSize: 60,
  async run({ size, seed, report }) {
    const world = await startStackWorld();
    try {
      report(`${size} images are seeded, planned, exported and copied`);
      return await runInWorld(world, size, seed);
    } finally {
      await world.close();
    }
  },
};
