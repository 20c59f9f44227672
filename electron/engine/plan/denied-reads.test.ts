import { describe, expect } from 'vitest';
import type { Plan } from '../../../shared/models/plan.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import { describeWarning } from '../../../shared/text/plan-warning.ts';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import { createTransfers } from '../transfers/transfers.ts';
import type { Plans } from './plan-store.ts';
import { createPlans } from './plan-store.ts';
import { test as base } from '../../testing/registries-test.ts';

// A denied optional read costs a feature, never the copy.

let plans: Plans;
let count = 0;
const names = () => ({ from: `source/${count}`, to: `destination/${count}` });

const atSource = '111111111111:user/build';
const atDestination = '222222222222:user/production';

/** The verification of each image of the last run. */
let verified: readonly boolean[] = [];

async function run({ id }: Plan) {
  const transfers = createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries });
  transfers.start(id);
  await expect.poll(() => transfers.list().every(({ state }) => isFinished(state))).toBe(true);
  const ended = transfers.list();
  verified = ended.flatMap(({ images }) =>
    images.map(({ state }) => state.kind === 'done' && state.verified),
  );
  return ended.map(({ state }) => state.kind);
}

const sentences = ({ warnings }: Plan): readonly string[] => warnings.map(describeWarning);

const test = base
  .extend('deny', ({ registries }) => (account: string, ...actions: readonly string[]): void => {
    for (const action of actions)
      registries.ecr.faults.deny({ action, principalArn: `arn:aws:iam::${account}` });
  })
  .extend('seed', ({ registries }) => async () => {
    const from = registries.source.createRepository(names().from, { tagMutability: 'IMMUTABLE' });
    return { from, ...(await seedImage(from, [['layer', 5_000]], ['v1'])) };
  })
  .extend('planCopy', ({ registries }) => async (digest: string, create = false): Promise<Plan> => {
    const images = [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }];
    return (await plans.create(registries.request({ ...names(), create }, images))).plan;
  });

test.beforeEach(({ registries }) => {
  count += 1;
  plans = createPlans(registries.access);
});

describe('DescribeRepositories', () => {
  test('denied at the source: copies the images without a warning', async ({
    registries,
    deny,
    seed,
    planCopy,
  }) => {
    const { digest } = await seed();
    const to = registries.destination.createRepository(names().to);
    deny(atSource, 'ecr:DescribeRepositories');
    const plan = await planCopy(digest);
    expect(plan.warnings).toEqual([]);
    expect(plan.source.repositoryUri).toBe(`111111111111.dkr.ecr.eu-west-1.amazonaws.com/${names().from}`);
    expect(await run(plan)).toEqual(['done']);
    expect([...to.tags]).toEqual([['v1', digest]]);
  });

  test('denied at a destination that does not exist: creates it as planned', async ({
    registries,
    deny,
    seed,
    planCopy,
  }) => {
    const { digest } = await seed();
    deny(atDestination, 'ecr:DescribeRepositories');
    const plan = await planCopy(digest, true);
    expect(plan.warnings).toEqual([]);
    expect(plan.destination.repository.kind).toBe('create');
    expect(await run(plan)).toEqual(['done']);
    const created = registries.destination.repository(names().to);
    expect(created.settings.tagMutability).toBe('IMMUTABLE');
  });

  test('denied at the destination: fails an image whose tag is immutable', async ({
    registries,
    deny,
    seed,
    planCopy,
  }) => {
    const { digest } = await seed();
    const to = registries.destination.createRepository(names().to, { tagMutability: 'IMMUTABLE' });
    await seedImage(to, [['other', 1_000]], ['v1']);
    deny(atDestination, 'ecr:DescribeRepositories');
    const plan = await planCopy(digest);
    expect(plan.warnings.map(({ kind }) => kind)).toEqual(['mutability-unknown', 'tags-move']);
    expect(plan.destination.repository).toMatchObject({ kind: 'existing', tagMutability: undefined });
    expect(await run(plan)).toEqual(['failed']);
  });
});

