import { expect, test as baseTest } from 'vitest';
import type { Transfer, TransferUpdate } from '../../shared/models/transfer.ts';
import { isFinished } from '../../shared/models/transfer.ts';
import { createPlans } from '../engine/plan/plan-store.ts';
import type { Transfers } from '../engine/transfers/transfers.ts';
import { createTransfers } from '../engine/transfers/transfers.ts';
import { seedImage } from './seed-image.ts';
import type { RegistriesOptions } from './two-registries.ts';
import { quickRetries, startTwoRegistries } from './two-registries.ts';

/** Resolves with the transfer when it is finished. */
export const waitUntilFinished = async (transfers: Transfers, id: string): Promise<Transfer> => {
  const current = (): Transfer => {
    const transfer = transfers.list().find((each) => each.id === id);
    if (!transfer) throw new Error(`Transfer ${id} is not listed.`);
    return transfer;
  };
  await expect.poll(() => isFinished(current().state)).toBe(true);
  return current();
};

/**
 * A test with plans and transfers between two registries, which all tests of a file share. Each test has repository
 * names of its own.
 */
export const createTransferTest = (options: RegistriesOptions = {}) => {
  let count = 0;
  return (
    baseTest
      .extend('registriesOptions', { scope: 'file' }, options)
      .extend('registries', { scope: 'file' }, async ({ registriesOptions }, { onCleanup }) => {
        const registries = await startTwoRegistries(registriesOptions);
        onCleanup(() => registries.close());
        return registries;
      })
      .extend('reset', { auto: true }, ({ registries }, { onCleanup }) => {
        onCleanup(() => {
          registries.ecr.faults.clear();
          registries.ecr.network.shape = {};
        });
      })
      .extend('plans', ({ registries }) => createPlans(registries.access))
      .extend('names', () => {
        count += 1;
        return { from: `source/${count}`, to: `destination/${count}` };
      })
      /** Seeds two images that share a layer, and plans their copies into a repository that does not exist. */
      .extend('planTwoImages', ({ registries, plans, names }) => async (layerSize = 6 * 1024 * 1024) => {
        const source = registries.source.createRepository(names.from);
        const [one, two] = [
          await seedImage(
            source,
            [
              ['shared', layerSize],
              ['one', layerSize],
            ],
            ['v1'],
          ),
          await seedImage(
            source,
            [
              ['shared', layerSize],
              ['two', layerSize],
            ],
            ['v2'],
          ),
        ];
        const request = registries.request({ ...names, create: true }, [
          { digest: one.digest, sourceTags: [], destinationTags: ['v1'] },
          { digest: two.digest, sourceTags: [], destinationTags: ['v2'] },
        ]);
        const { plan } = await plans.create(request);
        return { one, two, plan, request, destination: () => registries.destination.repository(names.to) };
      })
      .extend('updates', (): TransferUpdate[] => [])
      .extend('transfers', ({ plans, updates }, { onCleanup }) => {
        const send = (update: TransferUpdate): void => void updates.push(update);
        const transfers = createTransfers({ plans, send, retryPolicy: quickRetries });
        onCleanup(() => transfers.cancelAll());
        return transfers;
      })
      .extend(
        'finished',
        ({ transfers }) =>
          (id: string): Promise<Transfer> =>
            waitUntilFinished(transfers, id),
      )
  );
};
