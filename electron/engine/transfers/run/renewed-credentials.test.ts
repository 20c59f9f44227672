import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { defaultReplicationOptions } from '../../../../shared/models/plan.ts';
import { defaultSettingChoices } from '../../../../shared/models/repository-settings.ts';
import type { Transfer, TransferUpdate } from '../../../../shared/models/transfer.ts';
import { isFinished } from '../../../../shared/models/transfer.ts';
import type { AwsAccess } from '../../aws/clients/aws-access.ts';
import type { Repository } from '../../../local-ecr/registry/repository.ts';
import type { Plans } from '../../plan/plan-store.ts';
import { createPlans } from '../../plan/plan-store.ts';
import type { FixtureProfile } from '../../../testing/aws-home/fixture-profile.ts';
import { ssoCacheFile, writeSsoCache } from '../../../testing/aws-home/write-aws-home.ts';
import type { AwsFixture } from '../../../testing/aws-fixture.ts';
import {
  ana,
  ben,
  device,
  home,
  other,
  region,
  roleArn,
  startAwsFixture,
  startUrl,
} from '../../../testing/aws-fixture.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import type { Transfers } from '../transfers.ts';
import { createTransfers } from '../transfers.ts';

const MiB = 1024 * 1024;
let world: AwsFixture;
let access: AwsAccess;
let plans: Plans;
let transfers: Transfers;
let onUpdate: (update: TransferUpdate) => void;
let count = 0;
let code = 100_000;

beforeAll(async () => {
  world = await startAwsFixture();
});
afterAll(() => world.close());
beforeEach(() => {
  count += 1;
  onUpdate = () => undefined;
  access = world.access();
  plans = createPlans(access);
  transfers = createTransfers({
    plans,
    send: (update) => onUpdate(update),
    retryPolicy: quickRetries,
    // Longer than any test, so that credentials are only checked because something changed.
    credentialsInterval: 3_600_000,
  });
  access.onCredentialsChanged((change) => {
    if (change === 'renewed') transfers.checkNow();
  });
});
afterEach(async () => {
  await transfers.cancelAll();
  world.ecr.faults.clear();
  world.ecr.network.shape = {};
  world.ecr.calls.clear();
});

const nextCode = (): string => String((code += 1));
const keys: FixtureProfile = { kind: 'keys', name: 'keys', principal: ana, region };
const careful: FixtureProfile = {
  kind: 'role',
  name: 'destination',
  roleArn: roleArn('Careful'),
  source: { profile: 'keys' },
  mfaSerial: device,
};
const sso: FixtureProfile = {
  kind: 'identity-center',
  name: 'sso',
  session: 'corp',
  accountId: home,
  roleName: 'Developer',
};
const sessions = [{ name: 'corp', startUrl, ssoRegion: region }];

const get = (id: string): Transfer => {
  const transfer = transfers.list().find((each) => each.id === id);
  if (!transfer) throw new Error(`Transfer ${id} is not listed.`);
  return transfer;
};
const ended = (id: string) => expect.poll(() => isFinished(get(id).state)).toBe(true);

/** A plan for one image of one layer, from account to account. */
const planCopy = async () => {
  const names = { from: `renewed/source-${count}`, to: `renewed/destination-${count}` };
  const source = world.ecr.registry(home, region).createRepository(names.from);
  const destination = world.ecr.registry(other, region).createRepository(names.to);
  const { digest } = await seedImage(source, [['layer', 20 * MiB]], ['v1']);
  const { plan } = await plans.create({
    source: { profile: 'keys', region, repositoryName: names.from },
    destination: {
      profile: 'destination',
      region,
      repositoryName: names.to,
      createRepository: false,
      settings: defaultSettingChoices,
    },
    images: [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }],
    options: defaultReplicationOptions,
  });
  return { plan, destination, digest, names };
};

/** Starts a copy and calls `action` when its first part is transferred. */
const startAnd = async (action: () => void) => {
  const planned = await planCopy();
  let isDone = false;
  world.ecr.network.shape = { down: { bytesPerSecondPerConnection: 27 * MiB } };
  onUpdate = ({ status }) => {
    if (isDone || status.bytes.transferred < 5 * MiB) return;
    isDone = true;
    action();
  };
  return { ...planned, id: transfers.start(planned.plan.id).id };
};
const waitsFor = (id: string, error: object) =>
  expect.poll(() => get(id).state).toMatchObject({ kind: 'waiting-for-credentials', error });
const expectTag = ({ tags }: Repository, digest: string) => expect([...tags]).toEqual([['v1', digest]]);

test('waits for an MFA code during a copy, and continues', async () => {
  await world.write([keys, careful]);
  await access.answerMfa('destination', nextCode());
  const { id, destination, digest } = await startAnd(() => world.ecr.sessions.expireAll());
  await waitsFor(id, {
    code: 'mfa-needed',
    action: 'enter-code',
    profile: 'destination',
    side: 'destination',
  });
  await expect(access.answerMfa('destination', '000000')).rejects.toMatchObject({
    data: { code: 'mfa-rejected' },
  });
  expect(get(id).state.kind).toBe('waiting-for-credentials');
  await access.answerMfa('destination', nextCode());
  await ended(id);
  expectTag(destination, digest);
});

test('waits for a new sign-in during a copy, and continues', async () => {
  const release: FixtureProfile = {
    kind: 'role',
    name: 'destination',
    roleArn: roleArn('Release'),
    source: { profile: 'sso' },
  };
  await world.write([keys, sso, release], { sessions });
  await writeSsoCache(world.folder, 'corp', world.ecr.identityCenter.signIn(startUrl), region);
  const { id, destination, digest } = await startAnd(() => {
    world.ecr.identityCenter.tokens.revokeAll();
    world.ecr.sessions.expireAll();
  });
  await waitsFor(id, { code: 'sign-in-needed', action: 'sign-in', profile: 'sso', side: 'destination' });
  await writeSsoCache(world.folder, 'corp', world.ecr.identityCenter.signIn(startUrl), region);
  await access.discardOutdated();
  await ended(id);
  expectTag(destination, digest);
  await rm(ssoCacheFile(world.folder, 'corp'));
});

const wrongProfile: FixtureProfile = { ...keys, name: 'destination', principal: ana };
const rightProfile: FixtureProfile = { ...keys, name: 'destination', principal: ben };
const wrongAccount = { code: 'wrong-account', side: 'destination', action: 'plan-again' };

test('writes nothing when the profile belongs to another account since the plan', async () => {
  await world.write([keys, rightProfile]);
  const { plan, destination, names } = await planCopy();
  const twin = world.ecr.registry(home, region).createRepository(names.to);
  await world.write([keys, wrongProfile]);
  await access.discardOutdated();
  const { id } = transfers.start(plan.id);
  await ended(id);
  expect(get(id).state).toMatchObject({ kind: 'failed', error: wrongAccount });
  expect([...destination.tags, ...twin.tags]).toEqual([]);
});

test('fails when the profile is changed to another account during the copy', async () => {
  await world.write([keys, rightProfile]);
  const { id, destination } = await startAnd(() => {
    void world.write([keys, wrongProfile]).then(() => access.discardOutdated());
  });
  await ended(id);
  expect(get(id).state).toMatchObject({ kind: 'failed', error: wrongAccount });
  expect([...destination.tags]).toEqual([]);
  expect(world.ecr.calls.of('PutImage')).toEqual([]);
});
