import { describe, expect } from 'vitest';
import { createPlans } from '../plan/plan-store.ts';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { test } from '../../testing/ecr-replication-test.ts';

const destination = { accountId: '222222222222', region: 'us-east-1' };

describe('an offer', () => {
  test('names every change, and changes nothing', async ({ registries, proposals, seed, plan }) => {
    await seed('team/api', '1.0', '1.1');
    await seed('team/api-gateway', '2.0');
    await seed('team/web', '3.0');
    const offer = await proposals.offer([await plan('team/api')], undefined);
    if (offer.kind === 'not-offered') throw new Error(offer.reason);
    const { proposal } = offer;
    expect(proposal.configuration).toEqual({
      before: [],
      after: [{ destinations: [destination], prefixes: ['team/api'] }],
      changes: [{ kind: 'added', rule: { destinations: [destination], prefixes: ['team/api'] } }],
    });
    expect(proposal.alsoMatched).toEqual({
      kind: 'read',
      value: { count: 1, names: ['team/api-gateway'] },
    });
    expect(proposal.registryPolicy).toMatchObject({ kind: 'add-statement' });
    expect(proposal.backfill).toEqual({ kind: 'needed', images: 2, coveredRepositories: 2 });
    expect(proposal.creationTemplates).toEqual([]);
    expect(proposal.permissions.map(({ side }) => side)).toEqual(['source', 'destination']);
    const written = registries.ecr.calls.all.filter(({ operation }) =>
      /^(Put|Create|Start|Set)/.test(operation),
    );
    expect(written).toEqual([]);
  });

  test('takes a prefix instead of the names', async ({ proposals, seed, plan }) => {
    await seed('team/api', '1.0');
    const plans = [await plan('team/api')];
    expect(await proposals.offer(plans, ['team/'])).toMatchObject({ proposal: { prefixes: ['team/'] } });
    expect(await proposals.offer(plans, ['tools/'])).toEqual({
      kind: 'not-offered',
      reason: 'None of the prefixes matches repository team/api.',
    });
  });

  test('gives created repositories their settings by a template of the namespace', async ({
    registries,
    proposals,
    seed,
    plan,
  }) => {
    const repository = await seed('team/api', '1.0');
    repository.settings.tagMutability = 'IMMUTABLE';
    repository.resourceTags.set('team', 'blue');
    const plans = [await plan('team/api')];
    expect(await proposals.offer(plans, undefined)).toMatchObject({
      proposal: {
        creationTemplates: [
          { kind: 'create', prefix: 'team', repositories: ['team/api'], leftOut: ['resourceTags'] },
        ],
      },
    });
    const now = new Date();
    registries.destination.creationTemplates.set('ROOT', {
      prefix: 'ROOT',
      appliedFor: ['REPLICATION'],
      createdAt: now,
      updatedAt: now,
    });
    expect(await proposals.offer(plans, undefined)).toMatchObject({
      proposal: { creationTemplates: [{ kind: 'existing', prefix: 'ROOT', repositories: ['team/api'] }] },
    });
  });

  test('goes without what may not be read', async ({ registries, proposals, seed, plan }) => {
    await seed('team/api', '1.0');
    const plans = [await plan('team/api')];
    for (const action of ['ecr:DescribeRepositories', 'ecr:GetRegistryPolicy'])
      registries.ecr.faults.deny({ action });
    expect(await proposals.offer(plans, undefined)).toMatchObject({
      proposal: {
        alsoMatched: { kind: 'unreadable', error: { code: 'access-denied', side: 'source' } },
        registryPolicy: { kind: 'unknown', error: { code: 'access-denied', side: 'destination' } },
        backfill: { coveredRepositories: undefined },
      },
    });
  });

  test('is not offered when a Deny of the registry policy prevents it', async ({
    registries,
    proposals,
    seed,
    plan,
  }) => {
    await seed('team/api', '1.0');
    registries.destination.policyText = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111111111111:root' },
          Action: 'ecr:*',
          Resource: '*',
        },
        { Effect: 'Deny', Principal: '*', Action: 'ecr:ReplicateImage', Resource: '*' },
      ],
    });
    expect(await proposals.offer([await plan('team/api')], ['team/'])).toEqual({
      kind: 'not-offered',
      reason:
        'A statement of the registry policy of 222222222222 in us-east-1 denies the replication of repository team/api. Change that statement first.',
    });
  });

  test('needs neither archived images nor the tags of signatures to be chosen', async ({
    proposals,
    seed,
    plan,
  }) => {
    const repository = await seed('team/api', '1.0');
    const plans = [await plan('team/api')];
    await seedImage(repository, [['signature', 100]], [`sha256-${'a'.repeat(64)}.sig`]);
    expect(await proposals.offer(plans, undefined)).toMatchObject({ kind: 'offered' });
    const { digest } = await seedImage(repository, [['later', 100]], ['2.0']);
    expect(await proposals.offer(plans, undefined)).toMatchObject({ kind: 'not-offered' });
    setArchived(repository, digest, true);
    expect(await proposals.offer(plans, undefined)).toMatchObject({ kind: 'offered' });
  });
});

