import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Transfer, TransferUpdate } from '../../../../shared/models/transfer.ts';
import { isFinished } from '../../../../shared/models/transfer.ts';
import type { Plans } from '../../plan/plan-store.ts';
import { createPlans } from '../../plan/plan-store.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../../testing/two-registries.ts';
import type { Transfers } from '../transfers.ts';
import { createTransfers } from '../transfers.ts';

/** An eighth of the real sizes, so that the tests transfer fewer bytes. */
const unit = 128 * 1024;
const partSizes = { proposed: 10 * unit, smallest: 5 * unit };
const productionArn = 'arn:aws:iam::222222222222:user/production';
let registries: TwoRegistries;
let plans: Plans;
let transfers: Transfers;
let onUpdate: (update: TransferUpdate) => void;
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries({ parts: partSizes });
});
afterAll(() => registries.close());
beforeEach(() => {
  count += 1;
  onUpdate = () => undefined;
  plans = createPlans(registries.access);
  transfers = newTransfers(20);
});
afterEach(async () => {
  registries.ecr.faults.renewCredentials(productionArn);
  await transfers.cancelAll();
  registries.ecr.faults.clear();
  registries.ecr.network.shape = {};
});

const newTransfers = (credentialsInterval: number): Transfers =>
  createTransfers({
    plans,
    send: (update) => onUpdate(update),
    retryPolicy: quickRetries,
    credentialsInterval,
  });

const get = (id: string): Transfer => {
  const transfer = transfers.list().find((each) => each.id === id);
  if (!transfer) throw new Error(`Transfer ${id} is not listed.`);
  return transfer;
};
const deriveState = (id: string): string => get(id).state.kind;
const ended = (id: string): Promise<void> =>
  expect.poll(() => isFinished(get(id).state), { timeout: 20_000 }).toBe(true);

/** One image with one layer of five parts. */
const setUp = async (layerSize = 45 * unit) => {
  const names = { from: `paused/source-${count}`, to: `paused/destination-${count}` };
  const source = registries.source.createRepository(names.from);
  const destination = registries.destination.createRepository(names.to);
  const seeded = await seedImage(source, [['layer', layerSize]], ['v1']);
  const plan = async (tag: string) =>
    (
      await plans.create(
        registries.request(names, [{ digest: seeded.digest, sourceTags: ['v1'], destinationTags: [tag] }], {
          uploadMethod: 'api',
        }),
      )
    ).plan;
  registries.ecr.calls.clear();
  return { names, destination, seeded, plan, layer: seeded.layerDigests[0] ?? '' };
};

const parts = () => registries.ecr.calls.of('UploadLayerPart').filter(({ bytes }) => bytes > unit);
const uploadOf = (destination: Awaited<ReturnType<typeof setUp>>['destination']) =>
  expect.poll(() => parts().some(({ repositoryName }) => repositoryName === destination.name)).toBe(true);
/** Calls without a response; the paused download stays open. */
const pendingCalls = () =>
  registries.ecr.calls.all.filter(({ service, endedAt }) => service === 'api' && endedAt === undefined);

describe('pausing', () => {
  test('stops before the next part, and resuming repeats none', async () => {
    const { plan, destination, seeded } = await setUp();
    registries.ecr.network.shape = { latencyMs: 20 };
    const { id } = transfers.start((await plan('v1')).id);
    await uploadOf(destination);
    transfers.pause(id);
    expect(deriveState(id)).toBe('paused');
    // Pending calls finish. A transfer that is not paused makes another call within the time of these, at 20 ms a call.
    const someTime = async (): Promise<void> => {
      for (let call = 0; call < 5; call += 1) await plans.create((await plan('other')).request);
    };
    await someTime();
    await expect.poll(pendingCalls).toEqual([]);
    const sent = parts().length;
    await someTime();
    expect(parts()).toHaveLength(sent);
    expect(sent).toBeLessThan(5);
    expect(get(id).bytesPerSecond).toBe(0);
    expect(transfers.countUnfinished()).toBe(1);

    transfers.resume(id);
    await ended(id);
    expect(deriveState(id)).toBe('done');
    expect(parts()).toHaveLength(5);
    expect(destination.tags.get('v1')).toBe(seeded.digest);
  });

  test('cancels a paused transfer within a second, without a tag', async () => {
    const { plan, destination } = await setUp();
    const { id } = transfers.start((await plan('v1')).id);
    await uploadOf(destination);
    transfers.pause(id);
    const cancelledAt = performance.now();
    await transfers.cancel(id);
    expect(performance.now() - cancelledAt).toBeLessThan(1_000);
    expect(deriveState(id)).toBe('cancelled');
    expect([...destination.tags]).toEqual([]);
  });

  test('does not pause or resume a finished transfer', async () => {
    const { plan } = await setUp(unit);
    const { id } = transfers.start((await plan('v1')).id);
    await ended(id);
    transfers.pause(id);
    transfers.resume(id);
    expect(deriveState(id)).toBe('done');
  });
});

/** Lets the credentials of the destination expire after the first part. */
const expireDuringCopy = async () => {
  const at = await setUp();
  let expired = false;
  onUpdate = ({ status }) => {
    if (expired || status.bytes.transferred < 10 * unit) return;
    expired = true;
    registries.ecr.faults.expireCredentials(productionArn);
  };
  // Slow enough for an update before all bytes are transferred.
  registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: 60 * unit } };
  const { id } = transfers.start((await at.plan('v1')).id);
  await expect.poll(() => deriveState(id)).toBe('waiting-for-credentials');
  return { ...at, id };
};

