import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { UploadMethodChoice } from '../../../../shared/models/upload-method.ts';
import type { Transfer, TransferUpdate } from '../../../../shared/models/transfer.ts';
import { isFinished } from '../../../../shared/models/transfer.ts';
import type { Plans } from '../../plan/plan-store.ts';
import { createPlans } from '../../plan/plan-store.ts';
import type { Relay } from '../../../testing/relay.ts';
import { startRelay } from '../../../testing/relay.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';
import { startTwoRegistries } from '../../../testing/two-registries.ts';
import type { Transfers, TransfersOptions } from '../transfers.ts';
import { createTransfers } from '../transfers.ts';

/** An eighth of the real sizes, so that the tests transfer fewer bytes. */
const unit = 128 * 1024;
const partSizes = { proposed: 10 * unit, smallest: 5 * unit };
/** The copy fails when it needs a retry. */
const noRetries = { attempts: 1, firstWait: 1, longestWait: 1 };

let registries: TwoRegistries;
let relay: Relay;
let plans: Plans;
let transfers: Transfers;
let onUpdate: (update: TransferUpdate) => void;
let states: string[];
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries({
    parts: partSizes,
    through: async (endpoint) => {
      relay = await startRelay(endpoint);
      return relay.endpoint;
    },
  });
});
afterAll(async () => {
  await relay.close();
  await registries.close();
});
beforeEach(() => {
  count += 1;
  states = [];
  onUpdate = () => undefined;
  plans = createPlans(registries.access);
  transfers = newTransfers();
});
afterEach(async () => {
  relay.fix();
  registries.ecr.faults.clear();
  registries.ecr.network.shape = {};
  await transfers.cancelAll();
});

const newTransfers = (options: Partial<TransfersOptions> = {}): Transfers =>
  createTransfers({
    plans,
    retryPolicy: noRetries,
    send(update) {
      states.push(update.status.state.kind);
      onUpdate(update);
    },
    ...options,
  });

const get = (id: string): Transfer => {
  const transfer = transfers.list().find((each) => each.id === id);
  if (!transfer) throw new Error(`Transfer ${id} is not listed.`);
  return transfer;
};
const deriveState = (id: string): string => get(id).state.kind;
const ended = (id: string): Promise<void> => expect.poll(() => isFinished(get(id).state)).toBe(true);

const setUp = async (layerSize: number, uploadMethod: UploadMethodChoice = 'api') => {
  const names = { from: `asleep/source-${count}`, to: `asleep/destination-${count}` };
  const source = registries.source.createRepository(names.from);
  const destination = registries.destination.createRepository(names.to);
  const seeded = await seedImage(source, [['layer', layerSize]], ['v1']);
  const plan = async (tag: string): Promise<string> =>
    (
      await plans.create(
        registries.request(names, [{ digest: seeded.digest, sourceTags: ['v1'], destinationTags: [tag] }], {
          uploadMethod,
        }),
      )
    ).plan.id;
  const planId = await plan('v1');
  registries.ecr.calls.clear();
  return { destination, seeded, planId, plan, layer: seeded.layerDigests[0] ?? '' };
};

/** Calls `act` once, when this number of bytes is transferred. */
const whenMoved = (bytes: number, act: () => void): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let isDone = false;
  onUpdate = ({ status }) => {
    if (isDone || status.bytes.transferred < bytes) return;
    isDone = true;
    act();
    resolve();
  };
  return promise;
};

/** Pending calls of the ECR API; the download does not use the relay and stays open. */
const pendingCalls = (): readonly unknown[] =>
  registries.ecr.calls.all.filter(({ service, endedAt }) => service === 'api' && endedAt === undefined);

