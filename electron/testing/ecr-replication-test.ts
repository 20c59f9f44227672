import type { AccountProtection } from '../../shared/models/account.ts';
import { createProposals } from '../engine/ecr-replication/proposals.ts';
import { createPlans } from '../engine/plan/plan-store.ts';
import type { Plan } from '../../shared/models/plan.ts';
import type { ReplicationOptions } from '../../shared/models/plan.ts';
import { test as base } from './registries-test.ts';
import { seedImage } from './seed-image.ts';

interface Protection {
  current: AccountProtection;
}

/**
 * A test of ECR's own replication, from account 111111111111 in eu-west-1 to 222222222222 in us-east-1, without any rule,
 * policy or template at its start.
 */
export const test = base
  .extend('withoutSettings', { auto: true }, ({ registries }) => {
    for (const registry of [registries.source, registries.destination]) {
      registry.replicationRules = [];
      registry.policyText = undefined;
      registry.creationTemplates.clear();
      registry.repositories.clear();
    }
    registries.ecr.calls.clear();
    registries.ecr.replications.clear();
  })
  .extend('protection', (): Protection => ({ current: { kind: 'known', notes: {} } }))
  .extend('proposals', ({ registries, protection }) =>
    createProposals({
      access: registries.access,
      protection: () => protection.current,
      // Tests change the registries between two offers.
      cacheLifetime: 0,
    }),
  )
  /** Seeds a repository at the source with one image for each tag. */
  .extend('seed', ({ registries }) => async (name: string, ...tags: readonly string[]) => {
    const repository = registries.source.createRepository(name);
    for (const tag of tags) await seedImage(repository, [[`${name} ${tag}`, 1_000]], [tag]);
    return repository;
  })
  /** Plans to copy these tags of a repository, or all, into a repository that is created. */
  .extend(
    'plan',
    ({ registries }) =>
      async (
        from: string,
        options: Partial<ReplicationOptions> = {},
        { to = from, tags }: { readonly to?: string; readonly tags?: readonly string[] } = {},
      ): Promise<Plan> => {
        const { tags: all } = registries.source.repository(from);
        const images = [...all]
          .filter(([tag]) => tags?.includes(tag) ?? true)
          .map(([tag, digest]) => ({ digest, sourceTags: [tag], destinationTags: [tag] }));
        const request = registries.request({ from, to, create: true }, images, options);
        return (await createPlans(registries.access).create(request)).plan;
      },
  );
