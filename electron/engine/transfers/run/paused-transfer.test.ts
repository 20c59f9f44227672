import { describe, expect } from 'vitest';
import { createInterruptedCopyTest, parts, unit } from '../../../testing/interrupted-copy-test.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';

/** Calls without a response; the paused download stays open. */
const pendingCalls = ({ ecr }: TwoRegistries) =>
  ecr.calls.all.filter(({ service, endedAt }) => service === 'api' && endedAt === undefined);

const test = createInterruptedCopyTest()
  /** Starts two transfers of the same image, the second one while the first one uploads. */
  .extend('startBoth', ({ registries, setUp, app, uploadStarted }) => async () => {
    const copy = await setUp();
    registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: 40 * unit } };
    const [one, two] = [await copy.plan('one'), await copy.plan('two')];
    const first = app.transfers.start(one.id).id;
    await uploadStarted(copy.destination);
    const second = app.transfers.start(two.id).id;
    return { ...copy, first, second };
  });

describe('pausing', () => {
  test('stops before the next part, and resuming repeats none', async ({
    registries,
    plans,
    setUp,
    app,
    uploadStarted,
  }) => {
    const { plan, destination, seeded } = await setUp();
    registries.ecr.network.shape = { latencyMs: 20 };
    const { id } = app.transfers.start((await plan('v1')).id);
    await uploadStarted(destination);
    app.transfers.pause(id);
    expect(app.deriveState(id)).toBe('paused');
    // Pending calls finish. A transfer that is not paused makes another call within the time of these, at 20 ms a call.
    const someTime = async (): Promise<void> => {
      for (let call = 0; call < 5; call += 1) await plans.create((await plan('other')).request);
    };
    await someTime();
    await expect.poll(() => pendingCalls(registries)).toEqual([]);
    const sent = parts(registries).length;
    await someTime();
    expect(parts(registries)).toHaveLength(sent);
    expect(sent).toBeLessThan(5);
    expect(app.get(id).bytesPerSecond).toBe(0);
    expect(app.transfers.countUnfinished()).toBe(1);

    app.transfers.resume(id);
    await app.finished(id);
    expect(app.deriveState(id)).toBe('done');
    expect(parts(registries)).toHaveLength(5);
    expect(destination.tags.get('v1')).toBe(seeded.digest);
  });

  test('cancels a paused transfer, without a tag', async ({ setUp, app, uploadStarted }) => {
    const { plan, destination } = await setUp();
    const { id } = app.transfers.start((await plan('v1')).id);
    await uploadStarted(destination);
    app.transfers.pause(id);
    await app.transfers.cancel(id);
    expect(app.deriveState(id)).toBe('cancelled');
    expect([...destination.tags]).toEqual([]);
  });

  test('does not pause or resume a finished transfer', async ({ setUp, app }) => {
    const { plan } = await setUp(unit);
    const { id } = app.transfers.start((await plan('v1')).id);
    await app.finished(id);
    app.transfers.pause(id);
    app.transfers.resume(id);
    expect(app.deriveState(id)).toBe('done');
  });
});

describe('two transfers that need the same layer in the same repository', () => {
  test('copy it once', async ({ registries, app, startBoth }) => {
    const { first, second, destination, seeded, layer } = await startBoth();
    await Promise.all([app.finished(first), app.finished(second)]);
    expect([app.deriveState(first), app.deriveState(second)]).toEqual(['done', 'done']);
    expect(Object.fromEntries(destination.tags)).toEqual({ one: seeded.digest, two: seeded.digest });
    expect(parts(registries)).toHaveLength(5);
    expect(app.get(second).layers[layer]?.state.kind).toBe('already-at-destination');
  });

  test('the second copies it when the first is cancelled', async ({ registries, app, startBoth }) => {
    const { first, second, destination, seeded } = await startBoth();
    await expect.poll(() => Object.values(app.get(second).layers)[0]?.state.kind).toBe('waiting');
    await app.transfers.cancel(first);
    registries.ecr.network.shape = {};
    await app.finished(second);
    expect(app.deriveState(second)).toBe('done');
    expect([...destination.tags]).toEqual([['two', seeded.digest]]);
  });

  test('the second does not wait for a first that is paused', async ({ registries, app, startBoth }) => {
    const { first, second, destination, seeded } = await startBoth();
    app.transfers.pause(first);
    registries.ecr.network.shape = {};
    await app.finished(second);
    expect([...destination.tags]).toEqual([['two', seeded.digest]]);
    app.transfers.resume(first);
    await app.finished(first);
    expect(app.deriveState(first)).toBe('done');
    expect(destination.tags.get('one')).toBe(seeded.digest);
  });
});
