import type { RequestInput, RequestName, RequestOutput } from '../../../shared/ipc.ts';
import { noImageFilter } from '../../../shared/models/image-filter.ts';
import { defaultReplicationOptions } from '../../../shared/models/plan.ts';
import { defaultSettingChoices } from '../../../shared/models/repository-settings.ts';
import { isSigningIn } from '../../../shared/models/sign-in.ts';
import type { SignInMethod } from '../../../shared/models/sign-in.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { Random } from '../../../electron/testing/random.ts';
import type { AppSession } from './app-session.ts';
import type { Call } from './error-paths.ts';
import { isOfApiUploads, isKept, isOfCopying, isOfEachImage } from './error-paths.ts';
import type { ProfileName } from './profile-kinds.ts';
import { account, region } from './profile-kinds.ts';
import { createSweep } from './sweep.ts';
import type { CanaryWorld } from './world.ts';

/** Milliseconds after which a running transfer is canceled, as by a user. */
const longestTransfer = 20_000;

const repositoryName = 'team/app';
const everyImage = {
  view: 'all',
  filter: noImageFilter,
  sort: { column: 'pushedAt', descending: true },
  page: 1,
  pageSize: 25,
} as const;
const signInMethods: Partial<Record<ProfileName, SignInMethod>> = {
  browser: 'browser',
  device: 'code',
  login: 'browser',
};
const byManualProxy: ReadonlySet<ProfileName> = new Set(['manual-proxy', 'manual-tunnel']);
const byProxy: ReadonlySet<ProfileName> = new Set([...byManualProxy, 'proxied', 'tunneled']);

let codes = 100_000;
let copies = 0;

interface RunPorts {
  readonly world: CanaryWorld;
  readonly session: AppSession;
  readonly call: Call;
  readonly random: Random;
  /** Results of the runs so far, by operation and step; each run adds to them. */
  readonly refusedBefore: Map<string, boolean>;
  /** Called when the call was rejected with this echo. */
  readonly tried: (echo: string) => void;
}

/**
 * Makes every request of the window with a profile, from its identity to a copy with its log and report, while one call
 * is rejected with every echo in turn.
 */
