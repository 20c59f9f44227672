import { describe, expect } from 'vitest';
import type { Plan, ReplicationOptions, ReplicationRequest } from '../../../shared/models/plan.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import { describeWarning } from '../../../shared/text/plan-warning.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import { createTransfers } from '../transfers/transfers.ts';
import type { Plans } from './plan-store.ts';
import { createPlans } from './plan-store.ts';
import { test as base } from '../../testing/registries-test.ts';

// Warnings and blockers about signatures at the destination, and about foreign layers.

let plans: Plans;
let from: Repository;
let count = 0;

const destinationName = (): string => `signatures/destination-${count}`;

const blockersIn = ({ images }: Plan) => images.flatMap(({ blockers }) => blockers);

/** Runs a plan until it is finished. */
async function run({ id }: Plan) {
  const ended = Promise.withResolvers<void>();
  const transfers = createTransfers({
    plans,
    retryPolicy: quickRetries,
    send: ({ status }) => {
      if (isFinished(status.state)) ended.resolve();
    },
  });
  transfers.start(id);
  await ended.promise;
  return transfers.list()[0];
}

const test = base
  .extend(
    'plan',
    ({ registries }) =>
      async (
        images: ReplicationRequest['images'],
        options: Partial<ReplicationOptions> = {},
      ): Promise<Plan> =>
        (await plans.create(registries.request({ from: from.name, to: destinationName() }, images, options)))
          .plan,
  )
  /** The same image at both sides, with different signatures. */
  .extend('signedTwice', ({ registries }) => async (tagMutability: 'MUTABLE' | 'IMMUTABLE') => {
    const to = registries.destination.createRepository(destinationName(), { tagMutability });
    const image = await seedImage(from, [['image', 100]]);
    await seedImage(to, [['image', 100]]);
    const tag = `${image.digest.replace(':', '-')}.sig`;
    const mine = await seedImage(from, [['mine', 30]], [tag]);
    // A referrer of a signature that is not copied is not copied either.
    const ofMine = await seedImage(from, [['of mine', 31]], [`${mine.digest.replace(':', '-')}.att`]);
    const theirs = await seedImage(to, [['theirs', 32]], [tag]);
    const images = [{ digest: image.digest, sourceTags: [], destinationTags: ['v1'] }];
    return { to, image, tag, mine, ofMine, theirs, images };
  });

test.beforeEach(({ registries }) => {
  count += 1;
  registries.ecr.calls.clear();
  plans = createPlans(registries.access);
  from = registries.source.createRepository(`signatures/source-${count}`);
});