describe('is not offered', () => {
  test('where the plan differs from what ECR does', async ({ registries, proposals, seed, plan }) => {
    await seed('team/api', '1.0', '1.1');
    const reasonOf = async (planned: ReturnType<typeof plan>): Promise<string> => {
      const offer = await proposals.offer([await planned], undefined);
      return offer.kind === 'not-offered' ? offer.reason : 'offered';
    };
    expect(await reasonOf(plan('team/api', {}, { to: 'other/api' }))).toBe(
      'ECR keeps the names of repositories, and team/api is copied to other/api.',
    );
    expect(await reasonOf(plan('team/api', {}, { tags: ['1.0'] }))).toBe(
      'ECR replicates whole repositories, and tag 1.1 of team/api is not chosen.',
    );
    expect(await reasonOf(plan('team/api', { referrers: false }))).toContain('signatures');
    const { images, ...rest } = (await plan('team/api')).request;
    const renamed = images.map((image) => ({ ...image, destinationTags: ['new'] })).slice(0, 1);
    const prepared = createPlans(registries.access).create({ ...rest, images: renamed });
    expect(await reasonOf(prepared.then((each) => each.plan))).toContain('ECR keeps the tags of images');
  });

  test('beyond the limit of rules, and where the rules cannot be read', async ({
    registries,
    proposals,
    seed,
    plan,
  }) => {
    await seed('team/api', '1.0');
    const plans = [await plan('team/api')];
    const rule = { destinations: [{ registryId: '111111111111', region: 'us-east-1' }] };
    registries.source.replicationRules = Array.from({ length: 10 }, () => rule);
    expect(await proposals.offer(plans, undefined)).toMatchObject({
      reason: expect.stringContaining('11 replication rules, and ECR allows 10'),
    });
    registries.ecr.faults.deny({ action: 'ecr:DescribeRegistry' });
    expect(await proposals.offer(plans, undefined)).toMatchObject({
      reason: expect.stringContaining('not allowed ecr:DescribeRegistry'),
    });
  });

  test('where writing the rules would lose a part that this version does not know', async ({
    registries,
    proposals,
    seed,
    plan,
  }) => {
    await seed('team/api', '1.0');
    registries.source.replicationRules = [
      {
        destinations: [{ registryId: '111111111111', region: 'us-east-1' }],
        repositoryFilters: JSON.parse('[{ "filter": "-live", "filterType": "SUFFIX_MATCH" }]'),
      },
    ];
    expect(await proposals.offer([await plan('team/api')], undefined)).toMatchObject({
      kind: 'not-offered',
      reason: expect.stringContaining('filters of type SUFFIX_MATCH'),
    });
  });
});