export async function runWindow(ports: RunPorts): Promise<void> {
  const { world, session, call, random } = ports;
  const { profile } = call;
  const selection = { profile, region };
  let isRight = true;

  const ask = async <Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
  ): Promise<RequestOutput<Name> | undefined> => {
    const answer = await session.invoke(name, input);
    isRight = answer.ok;
    return answer.ok ? answer.value : undefined;
  };

  /** Starts something and waits for the event of its end. */
  const signIn = async (method: SignInMethod): Promise<void> => {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const over = new Set<string>();
    let id: string | undefined;
    const stop = session.onEvent('signIns.updated', (update) => {
      if (isSigningIn(update)) return;
      over.add(update.id);
      if (id === update.id) resolve();
    });
    id = (await ask('signIns.start', { profile, method }))?.id;
    if (id !== undefined && !over.has(id)) await ended;
    stop();
  };

  /**
   * A plan of a copy, which the next copy of as many images uses as well: nothing of it has changed, unless the app itself
   * has created the destination, which is deleted after each copy.
   */
  let planned: { readonly id: string; readonly images: number; readonly copy: number } | undefined;
  const prepare = async (): Promise<void> => {
    // Planning can have used the app's cache.
    if (isKept(call)) planned = undefined;
    await world.signIn(profile);
    if (profile === 'browser' && call.operation !== 'POST /client/register') await signIn('browser');
  };

  const sweep = createSweep({ ...ports, prepare });

  // A copy with few calls besides the tried ones; in some runs with all calls.
  const isWhole = random.chance(0.1);
  const openDestination = (copy: number): void => {
    if (!isWhole && call.operation !== 'CreateRepository')
      world.ecr.registry(account, region).createRepository(`copy/${copy}`);
  };

  const plan = async (images: number): Promise<string | undefined> => {
    copies += 1;
    openDestination(copies);
    const created = await ask('plans.create', {
      source: { ...selection, repositoryName },
      destination: {
        ...selection,
        repositoryName: `copy/${copies}`,
        createRepository: true,
        settings: defaultSettingChoices,
      },
      images: world.digests.slice(0, images).map((digest, index) => ({
        digest,
        sourceTags: [`1.${index}`],
        destinationTags: [`t${index}`],
      })),
      options: {
        ...defaultReplicationOptions,
        ...(!isWhole && { referrers: false, verify: false }),
        ...(isOfApiUploads(call) && { uploadMethod: 'api' }),
      },
    });
    return created?.id;
  };

  /** @returns a plan of this many images, and the number of its destination. */
  const planCopy = async (images: number): Promise<typeof planned> => {
    if (planned?.images === images && !isWhole) {
      openDestination(planned.copy);
      return planned;
    }
    const id = await plan(images);
    planned = id === undefined ? undefined : { id, images, copy: copies };
    return planned;
  };

  const copyShare = (): number => {
    if (!isOfCopying(call)) return 0.05;
    return sweep.left > 0 ? 1 : 0.3;
  };
  // A rejected call of the ECR API usually ends the whole copy: the app treats it as expired credentials.
  const takesTurns = isOfEachImage(call) && !isOfApiUploads(call) && session.attempts === 1;
  const copy = async (): Promise<void> => {
    const toCopy = await planCopy(takesTurns ? Math.max(1, sweep.left) : 1);
    if (!toCopy) return;
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const stop = session.onEvent('transfers.updated', ({ status }) => {
      if (isFinished(status.state) || status.state.kind === 'waiting-for-credentials') resolve();
    });
    const transfer = await ask('transfers.start', { planId: toCopy.id });
    if (transfer) {
      const patience = setTimeout(resolve, longestTransfer);
      await ended;
      clearTimeout(patience);
      const { id: transferId } = transfer;
      await ask('transfers.cancel', { transferId });
      await ask('transfers.log', { transferId });
      await ask('transfers.saveReport', { transferId });
      await ask('transfers.list', undefined);
      await ask('transfers.remove', { transferIds: [transferId] });
    } else planned = undefined;
    stop();
    // The next copy uploads every layer again.
    world.ecr.registry(account, region).repositories.delete(`copy/${toCopy.copy}`);
  };

  const compare = async (): Promise<void> => {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const stop = session.onEvent('comparisons.updated', ({ state }) => {
      if (state !== 'working') resolve();
    });
    const pairs = [{ source: repositoryName, destination: repositoryName }];
    if (await ask('comparisons.create', { source: selection, destination: selection, pairs })) await ended;
    stop();
  };

  const proxyMode = byManualProxy.has(profile) ? 'manual' : 'environment';
  if ((await ask('settings.read', undefined))?.network.proxyMode !== proxyMode) {
    const { url: proxyUrl, userName, password } = world.manualProxy;
    await ask('settings.change', {
      network: proxyMode === 'manual' ? { proxyMode, proxyUrl } : { proxyMode },
    });
    if (proxyMode === 'manual') await ask('network.setProxyPassword', { userName, password });
  }
  if (isKept(call)) await world.signIn(profile);

  if (profile === 'careful')
    await sweep.try('code', () => ask('mfa.answer', { profile, code: String((codes += 1)) }), {
      isNeeded: true,
    });
  const method = signInMethods[profile];
  if (method) await sweep.try('sign-in', () => signIn(method), { isNeeded: true, runsProgram: true });
  await sweep.try('identity', () => ask('registries.identify', selection), {
    isNeeded: true,
    runsProgram: profile === 'failing-process',
  });
  const isKnown = isRight;
  if (byProxy.has(profile) || random.chance(0.05))
    await sweep.try('network', () => ask('network.test', { registries: [selection] }));
  await sweep.try('repositories', () => ask('repositories.list', selection));
  if (isKnown) {
    await sweep.try('images', () =>
      ask('images.query', { ...selection, repositoryName, ...everyImage, listedSince: Date.now() }),
    );
    if (isOfCopying(call)) {
      await sweep.try('platforms', () =>
        ask('images.platforms', { ...selection, repositoryName, digests: world.digests.slice(0, 3) }),
      );
      await sweep.try(
        'details',
        () => ask('images.details', { ...selection, repositoryName, digest: world.digests[0] ?? '' }),
        { isDetour: isOfEachImage(call) },
      );
      await sweep.try('plan', () => plan(1));
      let planId: string | undefined;
      await sweep.try('checks', async () => planId !== undefined && ask('preflight.run', { planId }), {
        isDetour: isOfApiUploads(call),
        before: async () => {
          planId = await plan(1);
        },
      });
      if (random.chance(0.2)) await sweep.try('comparison', compare);
    }
    // A copy makes most of the calls: where all echoes are tried, it is skipped more often.
    if (random.chance(copyShare())) await sweep.try('copy', copy, { takesTurns });
  }
  if (profile === 'browser') await sweep.try('sign-out', () => ask('signIns.signOut', { profile }));
  await sweep.finish();
  // The next list has the same length.
  const { repositories } = world.ecr.registry(account, region);
  for (const name of repositories.keys()) if (name.startsWith('copy/')) repositories.delete(name);
}

/** Requests everything that the app has stored about all runs. */
export async function readRecords(session: AppSession): Promise<void> {
  await session.invoke('profiles.list', undefined);
  await session.invoke('signIns.list', undefined);
  await session.invoke('network.read', undefined);
  await session.invoke('transfers.list', undefined);
  await session.invoke('files.problems', undefined);
  await session.invoke('storage.problems', undefined);
  await session.invoke('diagnostics.collect', { replaceNames: false });
  await session.invoke('diagnostics.collect', { replaceNames: true });
  await session.invoke('history.export', { format: 'json' });
  await session.invoke('history.export', { format: 'csv' });
  const page = await session.invoke('history.search', { offset: 0, limit: 50 });
  if (page.ok) for (const { id } of page.value.entries) await session.invoke('history.read', { id });
}
