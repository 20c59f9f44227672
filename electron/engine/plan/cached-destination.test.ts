import { expect } from 'vitest';
import { describeWarning } from '../../../shared/text/plan-warning.ts';
import type { PullThroughCacheRule } from '../../local-ecr/registry/pull-through-cache.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { createTransferTest } from '../../testing/transfer-test.ts';

// A destination that is a pull-through cache: the copy is written, and nothing is imported from the upstream registry.

const test = createTransferTest()
  .extend('names', ({ task }) => ({ from: `source/${task.id}`, to: `cache/${task.id}` }))
  /** The rule of the destination; its upstream repository has the image to copy and another one, under the same tags. */
  .extend('rule', async ({ registries, names }, { onCleanup }): Promise<PullThroughCacheRule> => {
    const upstream = registries.source.createRepository(names.to.replace('cache/', ''));
    await seedImage(upstream, [['layer', 5_000]], ['v1']);
    await seedImage(upstream, [['upstream', 10]], ['v2']);
    const rule = { upstreamRegistryUrl: 'public.example', imports: [], upstream: registries.source };
    registries.destination.pullThroughCacheRules.set('cache', rule);
    onCleanup(() => registries.destination.pullThroughCacheRules.clear());
    return rule;
  })
  .extend('deny', ({ registries }) => (...actions: readonly string[]): void => {
    for (const action of actions)
      registries.ecr.faults.deny({ action, principalArn: 'arn:aws:iam::222222222222:user/production' });
  })
  /** Plans a copy to tag `v1` and `v2`, runs it and resolves with both. */
  .extend('copy', ({ registries, names, plans, transfers, finished }) => async (create = false) => {
    const from = registries.source.createRepository(names.from);
    const { digest } = await seedImage(from, [['layer', 5_000]], ['v1']);
    const request = registries.request({ ...names, create }, [
      { digest, sourceTags: ['v1'], destinationTags: ['v1', 'v2'] },
    ]);
    const { plan } = await plans.create(request);
    const transfer = await finished(transfers.start(plan.id).id);
    return { plan, transfer, digest, to: registries.destination.repository(names.to) };
  });

test.for([
  ['nothing', []],
  ['the rules', ['ecr:DescribePullThroughCacheRules']],
  ['DescribeImages', ['ecr:DescribeImages']],
] as const)(
  'is copied to without an import, denied: %s',
  async ([, denied], { registries, names, rule, deny, copy }) => {
    registries.destination.createRepository(names.to);
    deny(...denied);
    const { transfer, digest, to } = await copy();
    expect(transfer).toMatchObject({ state: { kind: 'done' }, images: [{ state: { verified: true } }] });
    expect(Object.fromEntries(to.tags)).toEqual({ v1: digest, v2: digest });
    expect(rule.imports).toEqual([]);
  },
);

test('is created and copied to without an import', async ({ rule, copy }) => {
  const { transfer } = await copy(true);
  expect(transfer.state.kind).toBe('done');
  expect(rule.imports).toEqual([]);
});

test('is named in the plan, with what ECR does to its tags', async ({ registries, names, rule, copy }) => {
  registries.destination.createRepository(names.to);
  const { plan } = await copy();
  expect(plan.warnings.map(describeWarning)).toEqual([
    `${names.to} is a pull-through cache of ${rule.upstreamRegistryUrl}. When a tag that upstream has too is pulled, ECR checks upstream once in 24 hours and can move the tag to upstream’s image.`,
  ]);
});

test('is written without being read when its images cannot be listed', async ({
  registries,
  names,
  rule,
  deny,
  copy,
}) => {
  registries.destination.createRepository(names.to);
  deny('ecr:DescribeImages', 'ecr:ListImages');
  const { plan, transfer, to } = await copy();
  expect(plan.warnings.map(({ kind }) => kind)).toEqual(['destination-is-cache', 'contents-unknown']);
  expect(transfer).toMatchObject({ state: { kind: 'done' }, images: [{ state: { verified: false } }] });
  expect([...to.tags.keys()]).toEqual(['v1', 'v2']);
  expect(rule.imports).toEqual([]);
});

test('is read with a warning when neither the rules nor its images can be listed', async ({
  registries,
  names,
  rule,
  deny,
  copy,
}) => {
  registries.destination.createRepository(names.to);
  deny('ecr:DescribeImages', 'ecr:ListImages', 'ecr:DescribePullThroughCacheRules');
  const { plan } = await copy();
  expect(plan.warnings.map(describeWarning)).toContainEqual(
    expect.stringContaining(
      `Whether ${names.to} at the destination is a pull-through cache is not known. If it is, this plan`,
    ),
  );
  expect(rule.imports).not.toEqual([]);
});
