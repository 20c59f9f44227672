import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Transfer, TransferUpdate } from '../../../shared/models/transfer.ts';
import { applyTransferUpdate, isFinished } from '../../../shared/models/transfer.ts';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import type { Plans } from '../plan/plan-store.ts';
import { createPlans } from '../plan/plan-store.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../testing/two-registries.ts';
import type { Transfers } from './transfers.ts';
import { createTransfers } from './transfers.ts';

const MiB = 1024 * 1024;
let registries: TwoRegistries;
let plans: Plans;
let transfers: Transfers;
let updates: TransferUpdate[];
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());
beforeEach(() => {
  count += 1;
  updates = [];
  plans = createPlans(registries.access);
  transfers = createTransfers({ plans, send: (update) => updates.push(update), retryPolicy: quickRetries });
});
afterEach(async () => {
  await transfers.cancelAll();
  registries.ecr.faults.clear();
  registries.ecr.network.shape = {};
});

const names = () => ({ from: `source/${count}`, to: `destination/${count}` });
const image = (digest: string, ...destinationTags: string[]) => ({ digest, sourceTags: [], destinationTags });

const ended = async (id: string): Promise<Transfer> => {
  const current = (): Transfer | undefined => transfers.list().find((transfer) => transfer.id === id);
  await expect
    .poll(() => isFinished(current()?.state ?? { kind: 'running' }), { timeout: 20_000 })
    .toBe(true);
  const transfer = current();
  if (!transfer) throw new Error('gone');
  return transfer;
};

