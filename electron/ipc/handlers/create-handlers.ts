import { join } from 'node:path';
import type { EventName, Events } from '../../../shared/ipc.ts';
import type { ProfileListing } from '../../../shared/models/profile.ts';
import type { ResolvedReference } from '../../../shared/models/resolved-reference.ts';
import type { Settings } from '../../../shared/models/settings.ts';
import { isUnstored } from '../../../shared/models/storage.ts';
import { createAwsAccess } from '../../engine/aws/clients/aws-access.ts';
import type { PacingPolicy } from '../../engine/aws/clients/pacing.ts';
import { createNetwork } from '../../engine/aws/network/create-network.ts';
import { watchAwsFiles } from '../../engine/aws/profiles/watch-aws-files.ts';
import { createAccountNames } from '../../engine/aws/sign-in/account-names.ts';
import type { SignInPage } from '../../engine/aws/sign-in/sign-in-page.ts';
import { createSignIns } from '../../engine/aws/sign-in/sign-ins.ts';
import { defaultTimeouts } from '../../engine/aws/clients/timeouts.ts';
import { createBandwidth } from '../../engine/replication/scheduler/bandwidth.ts';
import { createBatches } from '../../engine/jobs/batch/batches.ts';
import { createComparisons } from '../../engine/jobs/compare/comparisons.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import { describeFileError } from '../../engine/files/describe-file-error.ts';
import { createPlans } from '../../engine/plan/plan-store.ts';
import { resolveReference } from '../../engine/references/resolve-reference.ts';
import { createUploadJournal } from '../../engine/replication/upload/upload-journal.ts';
import type { RetryPolicy } from '../../engine/async/retry.ts';
import { createTransfers } from '../../engine/transfers/transfers.ts';
import type { AppFiles } from '../../app/storage/app-files.ts';
import { openAppRecords } from '../../app/storage/open-app-records.ts';
import type { Log } from '../../app/logging/log.ts';
import type { RunningWork } from '../../app/quit/quit-guard.ts';
import type { TextFile } from '../../app/dialogs/save-text.ts';
import type { SettingsFile } from '../../app/storage/settings.ts';
import type { TransferMonitor } from '../../app/desktop/transfer-monitor.ts';
import type { RequestHandlers } from '../answer-request.ts';
import { confirmAccounts } from './confirm-account.ts';
import { createBatchHandlers } from './batch-handlers.ts';
import { createComparisonHandlers } from './comparison-handlers.ts';
import { createDemoMode } from './demo-mode.ts';
import { createFileHandlers } from './file-handlers.ts';
import { withoutDemo } from './demo-store.ts';
import { createHistoryHandlers } from './history-handlers.ts';
import { createChangeNotifier } from './change-notifier.ts';
import { createNetworkHandlers, type NetworkHandlerPorts } from './network-handlers.ts';
import { createQueueHandlers } from './queue-handlers.ts';
import { createPlanHandlers } from './plan-handlers.ts';
import { createRegistryHandlers } from './registry-handlers.ts';
import { createSettingsHandlers } from './settings-handlers.ts';
import { signInHandlers } from './sign-in-handlers.ts';
import { createStorageHandlers } from './storage-handlers.ts';
import { createTransferHandlers } from './transfer-handlers.ts';

export interface HandlerContext extends Pick<
  NetworkHandlerPorts,
  'chooseCertificateFile' | 'loginShell' | 'openPath' | 'proxyPassword'
> {
  readonly settings: SettingsFile;
  readonly files: AppFiles;
  readonly userData: string;
  readonly sendEvent: <Name extends EventName>(name: Name, payload: Events[Name]) => void;
  readonly writeClipboard: (text: string) => Promise<void>;
  readonly openSignInPage: (page: SignInPage) => Promise<void>;
  readonly saveText: (file: TextFile) => Promise<string | null>;
  /** What the system says about the way to a URL: `PROXY host:port; DIRECT`. */
  readonly resolveProxy: (url: string) => Promise<string>;
  /** What the settings are from now on. */
  readonly settingsChanged: (settings: Settings) => void;
  /** Follows all transfers for the desktop. */
  readonly transferMonitor: Pick<TransferMonitor, 'ended' | 'listed' | 'updated'>;
  /** Open on the demo registries. */
  readonly startDemo: boolean;
  /** How every call is retried; calls and transfers have a policy each when left out. */
  readonly retryPolicy?: RetryPolicy | undefined;
  /** How fast ECR is called; at the pace of its published quotas when left out. */
  readonly pacingPolicy?: PacingPolicy | undefined;
  readonly log: Log;
}