describe('a transfer while the computer is asleep', () => {
  test.each<[UploadMethodChoice]>([['api'], ['registry']])(
    'continues after connections were cut, without using a retry (%s)',
    async (uploadMethod) => {
      // The registry endpoint stores no part below 5 MiB, so the layer has its real size.
      const size = uploadMethod === 'api' ? 45 * unit : 45 * 1024 * 1024;
      const { planId, destination, seeded } = await setUp(size, uploadMethod);
      registries.ecr.network.shape = {
        up: { bytesPerSecondPerConnection: (4 * size) / 3 },
        down: { bytesPerSecondPerConnection: (4 * size) / 3 },
      };
      let brokenAtOnce = 0;
      const asleep = whenMoved((2 * size) / 9, () => {
        transfers.suspend();
        relay.cut();
        brokenAtOnce = relay.broken;
      });
      const { id } = transfers.start(planId);
      await asleep;
      expect(deriveState(id)).toBe('suspended');
      await expect.poll(() => states).toContain('suspended');
      await expect.poll(pendingCalls).toEqual([]);
      expect([...destination.tags]).toEqual([]);
      // No request was sent since.
      expect(relay.broken).toBe(brokenAtOnce);
      expect(deriveState(id)).toBe('suspended');

      relay.fix();
      transfers.resumeAll();
      await ended(id);
      expect(get(id).state).toMatchObject({ kind: 'done' });
      expect([...destination.tags]).toEqual([['v1', seeded.digest]]);
      expect(transfers.log(id).entries.map(({ text }) => text)).toContain('Paused: the computer is asleep.');
      // Parts that arrived before the sleep were not sent again.
      const sent = registries.ecr.calls
        .of('UploadLayerPart')
        .filter(({ outcome, bytes }) => outcome === 'ok' && bytes > unit);
      if (uploadMethod === 'api') expect(sent).toHaveLength(5);
    },
  );

  test('repeats a request that hangs on a dead connection at once on resume', async () => {
    const { planId, destination, seeded } = await setUp(3 * unit);
    registries.ecr.faults.add({ kind: 'stall', operation: 'UploadLayerPart' });
    const { id } = transfers.start(planId);
    await expect.poll(() => registries.ecr.faults.waiting).toEqual([]);
    transfers.suspend();
    transfers.resumeAll();
    await ended(id);
    expect(get(id).state).toMatchObject({ kind: 'done' });
    expect([...destination.tags]).toEqual([['v1', seeded.digest]]);
  });

  test('continues after many sleeps', async () => {
    const { planId, destination, seeded } = await setUp(45 * unit);
    registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: 60 * unit } };
    let sleeps = 0;
    onUpdate = ({ status }) => {
      if (sleeps >= 20 || status.state.kind !== 'running' || status.bytes.transferred < sleeps * 2 * unit)
        return;
      sleeps += 1;
      transfers.suspend();
      relay.cut();
      setImmediate(() => {
        relay.fix();
        transfers.resumeAll();
      });
    };
    const { id } = transfers.start(planId);
    await ended(id);
    expect(get(id).state).toEqual({ kind: 'done', finishedAt: expect.any(Number) });
    expect([...destination.tags]).toEqual([['v1', seeded.digest]]);
    expect(sleeps).toBeGreaterThan(5);
  });

  test('is cancelled at once', async () => {
    const { planId, destination } = await setUp(45 * unit);
    registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: 60 * unit } };
    const asleep = whenMoved(5 * unit, () => transfers.suspend());
    const { id } = transfers.start(planId);
    await asleep;
    await transfers.cancel(id);
    expect(deriveState(id)).toBe('cancelled');
    expect([...destination.tags]).toEqual([]);
  });
});

test('a paused transfer stays paused after the computer resumes', async () => {
  const { planId, destination, seeded } = await setUp(45 * unit);
  registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: 60 * unit } };
  const paused = whenMoved(5 * unit, () => {
    for (const { id } of transfers.list()) transfers.pause(id);
  });
  const { id } = transfers.start(planId);
  await paused;
  transfers.suspend();
  expect(deriveState(id)).toBe('paused');
  transfers.resumeAll();
  expect(deriveState(id)).toBe('paused');
  transfers.resume(id);
  await ended(id);
  expect([...destination.tags]).toEqual([['v1', seeded.digest]]);
});

test('pausing and resuming during the sleep take effect when the computer resumes', async () => {
  const { planId, destination, seeded } = await setUp(45 * unit);
  registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: 60 * unit } };
  const asleep = whenMoved(5 * unit, () => transfers.suspend());
  const { id } = transfers.start(planId);
  await asleep;
  transfers.pause(id);
  expect(deriveState(id)).toBe('paused');
  transfers.resume(id);
  expect(deriveState(id)).toBe('suspended');
  transfers.resumeAll();
  await ended(id);
  expect([...destination.tags]).toEqual([['v1', seeded.digest]]);
});

test('starts nothing while the computer is asleep, and keeps the order', async () => {
  transfers = newTransfers({ limits: () => ({ atOnce: 1 }) });
  const { planId, plan, destination, seeded } = await setUp(unit);
  const other = await plan('v2');
  registries.ecr.calls.clear();
  transfers.suspend();
  const first = transfers.start(planId).id;
  const second = transfers.start(other).id;
  expect([deriveState(first), deriveState(second)]).toEqual(['waiting', 'waiting']);
  expect(registries.ecr.calls.all).toEqual([]);
  transfers.resumeAll();
  await ended(second);
  expect(get(first).state).toMatchObject({ kind: 'done' });
  expect(Object.fromEntries(destination.tags)).toEqual({ v1: seeded.digest, v2: seeded.digest });
});