test('names unreadable settings of the source in one warning, and creates the repository', async ({
  registries,
  deny,
  seed,
  planCopy,
}) => {
  const { digest } = await seed();
  deny(
    atSource,
    'ecr:DescribeRepositories',
    'ecr:GetLifecyclePolicy',
    'ecr:GetRepositoryPolicy',
    'ecr:ListTagsForResource',
  );
  const plan = await planCopy(digest, true);
  expect(sentences(plan)).toEqual([
    expect.stringContaining(
      'The new repository gets ECR’s defaults for what cannot be read of the source: tag mutability, encryption, scan on push, lifecycle policy, resource tags. Profile build is not allowed ecr:DescribeRepositories',
    ),
  ]);
  expect(await run(plan)).toEqual(['done']);
  expect(registries.destination.repository(names().to).settings.tagMutability).toBe('MUTABLE');
});

describe('BatchGetImage denied at the destination', () => {
  test('writes the image, moves its tag, and reports before and after that nothing is verified', async ({
    registries,
    deny,
    seed,
    planCopy,
  }) => {
    const { digest } = await seed();
    const to = registries.destination.createRepository(names().to);
    await seedImage(to, [['other', 1_000]], ['v1']);
    deny(atDestination, 'ecr:DescribeRepositories', 'ecr:BatchGetImage');
    const plan = await planCopy(digest);
    expect(plan.warnings.map(({ kind }) => kind)).toEqual(['mutability-unknown', 'contents-unknown']);
    expect(sentences(plan)[1]).toContain(
      'the copy is not verified. Profile production is not allowed ecr:Batch',
    );
    expect(await run(plan)).toEqual(['done']);
    expect(to.tags.get('v1')).toBe(digest);
    expect(verified).toEqual([false]);
  });

  test('succeeds when the same copy is repeated, without another write', async ({
    registries,
    deny,
    seed,
    planCopy,
  }) => {
    const { digest } = await seed();
    const to = registries.destination.createRepository(names().to, { tagMutability: 'IMMUTABLE' });
    deny(atDestination, 'ecr:DescribeRepositories', 'ecr:BatchGetImage');
    expect(await run(await planCopy(digest))).toEqual(['done']);
    expect(await run(await planCopy(digest))).toEqual(['done']);
    expect([...to.tags]).toEqual([['v1', digest]]);
  });

  test('detects a missing repository by BatchCheckLayerAvailability', async ({ deny, seed, planCopy }) => {
    const { digest } = await seed();
    deny(atDestination, 'ecr:DescribeRepositories', 'ecr:BatchGetImage');
    const plan = await planCopy(digest);
    expect(plan.blockers.map(({ code }) => code)).toEqual(['repository-not-found']);
  });
});

test('DescribeImages denied: moves a tag of an archived image at the destination', async ({
  registries,
  deny,
  seed,
  planCopy,
}) => {
  const { digest } = await seed();
  const to = registries.destination.createRepository(names().to);
  const other = await seedImage(to, [['other', 1_000]], ['v1']);
  setArchived(to, other.digest, true);
  deny(atDestination, 'ecr:DescribeImages');
  const plan = await planCopy(digest);
  expect(sentences(plan)).toEqual([
    expect.stringContaining(
      'Tag v1 points to an archived image at the destination and will point to another image than now.',
    ),
  ]);
  expect(await run(plan)).toEqual(['done']);
  expect(to.tags.get('v1')).toBe(digest);
});

test('DescribeImages and ListImageReferrers denied: copies the image without its referrers', async ({
  registries,
  seed,
  planCopy,
}) => {
  const { digest } = await seed();
  const to = registries.destination.createRepository(names().to);
  registries.ecr.faults.add({ kind: 'access-denied', operation: 'DescribeImages' });
  registries.ecr.faults.add({ kind: 'access-denied', operation: 'ListImageReferrers', times: 100 });
  const plan = await planCopy(digest);
  expect(plan.warnings.map(({ kind }) => kind)).toEqual(['referrers-unknown']);
  expect(await run(plan)).toEqual(['done']);
  expect([...to.tags]).toEqual([['v1', digest]]);
});
