import { join } from 'node:path';
import type { EventName, Events } from '../../../shared/ipc.ts';
import type { ProfileListing } from '../../../shared/models/profile.ts';
import { createAwsAccess } from '../../engine/aws/aws-access.ts';
import { createNetwork } from '../../engine/aws/network/create-network.ts';
import { watchAwsFiles } from '../../engine/aws/profiles/watch-aws-files.ts';
import { createAccountNames } from '../../engine/aws/sign-in/account-names.ts';
import type { SignInPage } from '../../engine/aws/sign-in/sign-in-page.ts';
import { createSignIns } from '../../engine/aws/sign-in/sign-ins.ts';
import { defaultTimeouts } from '../../engine/aws/timeouts.ts';
import { listImages } from '../../engine/ecr/images.ts';
import { listPlatforms } from '../../engine/ecr/platforms.ts';
import { listRepositories } from '../../engine/ecr/repositories.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import { createPlans } from '../../engine/plans/plans.ts';
import { runPreflight } from '../../engine/preflight/run-preflight.ts';
import { createUploadJournal } from '../../engine/replication/upload/upload-journal.ts';
import { reportFileName } from '../../engine/transfers/transfer-report.ts';
import { createTransfers } from '../../engine/transfers/transfers.ts';
import type { TransferMemory } from '../../engine/transfers/unfinished-transfers.ts';
import type { RunningWork } from '../../quit-guard.ts';
import type { TextFile } from '../../save-text.ts';
import type { SettingsFile } from '../../settings.ts';
import type { RequestHandlers } from '../answer-request.ts';
import { confirmAccounts } from './confirm-account.ts';
import { createDemoMode } from './demo-mode.ts';
import { createListingFeed } from './listing-feed.ts';
import { signInHandlers } from './sign-in-handlers.ts';
import type { NetworkHandlerPorts } from './network-handlers.ts';
import { createNetworkHandlers } from './network-handlers.ts';

export interface HandlerContext extends Pick<
  NetworkHandlerPorts,
  'chooseCertificateFile' | 'loginShell' | 'openPath' | 'proxyPassword'
> {
  readonly settings: SettingsFile;
  readonly userData: string;
  readonly transferMemory: TransferMemory;
  readonly sendEvent: <Name extends EventName>(name: Name, payload: Events[Name]) => void;
  readonly writeClipboard: (text: string) => Promise<void>;
  readonly openSignInPage: (page: SignInPage) => Promise<void>;
  readonly saveText: (file: TextFile) => Promise<string | null>;
  /** What the system says about the way to a URL: `PROXY host:port; DIRECT`. */
  readonly resolveProxy: (url: string) => Promise<string>;
  /** Open on the demo registries. */
  readonly startDemo: boolean;
}

export interface Handlers {
  readonly handlers: RequestHandlers;
  readonly runningWork: RunningWork;
  /** The person has come back to the window: what they changed elsewhere is looked for. */
  cameBack(): void;
  close(): Promise<void>;
}

/** The demo takes the place of the AWS files, in which a running copy looks for renewed credentials. */
const stillCopying = (): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: 'Images are still being copied. Open the demo registries when that is done, or cancel it first.',
    retryable: true,
    action: 'retry',
  });