describe('a plan', () => {
  test('says what will be created, moved and carried, each blob once, and writes nothing', async () => {
    const { from, to } = names();
    const source = registries.source.createRepository(from);
    const destination = registries.destination.createRepository(to);
    const amd = await seedImage(source, [
      ['base', 4 * MiB],
      ['amd', 2 * MiB],
    ]);
    const arm = await seedImage(source, [
      ['base', 4 * MiB],
      ['arm', 1 * MiB],
    ]);
    const index = seedIndex(source, [amd, arm], ['v2']);
    await seedImage(destination, [['base', 4 * MiB]], ['latest']);
    const old = destination.tags.get('latest') ?? '';
    registries.ecr.calls.clear();

    const { plan } = await plans.create(
      registries.request({ from, to }, [image(index, 'v2', 'latest'), image(amd.digest, 'amd')]),
    );

    expect(plan.images[0]?.tags).toEqual([
      { kind: 'create', tag: 'v2' },
      { kind: 'move', tag: 'latest', fromDigest: old },
    ]);
    expect(plan.images[0]?.manifests.map(({ digest, platform }) => [digest, platform?.architecture])).toEqual(
      [
        [amd.digest, 'amd64'],
        [arm.digest, 'arm64'],
        [index, undefined],
      ],
    );
    expect(plan.blobs.map(({ size, present }) => [size, present]).slice(0, 3)).toEqual([
      [4 * MiB, true],
      [2 * MiB, false],
      [1 * MiB, false],
    ]);
    expect(plan.blobs).toHaveLength(5);
    const configs = plan.blobs.slice(3).reduce((sum, { size }) => sum + size, 0);
    expect(plan.bytes).toMatchObject({
      total: 7 * MiB + configs,
      alreadyAtDestination: 4 * MiB,
      toTransfer: 3 * MiB + configs,
    });
    expect(plan.way).toEqual({ kind: 'registry', mayMount: false });
    expect(plan.bytes.uploadBytes).toBe(plan.bytes.toTransfer);
    expect(plan.warnings).toEqual([{ kind: 'tags-move', count: 1 }]);
    expect(plan.blockers).toEqual([]);
    expect(plan.source).toMatchObject({
      accountId: '111111111111',
      arn: 'arn:aws:iam::111111111111:user/build',
    });
    expect(plan.destination).toMatchObject({ accountId: '222222222222', region: 'us-east-1' });
    const written = registries.ecr.calls.all.map(({ operation }) => operation);
    expect(written.filter((operation) => /^(Put|Create|Initiate|Upload|Complete)/.test(operation))).toEqual(
      [],
    );
  });

  test('a new repository takes over mutability and encryption; without leave to create it there is a blocker', async () => {
    const { from, to } = names();
    const source = registries.source.createRepository(from, {
      tagMutability: 'IMMUTABLE',
      encryption: { encryptionType: 'KMS', kmsKey: 'arn:aws:kms:eu-west-1:111111111111:key/own' },
    });
    const { digest } = await seedImage(source, [['a', 10]], ['v1']);
    const request = (create: boolean) => registries.request({ from, to, create }, [image(digest, 'v1')]);

    const { plan } = await plans.create(request(true));
    expect(plan.destination.repository).toMatchObject({
      kind: 'create',
      name: to,
      uri: `222222222222.dkr.ecr.us-east-1.amazonaws.com/${to}`,
      settings: {
        tagMutability: { planned: { tagMutability: 'IMMUTABLE', exclusions: [] } },
        encryption: { planned: { type: 'KMS', kmsKey: undefined } },
      },
    });
    expect(plan.warnings.map(({ kind }) => kind)).toEqual(['kms-key-not-copied']);
    expect(plan.blockers).toEqual([]);

    const { plan: without } = await plans.create(request(false));
    expect(without.blockers).toMatchObject([{ code: 'repository-not-found', side: 'destination' }]);
    expect(() => transfers.start(without.id)).toThrow(/There is no repository/);
  });

  test('immutable tags, tags wanted twice, and tags that moved at the source are told', async () => {
    const { from, to } = names();
    const source = registries.source.createRepository(from);
    const destination = registries.destination.createRepository(to, { tagMutability: 'IMMUTABLE' });
    const [one, two] = [await seedImage(source, [['1', 10]]), await seedImage(source, [['2', 10]])];
    putImage(source, { manifest: two.manifest, tag: 'v1' });
    await seedImage(destination, [['3', 10]], ['v1']);

    const { plan } = await plans.create(
      registries.request({ from, to }, [
        { digest: one.digest, sourceTags: ['v1'], destinationTags: ['v1', 'same'] },
        image(two.digest, 'same'),
      ]),
    );
    expect(plan.images.flatMap(({ blockers }) => blockers).map(({ code, action }) => [code, action])).toEqual(
      [
        ['tag-immutable', 'change-tags'],
        ['invalid-input', 'change-tags'],
        ['invalid-input', 'change-tags'],
      ],
    );
    expect(plan.warnings).toContainEqual({ kind: 'tag-moved-at-source', tag: 'v1', digest: two.digest });
  });

  test.each([
    ['ecr:BatchGetImage', 'source'],
    ['ecr:BatchCheckLayerAvailability', 'destination'],
  ] as const)('is refused where the profile may not %s at the %s, with both named', async (action, side) => {
    const { from, to } = names();
    const { digest } = await seedImage(registries.source.createRepository(from), [['one', 10]]);
    registries.destination.createRepository(to);
    const [repositoryName, profile] = side === 'source' ? [from, 'build'] : [to, 'production'];
    registries.ecr.faults.deny({ action, repositoryName });
    await expect(plans.create(registries.request({ from, to }, [image(digest, 'v1')]))).rejects.toMatchObject(
      {
        data: {
          code: 'access-denied',
          side,
          message: expect.stringContaining(
            `Profile ${profile} is not allowed ${action} on repository ${repositoryName}`,
          ),
        },
      },
    );
  });

  test('tells that a tag is on an archived image, and refuses a copy onto its archived self', async () => {
    const { from, to } = names();
    const source = registries.source.createRepository(from);
    const destination = registries.destination.createRepository(to);
    const { digest } = await seedImage(source, [['one', 10]]);
    const other = await seedImage(destination, [['other', 10]], ['v1']);
    setArchived(destination, other.digest, true);
    const request = registries.request({ from, to }, [image(digest, 'v1')]);
    const changeOf = async () => (await plans.create(request)).plan.images[0]?.tags;
    expect(await changeOf()).toEqual([{ kind: 'move', tag: 'v1', fromDigest: other.digest }]);
    destination.settings.tagMutability = 'IMMUTABLE';
    expect(await changeOf()).toEqual([{ kind: 'immutable', tag: 'v1', fromDigest: other.digest }]);

    await seedImage(destination, [['one', 10]]);
    setArchived(destination, digest, true);
    expect((await plans.create(request)).plan.images[0]?.blockers).toContainEqual(
      expect.objectContaining({
        code: 'image-unavailable',
        side: 'destination',
        message: expect.stringContaining(`is in ${to} already, but archived`),
      }),
    );
  });

  test('a source repository or image that is gone is an error at the source', async () => {
    const { from, to } = names();
    registries.destination.createRepository(to);
    const digest = `sha256:${'0'.repeat(64)}`;
    const request = registries.request({ from, to }, [image(digest, 'v1')]);
    await expect(plans.create(request)).rejects.toMatchObject({
      data: { code: 'repository-not-found', side: 'source' },
    });
    registries.source.createRepository(from);
    expect((await plans.create(request)).plan.images[0]?.blockers).toMatchObject([
      { code: 'image-not-found', side: 'source' },
    ]);
  });
});

