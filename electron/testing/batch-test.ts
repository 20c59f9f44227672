import { expect } from 'vitest';
import type { Batch, BatchRequest, BatchUpdate } from '../../shared/models/batch.ts';
import { batchRequestSchema } from '../../shared/models/batch.ts';
import { noRenames } from '../../shared/models/rename-rules.ts';
import type { Transfer } from '../../shared/models/transfer.ts';
import { isFinished } from '../../shared/models/transfer.ts';
import { createBatches } from '../engine/jobs/batch/batches.ts';
import { createPlans } from '../engine/plan/plan-store.ts';
import { createTransfers } from '../engine/transfers/transfers.ts';
import { test as base } from './registries-test.ts';
import { seedImage } from './seed-image.ts';
import { quickRetries } from './two-registries.ts';

type RepositoriesRequest = Extract<BatchRequest, { kind: 'repositories' }>;

/** Requests whole repositories, from build in eu-west-1 to production in us-east-1. */
export const batchRequest = (
  names: readonly string[],
  more: Partial<RepositoriesRequest> = {},
): BatchRequest =>
  batchRequestSchema.parse({
    kind: 'repositories',
    source: { profile: 'build', region: 'eu-west-1' },
    repositories: names,
    filter: [],
    renames: noRenames,
    destination: { profile: 'production', region: 'us-east-1', createRepository: true },
    ...more,
  });

const MiB = 1024 * 1024;

/** A test of batches between two registries, with a prefix of its own for its repositories. */
export const test = base
  .extend('nextNumber', { scope: 'file' }, () => {
    let number = 0;
    return (): number => (number += 1);
  })
  .extend('prefix', ({ nextNumber }) => `batch${nextNumber()}`)
  /** Creates repositories below the prefix, with one image for each tag; all images share a layer. */
  .extend(
    'setUp',
    ({ registries, prefix }) =>
      async (tagsOf: Readonly<Record<string, readonly string[]>>): Promise<readonly string[]> => {
        const names: string[] = [];
        for (const [name, tags] of Object.entries(tagsOf)) {
          const repository = registries.source.createRepository(`${prefix}/${name}`);
          names.push(repository.name);
          for (const tag of tags)
            await seedImage(
              repository,
              [
                ['base', MiB],
                [`${repository.name}:${tag}`, 1000],
              ],
              [tag],
            );
        }
        return names;
      },
  )
  .extend('plans', ({ registries }) => createPlans(registries.access))
  .extend('updates', (): BatchUpdate[] => [])
  .extend('batches', ({ registries, plans, updates }) =>
    createBatches({ access: registries.access, plans, send: (update) => void updates.push(update) }),
  )
  .extend('planBatch', ({ batches }) => async (request: BatchRequest): Promise<Batch> => {
    const { id } = batches.create(request);
    await batches.whenFinished(id);
    const found = batches.list().find((batch) => batch.id === id);
    if (!found) throw new Error(`Batch ${id} is not listed.`);
    return found;
  })
  .extend('transfers', ({ plans }, { onCleanup }) => {
    const transfers = createTransfers({
      plans,
      send: () => undefined,
      retryPolicy: quickRetries,
      limits: () => ({ atOnce: 2, layersAtOnce: undefined }),
    });
    onCleanup(() => transfers.cancelAll());
    return transfers;
  })
  /** Starts the transfers of a batch. */
  .extend(
    'start',
    ({ batches, transfers }) =>
      (id: string): readonly Transfer[] =>
        batches.start(id, (planIds) => planIds.map((planId) => transfers.start(planId))),
  )
  .extend(
    'waitForTransfers',
    ({ transfers }) =>
      async (): Promise<void> =>
        expect.poll(() => transfers.list().every(({ state }) => isFinished(state))).toBe(true),
  );