describe('a signature tag that already points to another signature', () => {
  test('in an immutable repository: one blocker that offers to keep the existing signature', async ({
    plan,
    signedTwice,
  }) => {
    const { images, tag, image, to, theirs, mine, ofMine } = await signedTwice('IMMUTABLE');
    const blockers = blockersIn(await plan(images));
    expect(blockers).toMatchObject([
      { code: 'tag-immutable', side: 'destination', action: 'keep-signatures' },
    ]);
    expect(blockers[0]?.message).toBe(
      `The signature of ${image.digest.slice(0, 19)} cannot be copied: ${to.name} has another one under its tag ${tag} already, and its tags cannot be moved. Keep that one, or copy without signatures.`,
    );

    const kept = await plan(images, { existingSignatures: 'keep' });
    expect(blockersIn(kept)).toEqual([]);
    expect(kept.images[0]?.referrers).toEqual([]);
    expect(await run(kept)).toMatchObject({
      state: { kind: 'done' },
      images: [{ state: { kind: 'done', verified: true } }],
    });
    expect([...to.tags]).toEqual([
      [tag, theirs.digest],
      ['v1', image.digest],
    ]);
    expect([mine, ofMine].filter(({ digest }) => to.images.has(digest))).toEqual([]);
  });

  test('in a mutable repository: a warning that it is replaced or kept', async ({ plan, signedTwice }) => {
    const { images, tag, image, to, mine, theirs } = await signedTwice('MUTABLE');
    const subject = image.digest.slice(0, 19);
    const planned = await plan(images);
    const { warnings } = planned;
    expect(blockersIn(planned)).toEqual([]);
    expect(warnings).toEqual([{ kind: 'signatures-replaced', count: 1, tag }]);
    expect(warnings.map(describeWarning)).toEqual([
      `The signature of ${subject} at the destination (tag ${tag}) is replaced by the source’s.`,
    ]);

    const kept = await plan(images, { existingSignatures: 'keep' });
    expect(kept.warnings.map(describeWarning)).toEqual([
      `The signature of ${subject} at the destination (tag ${tag}) is kept: the source’s is not copied.`,
    ]);
    await run(kept);
    expect(to.tags.get(tag)).toBe(theirs.digest);

    await run(await plan(images));
    expect(to.tags.get(tag)).toBe(mine.digest);
  });

  test('no warning when both sides have the same signature', async ({ plan, signedTwice }) => {
    const { images, to, tag } = await signedTwice('MUTABLE');
    await run(await plan(images));
    const again = await plan(images, { existingSignatures: 'keep' });
    expect(again.warnings).toEqual([]);
    expect(again.images[0]?.referrers[0]?.tag).toMatchObject({ kind: 'unchanged', tag });
    expect(to.tags.has(tag)).toBe(true);
  });
});

test('reports a conflict between a requested tag and the tag of a signature in the same plan', async ({
  registries,
  plan,
}) => {
  registries.destination.createRepository(destinationName());
  const image = await seedImage(from, [['image', 100]]);
  const tag = `${image.digest.replace(':', '-')}.sig`;
  const signature = await seedImage(from, [['signature', 30]], [tag]);
  const other = await seedImage(from, [['other', 40]]);

  const conflicting = await plan([
    { digest: image.digest, sourceTags: [], destinationTags: ['v1'] },
    { digest: other.digest, sourceTags: [], destinationTags: [tag] },
  ]);
  const blockers = blockersIn(conflicting);
  expect(blockers).toMatchObject([{ code: 'invalid-input', action: 'change-tags' }]);
  expect(blockers[0]?.message).toBe(
    `Tag ${tag} is requested for ${other.digest.slice(0, 19)}, but it attaches the signature ${signature.digest.slice(0, 19)}, which is copied too. Choose another tag, or copy without signatures.`,
  );

  const both = await plan([
    { digest: image.digest, sourceTags: [], destinationTags: ['v1'] },
    { digest: signature.digest, sourceTags: [tag], destinationTags: [tag] },
  ]);
  expect(blockersIn(both)).toEqual([]);
});

const foreignLayer = (letter: string, url: string) => ({
  mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
  digest: `sha256:${letter.repeat(64)}`,
  size: 1_000_000,
  urls: [url],
});

test('warns about nondistributable layers, which are not copied', async ({ registries, plan }) => {
  const to = registries.destination.createRepository(destinationName());
  const seeded = await seedImage(from, [['a', 100]]);
  const { layers, ...manifest } = JSON.parse(seeded.manifest);
  const { digest } = putImage(from, {
    manifest: JSON.stringify({
      ...manifest,
      layers: [
        ...layers,
        foreignLayer('e', 'https://mcr.microsoft.com/v2/windows/blobs/e'),
        foreignLayer('f', 'https://mcr.microsoft.com/v2/windows/blobs/f'),
      ],
    }),
  });
  const planned = await plan([{ digest, sourceTags: [], destinationTags: ['v1'] }]);
  expect(planned.warnings.map(describeWarning)).toEqual([
    '2 layers (2.0 MB) must not be distributed, and are not copied. Clients that pull the image download them from mcr.microsoft.com.',
  ]);
  expect(planned.blobs).toHaveLength(2);
  await run(planned);
  expect(to.tags.get('v1')).toBe(digest);
});