/** Two images that share a layer, and an empty destination. */
const setUp = async (size = 6 * MiB) => {
  const { from, to } = names();
  const source = registries.source.createRepository(from);
  const one = await seedImage(
    source,
    [
      ['shared', size],
      ['one', size],
    ],
    ['v1'],
  );
  const two = await seedImage(
    source,
    [
      ['shared', size],
      ['two', size],
    ],
    ['v2'],
  );
  const request = registries.request({ from, to, create: true }, [
    image(one.digest, 'v1'),
    image(two.digest, 'v2'),
  ]);
  const { plan } = await plans.create(request);
  const destination = () => registries.destination.repository(to);
  return { from, to, one, two, plan, request, destination };
};

describe('a transfer', () => {
  test('executes the plan: creates the repository, moves each blob once, ends with digests and URIs', async () => {
    const { to, one, two, plan, destination } = await setUp();
    registries.ecr.calls.clear();
    const started = transfers.start(plan.id);
    const transfer = await ended(started.id);

    expect(transfer.state.kind).toBe('done');
    expect([...destination().tags]).toEqual(
      expect.arrayContaining([
        ['v1', one.digest],
        ['v2', two.digest],
      ]),
    );
    expect(transfer.images.map(({ state }) => state)).toEqual([
      {
        kind: 'done',
        digest: one.digest,
        alreadyAtDestination: false,
        verified: true,
        verifiedAt: expect.any(Number),
        uris: [`222222222222.dkr.ecr.us-east-1.amazonaws.com/${to}:v1`],
      },
      {
        kind: 'done',
        digest: two.digest,
        alreadyAtDestination: false,
        verified: true,
        verifiedAt: expect.any(Number),
        uris: [`222222222222.dkr.ecr.us-east-1.amazonaws.com/${to}:v2`],
      },
    ]);
    expect(transfer.bytes.transferred).toBe(plan.bytes.toTransfer);
    expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(plan.blobs.length);
    expect(transfers.count()).toBe(0);
  });

  test('its updates, applied to the first snapshot, give its last one', async () => {
    const { plan } = await setUp();
    const started = transfers.start(plan.id);
    const transfer = await ended(started.id);
    const followed = updates.reduce(applyTransferUpdate, started);
    expect({ ...followed, bytesPerSecond: 0 }).toEqual({ ...transfer, bytesPerSecond: 0 });
    for (const layer of Object.values(followed.layers)) expect(layer.state.kind).toBe('done');
  });

  test('a second run moves no byte', async () => {
    const { plan, request } = await setUp();
    await ended(transfers.start(plan.id).id);
    const { plan: again } = await plans.create(request);
    expect(again.bytes.toTransfer).toBe(0);
    registries.ecr.calls.clear();
    const transfer = await ended(transfers.start(again.id).id);
    expect(transfer.images.every(({ state }) => state.kind === 'done' && state.alreadyAtDestination)).toBe(
      true,
    );
    expect(registries.ecr.calls.layerBytes).toBe(0);
  });

  test('cancelling leaves no tag, and retrying completes with what is there', async () => {
    const { plan, destination, one } = await setUp(12 * MiB);
    registries.ecr.network.shape = { latencyMs: 10, down: { bytesPerSecondPerConnection: 20 * MiB } };
    const { id } = transfers.start(plan.id);
    await expect.poll(() => updates.some(({ status }) => status.bytes.transferred > 4 * MiB)).toBe(true);
    await transfers.cancel(id);
    const cancelled = await ended(id);
    expect(cancelled.state.kind).toBe('cancelled');
    expect(cancelled.images.map(({ state }) => state)).toEqual([
      { kind: 'cancelled', writtenTags: [] },
      { kind: 'cancelled', writtenTags: [] },
    ]);
    expect([...destination().tags]).toEqual([]);

    registries.ecr.network.shape = {};
    const retried = await ended((await transfers.retry(id)).id);
    expect(retried.state.kind).toBe('done');
    expect(destination().tags.get('v1')).toBe(one.digest);
    expect(transfers.list()).toHaveLength(1);
  });

  test('that may not create its repository says so, and writes nothing', async () => {
    const { plan } = await setUp(10);
    registries.ecr.faults.deny({ action: 'ecr:CreateRepository' });
    const transfer = await ended(transfers.start(plan.id).id);
    expect(transfer.state).toMatchObject({
      kind: 'failed',
      error: {
        code: 'access-denied',
        side: 'destination',
        message: expect.stringContaining('Profile production is not allowed ecr:CreateRepository'),
      },
    });
    expect(
      registries.ecr.calls
        .of('InitiateLayerUpload', 'PutImage')
        .filter(({ repositoryName }) => repositoryName === names().to),
    ).toEqual([]);
  });

  test('one image’s failure leaves the other alone and is told with its side', async () => {
    const { plan, two, destination, one } = await setUp(MiB);
    const lost = two.layerDigests[1] ?? '';
    registries.ecr.faults.add({ kind: 'corrupt-layer', digest: lost, times: 9 });
    const transfer = await ended(transfers.start(plan.id).id);
    expect(transfer.state).toMatchObject({
      kind: 'failed',
      error: { code: 'digest-mismatch', side: 'source' },
    });
    expect(transfer.images.map(({ state }) => state.kind)).toEqual(['done', 'failed']);
    expect(transfer.layers[lost]?.state.kind).toBe('failed');
    expect([...destination().tags]).toEqual([['v1', one.digest]]);
  });

  test('a tag that was set since the plan was shown is not moved unseen', async () => {
    const { to, one, plan, destination } = await setUp(MiB);
    await ended(transfers.start(plan.id).id);
    const other = await seedImage(destination(), [['other', 5]]);
    const { plan: next } = await plans.create(
      registries.request({ from: names().from, to }, [image(one.digest, 'new')]),
    );
    putImage(destination(), { manifest: other.manifest, tag: 'new' });
    const transfer = await ended(transfers.start(next.id).id);
    expect(transfer.state).toMatchObject({ kind: 'failed', error: { code: 'plan-outdated' } });
    expect(destination().tags.get('new')).toBe(other.digest);
    await expect(transfers.retry(transfer.id)).rejects.toMatchObject({ data: { code: 'plan-outdated' } });
  });

  test('a plan starts once, however often its start is asked for', async () => {
    const { plan } = await setUp(MiB);
    const { id } = transfers.start(plan.id);
    expect(transfers.start(plan.id).id).toBe(id);
    await ended(id);
    expect(transfers.start(plan.id).id).toBe(id);
    expect(transfers.list()).toHaveLength(1);
  });

  test('retrying several times before the first retry began starts one transfer', async () => {
    const { plan } = await setUp(MiB);
    registries.ecr.faults.deny({ action: 'ecr:PutImage' });
    const { id } = await ended(transfers.start(plan.id).id);
    registries.ecr.faults.clear();
    const [first, second] = await Promise.all([transfers.retry(id), transfers.retry(id)]);
    expect(second.id).toBe(first.id);
    await ended(first.id);
    expect(transfers.list()).toHaveLength(1);
  });

  test('a tag that moved at the source since the plan was shown is noticed before anything is written', async () => {
    const { from, to } = names();
    const source = registries.source.createRepository(from);
    registries.destination.createRepository(to);
    const one = await seedImage(source, [['one', 10]], ['v1']);
    const two = await seedImage(source, [['two', 10]]);
    const { plan } = await plans.create(
      registries.request({ from, to }, [{ digest: one.digest, sourceTags: ['v1'], destinationTags: ['v1'] }]),
    );
    putImage(source, { manifest: two.manifest, tag: 'v1' });
    const transfer = await ended(transfers.start(plan.id).id);
    expect(transfer.state).toMatchObject({
      kind: 'failed',
      error: { code: 'plan-outdated', side: 'source' },
    });
    expect(registries.destination.repository(to).images.size).toBe(0);
  });

  test('a destination repository that vanished since the plan was shown is named', async () => {
    const { from, to } = names();
    const { digest } = await seedImage(registries.source.createRepository(from), [['one', 10]], ['v1']);
    registries.destination.createRepository(to);
    const { plan } = await plans.create(registries.request({ from, to }, [image(digest, 'v1')]));
    await registries.destination.deleteRepository(to, { force: true });
    const transfer = await ended(transfers.start(plan.id).id);
    expect(transfer.state).toMatchObject({
      kind: 'failed',
      error: { code: 'repository-not-found', side: 'destination' },
    });
  });

  test('a plan that is not held, and a transfer that is not listed, are refused', () => {
    expect(() => transfers.start('nothing')).toThrow(/no longer available/);
    expect(() => transfers.remove('nothing')).toThrow(/no longer listed/);
  });

  test('a finished transfer can be taken off the list, a running one cannot', async () => {
    const { plan } = await setUp(MiB);
    const { id } = transfers.start(plan.id);
    transfers.remove(id);
    expect(transfers.list()).toHaveLength(1);
    await ended(id);
    transfers.remove(id);
    expect(transfers.list()).toEqual([]);
  });
});