/** Builds the engine's services and says which of them answers each request. */
export function createHandlers({
  settings,
  userData,
  transferMemory,
  sendEvent,
  writeClipboard,
  openSignInPage,
  saveText,
  resolveProxy,
  startDemo,
  ...desktop
}: HandlerContext): Handlers {
  const environment = process.env;
  const network = createNetwork({
    timeouts: defaultTimeouts,
    settings: () => settings.read().network,
    environment,
    resolveProxy,
    proxyLogin: () => desktop.proxyPassword.login(),
  });
  const accountNames = createAccountNames({
    environment,
    network,
    changed: () => feed.changed(),
  });
  const access = createAwsAccess({ environment, network, accountNames: accountNames.all });
  const plans = createPlans(access);
  const transfers = createTransfers({
    plans,
    send: (update) => sendEvent('transfers.updated', update),
    journal: createUploadJournal(join(userData, 'uploads')),
    // The demo's registries end with the app, and so do its transfers.
    memory: {
      ...transferMemory,
      keep(transfer) {
        if (!demo.isOn()) transferMemory.keep(transfer);
      },
    },
  });
  const confirmed = confirmAccounts({ plans, transfers, accountNotes: () => settings.read().accounts });
  const demo = createDemoMode({ environment, userData, profilesReplaced: () => access.reset() });
  let demoWanted = startDemo;

  const listing = async (): Promise<ProfileListing> => ({ ...(await access.listing()), demo: demo.isOn() });
  const profiles = async (): Promise<ProfileListing> => {
    if (demoWanted) await demo.turnOn();
    return listing();
  };
  const feed = createListingFeed(listing, (changed) => sendEvent('profiles.changed', changed));
  access.onCredentialsChanged((change) => {
    if (change === 'renewed') transfers.lookNow();
    feed.changed();
  });
  const awsFiles = watchAwsFiles({
    environment,
    changed: () => void access.filesChanged(),
  });
  const signIns = createSignIns({
    environment,
    network,
    accountNames,
    openPage: openSignInPage,
    send: (signIn) => sendEvent('signIns.updated', signIn),
    onSignedIn: () => void access.filesChanged(),
    onSignedOut: () => void access.filesChanged(),
  });
  const environmentChanged = (): void => {
    network.refresh();
    access.reset();
    void awsFiles.lookAgain();
  };
  // Other files may be the AWS files now than those that are watched.
  void desktop.loginShell.state().then(environmentChanged);

  const handlers: RequestHandlers = {
    'mfa.answer': async ({ profile, code }) => {
      await access.answerMfa(profile, code);
      return null;
    },
    ...signInHandlers(signIns),
    ...createNetworkHandlers({
      ...desktop,
      network,
      environment,
      environmentChanged,
      isDemo: () => demo.isOn(),
    }),
    'profiles.list': profiles,
    'demo.start': async () => {
      if (!demo.isOn() && transfers.count() > 0) throw stillCopying();
      demoWanted = true;
      return profiles();
    },
    'demo.stop': async () => {
      demoWanted = false;
      await transfers.cancelAll();
      await demo.turnOff();
      return profiles();
    },
    'registries.identify': (selection) => {
      void signIns.chosen(selection.profile);
      return access.identify(selection);
    },
    'repositories.list': async (selection) => listRepositories(await access.connect(selection)),
    'images.list': async ({ repositoryName, ...selection }) =>
      listImages(await access.connect(selection), repositoryName),
    'images.platforms': async ({ repositoryName, digests, ...selection }) =>
      listPlatforms(await access.connect(selection), repositoryName, digests),
    'plans.create': async (request) => (await plans.create(request)).plan,
    'preflight.run': async ({ planId }) => runPreflight(access, plans.get(planId)),
    'transfers.list': async () => transfers.list(),
    'transfers.start': async ({ planId, confirmation }) => confirmed.start(planId, confirmation),
    'transfers.pause': async ({ transferId }) => {
      transfers.pause(transferId);
      return null;
    },
    'transfers.resume': async ({ transferId }) => {
      transfers.resume(transferId);
      return null;
    },
    'transfers.cancel': async ({ transferId }) => {
      await transfers.cancel(transferId);
      return null;
    },
    'transfers.retry': ({ transferId, confirmation }) => confirmed.retry(transferId, confirmation),
    'transfers.remove': async ({ transferId }) => {
      transfers.remove(transferId);
      return null;
    },
    'transfers.saveReport': async ({ transferId }) => {
      const report = transfers.report(transferId);
      return saveText({ name: reportFileName(report), text: `${JSON.stringify(report, null, 2)}\n` });
    },
    'settings.read': async () => settings.read(),
    'settings.change': async (change) => {
      const changed = await settings.change(change);
      if (change.network) network.refresh();
      return changed;
    },
    'clipboard.write': async ({ text }) => {
      await writeClipboard(text);
      return null;
    },
  };

  return {
    handlers,
    runningWork: { count: () => transfers.count(), cancelAll: () => transfers.leave() },
    cameBack: () => void awsFiles.lookAgain(),
    close: async () => {
      awsFiles.close();
      feed.close();
      await Promise.all([signIns.close(), demo.turnOff()]);
    },
  };
}