export interface Handlers {
  readonly handlers: RequestHandlers;
  readonly runningWork: Omit<RunningWork, 'active'>;
  /** The person has come back to the window: what they changed elsewhere is looked for. */
  onWindowFocus(): void;
  /** The computer goes to sleep. */
  suspended(): void;
  /** The computer is awake again: its connections may be dead, its network another one. */
  resumed(): void;
  /** What a pasted or dropped text names. */
  readonly resolve: (text: string) => Promise<ResolvedReference>;
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
  files,
  userData,
  sendEvent,
  writeClipboard,
  openSignInPage,
  saveText,
  resolveProxy,
  settingsChanged,
  transferMonitor,
  startDemo,
  retryPolicy,
  pacingPolicy,
  log,
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
    onChange: () => feed.changed(),
  });
  const access = createAwsAccess({
    environment,
    network,
    retryPolicy,
    pacingPolicy,
    accountNames: accountNames.byId,
    warn: (warning) => log.warn(warning),
  });
  const plans = createPlans(access);
  const bandwidth = createBandwidth(settings.read().transfers.bandwidth);
  const uploads = join(userData, 'uploads');
  const { records, keepHistoryWithinLimit } = openAppRecords({
    folder: userData,
    historyLimit: () => settings.read().history.limit,
    sendEvent,
    log,
  });
  const { history } = records;
  const settled = (): Promise<void> => records.settled();
  const transfers = createTransfers({
    plans,
    retryPolicy,
    bandwidth,
    limits: () => settings.read().transfers,
    send(update) {
      sendEvent('transfers.updated', update);
      transferMonitor.updated(update.status);
    },
    listChanged() {
      sendEvent('transfers.changed', null);
      transferMonitor.listed(transfers.statuses());
    },
    ended(transfer) {
      transferMonitor.ended(transfer);
      void records.settled().then(keepHistoryWithinLimit);
    },
    journal: createUploadJournal(uploads, {
      onProblem: (error) => files.reportJournal(uploads, describeFileError(error)),
      onRecovered: () => files.reportJournal(uploads, undefined),
    }),
    store: withoutDemo(records, () => demo.isOn()),
  });
  const confirmed = confirmAccounts({ plans, transfers, protection: settings.protection });
  const demo = createDemoMode({ environment, userData, profilesReplaced: () => access.reset() });
  let demoWanted = startDemo;
  const comparisons = createComparisons({
    access,
    send: (update) => sendEvent('comparisons.updated', update),
  });
  const batches = createBatches({ access, plans, send: (update) => sendEvent('batches.updated', update) });

  const listing = async (): Promise<ProfileListing> => ({ ...(await access.listing()), demo: demo.isOn() });
  const profiles = async (): Promise<ProfileListing> => {
    if (demoWanted) await demo.turnOn();
    return listing();
  };
  const feed = createChangeNotifier(listing, (changed) => sendEvent('profiles.changed', changed));
  access.onCredentialsChanged((change) => {
    if (change === 'cached') return feed.changed();
    transfers.checkNow();
    feed.renewed();
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
    void awsFiles.recheck();
  };
  // Other files may be the AWS files now than those that are watched.
  void desktop.loginShell.state().then(environmentChanged);

  const resolve = async (text: string): Promise<ResolvedReference> =>
    resolveReference(text, (await profiles()).profiles, settings.read().profiles);

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
    ...createQueueHandlers({ transfers, confirmed, settled }),
    ...createBatchHandlers({ batches, plans, confirmed, settled }),
    ...createComparisonHandlers({ comparisons, saveText }),
    ...createHistoryHandlers({ history, saveText }),
    ...createStorageHandlers(records),
    'references.resolve': ({ text }) => resolve(text),
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
      void signIns.onProfileSelected(selection.profile);
      return access.identify(selection);
    },
    ...createRegistryHandlers(access, retryPolicy),
    ...createPlanHandlers({ access, plans, protection: settings.protection }),
    ...createTransferHandlers({ transfers, confirmed, settled, saveText }),
    ...createSettingsHandlers({
      settings,
      files,
      applySettings(changed) {
        bandwidth.setRate(changed.transfers.bandwidth);
        transfers.limitsChanged();
        settingsChanged(changed);
      },
      historyLimitChanged: () => void keepHistoryWithinLimit(),
      networkChanged: () => network.refresh(),
      sendEvent,
    }),
    ...createFileHandlers(files),
    'clipboard.write': async ({ text }) => {
      await writeClipboard(text);
      return null;
    },
  };

  return {
    handlers,
    resolve,
    runningWork: {
      count: () => transfers.count(),
      cancelAll: () => transfers.leave(),
      unstored: () => records.problems().filter(isUnstored),
      store: () => records.retry(),
    },
    onWindowFocus: () => void awsFiles.recheck(),
    suspended: () => transfers.suspend(),
    resumed() {
      network.refresh();
      transfers.resumeAll();
      void awsFiles.recheck();
    },
    async close() {
      awsFiles.close();
      feed.close();
      await Promise.all([records.close(), files.retry(), signIns.close()]);
      await demo.turnOff();
    },
  };
}
