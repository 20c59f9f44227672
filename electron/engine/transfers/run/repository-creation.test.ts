import { expect } from 'vitest';
import { productionArn } from '../../../testing/interrupted-copy-test.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import { createTransferTest, waitUntilFinished } from '../../../testing/transfer-test.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import { createTransfers } from '../transfers.ts';

const test = createTransferTest()
  /** Plans two transfers into the same repository, which does not exist. */
  .extend('planBoth', ({ registries, plans, names }) => async () => {
    const { digest } = await seedImage(
      registries.source.createRepository(names.from),
      [['layer', 10]],
      ['v1'],
    );
    const plan = (tag: string) =>
      plans.create(
        registries.request({ ...names, create: true }, [
          { digest, sourceTags: ['v1'], destinationTags: [tag] },
        ]),
      );
    const [one, two] = [await plan('one'), await plan('two')];
    registries.ecr.calls.clear();
    return [one.plan.id, two.plan.id] as const;
  });

const setBackClock = (): number => Date.now() - 3_600_000;

test('a transfer does not wait for a paused one that is to create the same repository', async ({
  registries,
  names,
  planBoth,
  transfers,
  finished,
}) => {
  const [one, two] = await planBoth();
  registries.ecr.faults.expireCredentials(productionArn);
  const first = transfers.start(one).id;
  // Its first call at the destination is CreateRepository.
  await expect.poll(() => transfers.list()[0]?.state.kind).toBe('waiting-for-credentials');
  transfers.pause(first);
  registries.ecr.faults.renewCredentials(productionArn);
  const second = transfers.start(two).id;
  expect((await finished(second)).state.kind).toBe('done');
  transfers.resume(first);
  expect((await finished(first)).state.kind).toBe('done');
  expect([...registries.destination.repository(names.to).tags.keys()]).toEqual(['two', 'one']);
});

test('transfers that create the same repository create it once, also when the clock is set back', async ({
  registries,
  plans,
  planBoth,
}) => {
  const transfers = createTransfers({
    plans,
    send: () => undefined,
    retryPolicy: quickRetries,
    clock: setBackClock,
  });
  const started = (await planBoth()).map((id) => transfers.start(id).id);
  const ended = await Promise.all(started.map((id) => waitUntilFinished(transfers, id)));
  expect(ended.map(({ state }) => state.kind)).toEqual(['done', 'done']);
  expect(registries.ecr.calls.of('CreateRepository')).toHaveLength(1);
});
