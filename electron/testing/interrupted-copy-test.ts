import { expect } from 'vitest';
import type { Transfer, TransferUpdate } from '../../shared/models/transfer.ts';
import { isFinished } from '../../shared/models/transfer.ts';
import type { UploadMethodChoice } from '../../shared/models/upload-method.ts';
import type { Transfers, TransfersOptions } from '../engine/transfers/transfers.ts';
import { createTransfers } from '../engine/transfers/transfers.ts';
import type { Repository } from '../local-ecr/registry/repository.ts';
import { seedImage } from './seed-image.ts';
import { createTransferTest } from './transfer-test.ts';
import type { RegistriesOptions, TwoRegistries } from './two-registries.ts';
import { quickRetries } from './two-registries.ts';

/** An eighth of the real sizes, so that the tests transfer fewer bytes. */
export const unit = 128 * 1024;
export const productionArn = 'arn:aws:iam::222222222222:user/production';

/** The uploads of parts of a layer, without those of configs. */
export const parts = ({ ecr }: TwoRegistries) =>
  ecr.calls.of('UploadLayerPart').filter(({ bytes }) => bytes > unit);

/** A test of copies that are interrupted between the parts of a layer. */
export const createInterruptedCopyTest = (options: RegistriesOptions = {}) =>
  createTransferTest({ ...options, parts: { proposed: 10 * unit, smallest: 5 * unit } })
    /** Seeds one image with one layer, by default of five parts, which `plan` copies to a tag. */
    .extend(
      'setUp',
      ({ registries, plans, names }) =>
        async (layerSize = 45 * unit, uploadMethod: UploadMethodChoice = 'api') => {
          const source = registries.source.createRepository(names.from);
          const destination = registries.destination.createRepository(names.to);
          const seeded = await seedImage(source, [['layer', layerSize]], ['v1']);
          const plan = async (tag: string) => {
            const images = [{ digest: seeded.digest, sourceTags: ['v1'], destinationTags: [tag] }];
            return (await plans.create(registries.request(names, images, { uploadMethod }))).plan;
          };
          registries.ecr.calls.clear();
          return { destination, seeded, plan, layer: seeded.layerDigests[0] ?? '' };
        },
    )
    /** Waits until a part is uploaded to a repository. */
    .extend(
      'uploadStarted',
      ({ registries }) =>
        (destination: Repository): Promise<void> =>
          expect
            .poll(() => parts(registries).some(({ repositoryName }) => repositoryName === destination.name))
            .toBe(true),
    )
    /** Transfers that can be created with other options, and a listener for their updates. */
    .extend('app', ({ registries, plans }, { onCleanup }) => {
      const context = { onUpdate: (_update: TransferUpdate): void => undefined };
      const create = (more: Partial<TransfersOptions> = {}): Transfers =>
        createTransfers({
          plans,
          send: (update) => context.onUpdate(update),
          retryPolicy: quickRetries,
          credentialsInterval: 20,
          ...more,
        });
      const get = (id: string): Transfer => {
        const transfer = app.transfers.list().find((each) => each.id === id);
        if (!transfer) throw new Error(`Transfer ${id} is not listed.`);
        return transfer;
      };
      const app = Object.assign(context, {
        create,
        transfers: create(),
        get,
        deriveState: (id: string): string => get(id).state.kind,
        finished: (id: string): Promise<void> => expect.poll(() => isFinished(get(id).state)).toBe(true),
      });
      onCleanup(async () => {
        registries.ecr.faults.renewCredentials(productionArn);
        await app.transfers.cancelAll();
      });
      return app;
    });