describe('credentials that expire during a copy', () => {
  test('are waited for, and the copy continues without a restart', async () => {
    const { id, destination, seeded, layer } = await expireDuringCopy();
    expect(get(id).state).toMatchObject({
      error: {
        code: 'credentials-expired',
        side: 'destination',
        message: expect.stringContaining('profile production'),
      },
    });
    registries.ecr.faults.renewCredentials(productionArn);
    await ended(id);
    expect(deriveState(id)).toBe('done');
    expect(destination.tags.get('v1')).toBe(seeded.digest);
    expect(parts().filter(({ outcome }) => outcome === 'ok')).toHaveLength(5);
    expect(
      registries.ecr.calls.of('GetDownloadUrlForLayer').filter(({ digests }) => digests?.includes(layer)),
    ).toHaveLength(1);
  });

  test('are checked at once on resume', async () => {
    transfers = newTransfers(3_600_000);
    const { id, destination, seeded } = await expireDuringCopy();
    registries.ecr.faults.renewCredentials(productionArn);
    expect(deriveState(id)).toBe('waiting-for-credentials');
    transfers.resume(id);
    await ended(id);
    expect(destination.tags.get('v1')).toBe(seeded.digest);
  });

  test('are not waited for after the transfer is cancelled', async () => {
    transfers = newTransfers(3_600_000);
    const { id, destination } = await expireDuringCopy();
    const cancelledAt = performance.now();
    await transfers.cancel(id);
    expect(performance.now() - cancelledAt).toBeLessThan(1_000);
    expect(deriveState(id)).toBe('cancelled');
    expect([...destination.tags]).toEqual([]);
  });

  test('cancelling does not wait for a credential process that hangs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hanging-'));
    const program = join(folder, 'credentials.mjs');
    const credentials = {
      Version: 1,
      AccessKeyId: 'AKIAPRODUCTION000002',
      SecretAccessKey: 'secret-of-AKIAPRODUCTION000002',
    };
    await writeFile(
      program,
      `import { existsSync, writeFileSync } from 'node:fs';
       if (existsSync(${JSON.stringify(join(folder, 'hang'))})) {
         writeFileSync(${JSON.stringify(join(folder, 'hangs'))}, '');
         setTimeout(() => undefined, 20_000);
       } else console.log(${JSON.stringify(JSON.stringify(credentials))});`,
    );
    await appendFile(
      process.env['AWS_CONFIG_FILE'] ?? '',
      `\n[profile hanging]\nregion = us-east-1\nendpoint_url = ${registries.ecr.endpoint}\ncredential_process = "${process.execPath}" "${program}"\n`,
    );
    try {
      const { names, seeded, destination } = await setUp();
      const request = registries.request(
        names,
        [{ digest: seeded.digest, sourceTags: ['v1'], destinationTags: ['v1'] }],
        { uploadMethod: 'api' },
      );
      const { plan } = await plans.create({
        ...request,
        destination: { ...request.destination, profile: 'hanging' },
      });
      registries.ecr.network.shape = { latencyMs: 20 };
      const { id } = transfers.start(plan.id);
      await uploadOf(destination);
      await writeFile(join(folder, 'hang'), '');
      registries.ecr.faults.expireCredentials(productionArn);
      await expect.poll(() => existsSync(join(folder, 'hangs'))).toBe(true);
      const cancelledAt = performance.now();
      await transfers.cancel(id);
      expect(performance.now() - cancelledAt).toBeLessThan(1_500);
      expect(deriveState(id)).toBe('cancelled');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('fail at once while planning', async () => {
    const { plan } = await setUp(unit);
    registries.ecr.faults.expireCredentials(productionArn);
    await expect(plan('v1')).rejects.toMatchObject({
      data: { code: 'credentials-expired', side: 'destination' },
    });
  });
});

const startBoth = async () => {
  const at = await setUp();
  registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: 40 * unit } };
  const [one, two] = [await at.plan('one'), await at.plan('two')];
  const first = transfers.start(one.id).id;
  await uploadOf(at.destination);
  const second = transfers.start(two.id).id;
  return { ...at, first, second };
};

describe('two transfers that need the same layer in the same repository', () => {
  test('copy it once', async () => {
    const { first, second, destination, seeded, layer } = await startBoth();
    await Promise.all([ended(first), ended(second)]);
    expect([deriveState(first), deriveState(second)]).toEqual(['done', 'done']);
    expect(Object.fromEntries(destination.tags)).toEqual({ one: seeded.digest, two: seeded.digest });
    expect(parts()).toHaveLength(5);
    expect(get(second).layers[layer]?.state.kind).toBe('already-at-destination');
  });

  test('the second copies it when the first is cancelled', async () => {
    const { first, second, destination, seeded } = await startBoth();
    await expect.poll(() => Object.values(get(second).layers)[0]?.state.kind).toBe('waiting');
    await transfers.cancel(first);
    registries.ecr.network.shape = {};
    await ended(second);
    expect(deriveState(second)).toBe('done');
    expect([...destination.tags]).toEqual([['two', seeded.digest]]);
  });

  test('the second does not wait for a first that is paused', async () => {
    const { first, second, destination, seeded } = await startBoth();
    transfers.pause(first);
    registries.ecr.network.shape = {};
    await ended(second);
    expect([...destination.tags]).toEqual([['two', seeded.digest]]);
    transfers.resume(first);
    await ended(first);
    expect(deriveState(first)).toBe('done');
    expect(destination.tags.get('one')).toBe(seeded.digest);
  });
});
